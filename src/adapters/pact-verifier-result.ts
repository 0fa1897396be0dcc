// Pact's own result, read: mismatches in our words, without the values that the provider sent.

import { isArray, isObject, type Json, type JsonObject, jsonIn, own, text } from '../model/json.ts';
import type { LiveMismatch } from '../model/live-verification.ts';
import { type FieldPath, formatField } from '../model/place.ts';

/** What Pact says of one interaction. */
export type PactVerdict =
  | { readonly status: 'passed' }
  | { readonly status: 'failed'; readonly mismatches: readonly LiveMismatch[] }
  | { readonly status: 'error'; readonly message: string };

/**
 * Pact's verdicts by the descriptions of the interactions, redacted; `undefined` when `result` is none of Pact's.
 * Mismatches are in one order, whatever order Pact found them in.
 */
export function readResult(result: string, redact: Redact): ReadonlyMap<string, PactVerdict> | undefined {
  const root = jsonIn(result);
  const results = isObject(root) ? own(root, 'interactionResults') : undefined;
  if (!isArray(results)) return undefined;
  return new Map(results.filter(isObject).map((each) => [text(each, 'description') ?? '', verdictOf(each, redact)]));
}

type Redact = (text: string) => string;

function verdictOf(result: JsonObject, redact: Redact): PactVerdict {
  if (text(result, 'result') === 'OK') return { status: 'passed' };
  const mismatch = own(result, 'mismatch');
  const found = isObject(mismatch) ? own(mismatch, 'mismatches') : undefined;
  if (isArray(found) && found.length > 0) {
    const mismatches = found.filter(isObject).flatMap((each) => mismatchesOf(each, redact));
    return { status: 'failed', mismatches: mismatches.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)) };
  }
  return {
    status: 'error',
    message: (isObject(mismatch) ? text(mismatch, 'message') : undefined) ?? 'no reason is given',
  };
}

const KINDS: readonly LiveMismatch['kind'][] = ['status', 'header', 'body'];

function sortKey({ kind, header, path, message }: LiveMismatch): string {
  return JSON.stringify([KINDS.indexOf(kind), header, formatField(path), message]);
}

function mismatchesOf(raw: JsonObject, redact: Redact): readonly LiveMismatch[] {
  return mismatchesIn(raw, redact).map((mismatch) =>
    // A status is a number that says what happened, and no place for a secret.
    mismatch.kind === 'status'
      ? mismatch
      : {
          ...mismatch,
          header: redact(mismatch.header),
          expected: redact(mismatch.expected),
          actual: redact(mismatch.actual),
          message: redact(mismatch.message),
        },
  );
}

function mismatchesIn(raw: JsonObject, redact: Redact): readonly LiveMismatch[] {
  const type = text(raw, 'type');
  if (type === 'StatusMismatch') return [statusMismatch(raw)];
  if (type === 'HeaderMismatch') return [headerMismatch(raw)];
  if (type === 'BodyTypeMismatch') return [mediaTypeMismatch(raw)];
  // Before the path is written out, in which quotes would be escaped: a name in it may be the provider's.
  const path = fieldPath(text(raw, 'path') ?? '$');
  return bodyMismatches(
    raw,
    path.map((step) => ('property' in step ? { property: redact(step.property) } : step)),
  );
}

function statusMismatch(raw: JsonObject): LiveMismatch {
  const [expected, actual] = [String(own(raw, 'expected')), String(own(raw, 'actual'))];
  const message = `response has status \`${actual}\`, and \`${expected}\` is expected`;
  return { kind: 'status', difference: 'value', header: '', path: [], expected, actual, message };
}

function headerMismatch(raw: JsonObject): LiveMismatch {
  const header = (text(raw, 'key') ?? '').toLowerCase();
  const expected = text(raw, 'expected') ?? '';
  const actual = text(raw, 'actual') ?? '';
  const base = { kind: 'header', header, path: [], expected } as const;
  if (actual === '') {
    return { ...base, difference: 'absent', actual: 'absent', message: `header \`${header}\` is not sent` };
  }
  // A media type is nobody's secret, and one wants to know it.
  const shown = header === 'content-type' ? actual : described(actual);
  return { ...base, difference: 'value', actual: shown, message: `header \`${header}\` is not what is expected` };
}

function mediaTypeMismatch(raw: JsonObject): LiveMismatch {
  const [expected, actual] = [text(raw, 'expected') ?? '', text(raw, 'actual') ?? ''];
  const message = `response body is \`${actual}\`, and \`${expected}\` is expected`;
  return { kind: 'body', difference: 'type', header: '', path: [], expected, actual, message };
}

function bodyMismatches(raw: JsonObject, path: FieldPath): readonly LiveMismatch[] {
  const saying = text(raw, 'mismatch') ?? '';
  const expected = valueIn(own(raw, 'expected'));
  const actual = own(raw, 'actual') === null ? undefined : valueIn(own(raw, 'actual'));
  const gone = absentKeys(saying, expected, actual);
  if (gone.length > 0) return gone.map((property) => absentProperty([...path, { property }]));

  const unreadable = path.length === 0 && saying.startsWith('Failed to parse the actual body');
  const difference = unreadable ? 'type' : differenceOf(expected, actual);
  const is = unreadable ? 'no text of its media type' : actual === undefined ? 'absent' : described(actual);
  const what = path.length === 0 ? 'response body' : `\`${formatField(path)}\``;
  const wish = unreadable || actual === undefined ? undefined : wishOf(saying, actual);
  return [
    {
      kind: 'body',
      difference,
      header: '',
      path,
      expected: expected === undefined ? '' : JSON.stringify(expected),
      actual: is,
      message: `${what} ${predicate(difference, is)}${wish === undefined ? '' : `, and the contract wants it ${wish}`}`,
    },
  ];
}

function predicate(difference: LiveMismatch['difference'], is: string): string {
  if (difference === 'value') return 'is not what is expected';
  if (difference === 'null') return 'is `null`';
  return difference === 'absent' || is.startsWith('no ') ? `is ${is}` : `is ${withArticle(is)}`;
}

function absentProperty(path: FieldPath): LiveMismatch {
  const message = `\`${formatField(path)}\` is absent from the response`;
  return { kind: 'body', difference: 'absent', header: '', path, expected: 'present', actual: 'absent', message };
}

/** Pact tells of all properties that an object lacks at once, and gives the names on both sides. */
function absentKeys(message: string, expected: Json | undefined, actual: Json | undefined): readonly string[] {
  if (!/ missing the following keys: /.test(message) || !isArray(expected) || !isArray(actual)) return [];
  const there = new Set(actual);
  return expected.filter((key) => typeof key === 'string').filter((key) => !there.has(key));
}

function differenceOf(expected: Json | undefined, actual: Json | undefined): LiveMismatch['difference'] {
  if (actual === undefined) return 'absent';
  if (actual === null && expected !== null) return 'null';
  return expected !== undefined && typeName(expected) !== typeName(actual) ? 'type' : 'value';
}

/**
 * What Pact's message says that the value should be: `to be an integer`. What it quotes of the provider's is left out;
 * so is everything, where the message is not as we know it.
 */
function wishOf(message: string, actual: Json): string | undefined {
  const length = /^Expected a List with (\d+) elements but received \d+ elements$/.exec(message)?.[1];
  if (length !== undefined) return `to have ${length} elements`;
  const start = `Expected ${typeof actual === 'string' ? `'${actual}'` : JSON.stringify(actual)}`;
  const rest = message.replace(/^Type mismatch: /, '');
  return rest.startsWith(start) ? /^(?: \(\w+\))? (to .+)$/s.exec(rest.slice(start.length))?.[1] : undefined;
}

/** What a value is, without the value: who sent it may have put a person or a secret in it. */
function described(value: Json): string {
  if (typeof value === 'string') return `string of ${counted([...value].length, 'character')}`;
  return isArray(value) ? `array of ${counted(value.length, 'item')}` : typeName(value);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function withArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  return isArray(value) ? 'array' : typeof value;
}

/** Pact gives values as JSON text, but some strings as they are. */
function valueIn(raw: Json | undefined): Json | undefined {
  const value = typeof raw === 'string' ? jsonIn(raw) : undefined;
  return value === undefined ? raw : value;
}

/** Pact's path expression, `$.list[1]['a.b']`, as segments. */
function fieldPath(expression: string): FieldPath {
  const steps = expression.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\[\*\]|\.\*/gs);
  return [...steps].map(([step, plain, index, quoted]) => {
    if (index !== undefined) return { item: Number(index) };
    if (step === '[*]') return { items: true };
    if (step === '.*') return { values: true };
    return { property: plain ?? (quoted ?? '').replace(/\\(.)/gs, '$1') };
  });
}
