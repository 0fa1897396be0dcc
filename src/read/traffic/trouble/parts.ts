// The objects of which error messages are made, wherever APIs put them.

import { isArray, isObject, type Json, type JsonObject, own } from '../../../model/json.ts';

const MOST_PARTS = 100;
const MOST_ITEMS = 20;
const LONGEST_TEXT = 4000;
const DEEPEST = 5;

/** Keys of codes. */
export const CODES = [
  'code',
  'error',
  'error_code',
  'errorCode',
  'type',
  '__type',
  'status',
  'reason',
  'errorcode',
  'name',
];
/** Keys of sentences. */
export const TEXTS = [
  ...['message', 'Message', 'msg', 'detail', 'title', 'description', 'error_description', 'error_message'],
  ...['errorMessage', 'faultstring', 'error', 'errors', 'fault', 'info'],
];

/** The codes or sentences of one object, by {@link CODES} or {@link TEXTS}. */
export function textsAt(object: JsonObject, keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    const value = own(object, key);
    if (typeof value === 'number') return [String(value)];
    if (typeof value === 'string' && value !== '') {
      // `error` is a code where it is one word, and a sentence otherwise.
      const isWord = !/\s/.test(value.trim());
      return key === 'error' && isWord !== (keys === CODES) ? [] : [value.slice(0, LONGEST_TEXT)];
    }
    return isArray(value) && keys === TEXTS
      ? value.filter((item) => typeof item === 'string').slice(0, MOST_ITEMS)
      : [];
  });
}

/** An object of an error message, and the key that it is under. */
export interface Part {
  readonly object: JsonObject;
  readonly under: string;
}

const CONTAINERS = [
  ...['error', 'errors', 'fault', 'Fault', 'Error', 'detail', 'details', 'fieldViolations', 'violations', 'meta'],
  ...['invalid-params', 'invalid_params', 'invalidParams', 'validationErrors', 'validation_errors', 'fieldErrors'],
  ...['field_errors', 'issues', 'extensions', 'source', 'innererror', 'response', 'modelState', 'ModelState'],
];

/** The objects that say what is wrong, outermost first, at most 100. */
export function partsOf(root: Json): readonly Part[] {
  const parts: Part[] = [];
  let level: Part[] = (isArray(root) ? root : [root]).filter(isObject).map((object) => ({ object, under: '' }));
  for (let depth = 0; depth < DEEPEST && level.length > 0 && parts.length < MOST_PARTS; depth++) {
    level = level.slice(0, MOST_PARTS - parts.length);
    parts.push(...level);
    level = level.flatMap(({ object }) =>
      CONTAINERS.flatMap((under) => {
        const value = own(object, under);
        const found = isArray(value) ? value.slice(0, MOST_ITEMS) : [value];
        return found.filter(isObject).map((inner) => ({ object: inner, under }));
      }),
    );
  }
  return parts;
}
