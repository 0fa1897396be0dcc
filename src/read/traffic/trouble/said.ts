// What the body of a failed answer says: codes, sentences, and the fields that are wrong.

import { harmless } from '../../../model/code.ts';
import { isArray, isObject, type Json, type JsonObject, own } from '../../../model/json.ts';
import type { LiveAnswer, TroubleField } from '../../../model/trouble.ts';
import { redactText } from '../redact.ts';
import { headerOf } from './headers.ts';

/** What an answer says is wrong. Codes and texts are as they came: only {@link shown} of them may leave. */
export interface Said {
  readonly codes: readonly string[];
  readonly texts: readonly string[];
  /** Redacted. */
  readonly fields: readonly TroubleField[];
  readonly scopes: readonly string[];
  /** Whether the body says that the call failed, though the status says that it succeeded. */
  readonly failed: boolean;
  /** Whether the body is a page for people. */
  readonly isPage: boolean;
  /** All that is said, in words: lower case, with single spaces and without separators. */
  readonly words: string;
}

/** Takes secrets that are known out of a text. */
export type Redact = (text: string) => string;

/** A longer body is no error message; only its first characters are searched for words. */
const MOST_PARSED = 300_000;
const MOST_SEARCHED = 4000;
const MOST_PARTS = 100;
const MOST_FIELDS = 20;
const MOST_SCOPES = 10;
const DEEPEST = 5;

/** Reads problem details (RFC 9457), OAuth errors (RFC 6749 §5.2, RFC 6750 §3), and the other usual shapes. */
export function saidIn(answer: LiveAnswer, redact: Redact): Said {
  const body = (answer.body ?? '').slice(0, MOST_PARSED);
  const root = jsonOf(body);
  const parts = root === undefined ? [] : partsOf(root);
  const challenge = headerOf(answer, 'www-authenticate')?.slice(0, MOST_SEARCHED) ?? '';
  const isPage = looksLikePage(answer, body);
  const codes = [
    ...parts.flatMap((part) => textsAt(part.object, CODES)),
    ...quoted(challenge, 'error'),
    ...xml(body, 'Code'),
  ];
  const texts = [
    ...parts.flatMap((part) => textsAt(part.object, TEXTS)),
    ...quoted(challenge, 'error_description'),
    ...xml(body, 'Message'),
    ...(root === undefined && !isPage && body.trim() !== '' ? [body.slice(0, MOST_SEARCHED).trim()] : []),
  ];
  const page = isPage ? [body.slice(0, MOST_SEARCHED)] : [];
  const fields = parts.flatMap((part) => fieldsIn(part)).slice(0, MOST_FIELDS);
  return {
    codes,
    texts,
    fields: fields.map(({ name, said }) => ({ name: shown(name, redact), said: said && shown(said, redact) })),
    scopes: scopesIn(answer, parts, challenge).map((scope) => shown(scope, redact)),
    failed: answer.status < 300 && root !== undefined && saysFailed(root),
    isPage,
    words: inWords([...codes, ...texts, ...page].join(' . ').slice(0, MOST_SEARCHED)),
  };
}

/** A foreign text that may be shown: redacted, on one line, short. */
export function shown(text: string, redact: Redact): string {
  // Redacted before it is cut: a piece of a secret may not look like one.
  return harmless(redactText(redact(text.slice(0, MOST_SEARCHED))), LONGEST_SHOWN);
}

const LONGEST_SHOWN = 160;

function jsonOf(body: string): Json | undefined {
  if (!/^[\s\ufeff]*[[{"]/.test(body)) return undefined;
  try {
    return JSON.parse(body.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

const CODES = ['code', 'error', 'error_code', 'errorCode', 'type', '__type', 'status', 'reason', 'errorcode', 'name'];
const TEXTS = [
  ...['message', 'Message', 'msg', 'detail', 'title', 'description', 'error_description', 'error_message'],
  ...['errorMessage', 'faultstring', 'error', 'errors', 'fault', 'info'],
];

function textsAt(object: JsonObject, keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    const value = own(object, key);
    if (typeof value === 'number') return [String(value)];
    if (typeof value === 'string' && value !== '') {
      // `error` is a code where it is one word, and a sentence otherwise.
      const isWord = !/\s/.test(value.trim());
      return key === 'error' && isWord !== (keys === CODES) ? [] : [value.slice(0, MOST_SEARCHED)];
    }
    return isArray(value) && keys === TEXTS
      ? value.filter((item) => typeof item === 'string').slice(0, MOST_FIELDS)
      : [];
  });
}

/** An object of an error message, and the key that it is under. */
interface Part {
  readonly object: JsonObject;
  readonly under: string;
}

const CONTAINERS = [
  ...['error', 'errors', 'fault', 'Fault', 'Error', 'detail', 'details', 'fieldViolations', 'violations', 'meta'],
  ...['invalid-params', 'invalid_params', 'invalidParams', 'validationErrors', 'validation_errors', 'fieldErrors'],
  ...['field_errors', 'issues', 'extensions', 'source', 'innererror', 'response', 'modelState', 'ModelState'],
];

/** The objects that say what is wrong, outermost first. */
function partsOf(root: Json): readonly Part[] {
  const parts: Part[] = [];
  let level: Part[] = (isArray(root) ? root : [root]).filter(isObject).map((object) => ({ object, under: '' }));
  for (let depth = 0; depth < DEEPEST && level.length > 0 && parts.length < MOST_PARTS; depth++) {
    level = level.slice(0, MOST_PARTS - parts.length);
    parts.push(...level);
    level = level.flatMap(({ object }) =>
      CONTAINERS.flatMap((under) => {
        const value = own(object, under);
        const found = isArray(value) ? value.slice(0, MOST_FIELDS) : [value];
        return found.filter(isObject).map((inner) => ({ object: inner, under }));
      }),
    );
  }
  return parts;
}

const FIELD_KEYS = [
  ...['field', 'param', 'parameter', 'pointer', 'propertyPath', 'property', 'path', 'loc', 'attribute', 'target'],
  ...['location', 'key', 'instancePath'],
];
const FIELD_LISTS = /^invalid[-_]?params$/i;
const FIELD_MAPS = /^(?:errors|(?:validation|field)_?errors|modelState)$/i;

function fieldsIn({ object, under }: Part): readonly TroubleField[] {
  const keys = FIELD_LISTS.test(under) ? [...FIELD_KEYS, 'name'] : FIELD_KEYS;
  const said = textsAt(object, ['message', 'msg', 'detail', 'reason', 'description', 'title'])[0];
  const source = own(object, 'source');
  // The `path` of RFC 9457's and Spring's root is the URL's, and so is no field.
  const named = under === '' ? own(object, 'param') : firstOf(object, keys);
  const name =
    nameOf(named) ?? (isObject(source) ? nameOf(firstOf(source, ['pointer', 'parameter', 'header'])) : undefined);
  if (under === 'source') return [];
  if (name !== undefined) return [{ name, said }];
  return FIELD_MAPS.test(under) && said === undefined ? mapped(object) : [];
}

function firstOf(object: JsonObject, keys: readonly string[]): Json | undefined {
  return keys.map((key) => own(object, key)).find((value) => nameOf(value) !== undefined);
}

/** `["body", "end"]` is `body.end`. */
function nameOf(value: Json | undefined): string | undefined {
  if (isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' || typeof item === 'number'))
    return value.slice(0, DEEPEST * 2).join('.');
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `{"email": ["is taken"]}`. */
function mapped(object: JsonObject): readonly TroubleField[] {
  return Object.entries(object)
    .slice(0, MOST_FIELDS)
    .flatMap(([name, value]) => {
      const first = isArray(value) ? value[0] : value;
      if (CODES.includes(name) || TEXTS.includes(name)) return [];
      return typeof first === 'string' ? [{ name, said: first }] : [];
    });
}

/** Slack's `needed`, and what else is called so. */
const SCOPE_KEYS = [
  'needed',
  'required_scope',
  'required_scopes',
  'missing_scope',
  'missing_scopes',
  'missingScopes',
  'scope',
];

function scopesIn(answer: LiveAnswer, parts: readonly Part[], challenge: string): readonly string[] {
  const written = [
    ...quoted(challenge, 'scope'),
    ...parts.flatMap(({ object }) =>
      SCOPE_KEYS.flatMap((key) => {
        const value = own(object, key);
        return isArray(value)
          ? value.filter((item) => typeof item === 'string')
          : typeof value === 'string'
            ? [value]
            : [];
      }),
    ),
  ];
  // GitHub lists what would do, and what the token has.
  const accepted = headerOf(answer, 'x-accepted-oauth-scopes') ?? '';
  const granted = new Set(split(headerOf(answer, 'x-oauth-scopes') ?? ''));
  const missing = split(accepted).filter((scope) => !granted.has(scope));
  return [...new Set([...written.flatMap(split), ...missing])].slice(0, MOST_SCOPES);
}

function split(list: string): readonly string[] {
  return list
    .slice(0, MOST_SEARCHED)
    .split(/[\s,]+/)
    .filter((scope) => /^[\w.:/*+-]{1,120}$/.test(scope));
}

/** The values of an auth-param (RFC 9110 §11.2), quoted or not. */
function quoted(challenge: string, name: string): readonly string[] {
  const found = challenge.matchAll(new RegExp(`(?:^|[\\s,])${name}=(?:"([^"]{0,1000})"|([^\\s,"]{1,200}))`, 'gi'));
  return [...found].map(([, text = '', word = '']) => text || word).filter((value) => value !== '');
}

/** An element of the errors of S3 and its like. */
function xml(body: string, name: string): readonly string[] {
  if (!/^\s*<(?:\?xml|Error)/.test(body.slice(0, 200))) return [];
  const [, text] = new RegExp(`<${name}>([^<]{1,1000})</${name}>`).exec(body.slice(0, MOST_SEARCHED)) ?? [];
  return text === undefined ? [] : [text];
}

/** APIs that answer 200 to everything say in the body that it failed. GraphQL gives `errors` and no `data`. */
function saysFailed(root: Json): boolean {
  if (!isObject(root)) return false;
  const says = (key: string): boolean => own(root, key) !== undefined && own(root, key) !== null;
  const tells = says('error') || says('errors') || says('message') || says('error_description');
  if ((own(root, 'ok') === false || own(root, 'success') === false) && tells) return true;
  const errors = own(root, 'errors');
  return isArray(errors) && errors.length > 0 && errors.every(isObject) && !says('data');
}

function looksLikePage(answer: LiveAnswer, body: string): boolean {
  const claims = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(headerOf(answer, 'content-type') ?? '');
  return /^[\s\ufeff]*<(?:!doctype html|html|head|body)\b/i.test(body.slice(0, 500)) || (claims && /^\s*</.test(body));
}

/** `insufficientScope`, `insufficient_scope` and `Insufficient scope` are the same words. */
function inWords(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[’'`"]/g, '')
    .replace(/[^a-z0-9.]+/g, ' ')
    .trim();
}
