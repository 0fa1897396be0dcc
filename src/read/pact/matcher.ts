// The matchers of Pact, versions 2 to 4, and how they are written.

import { isObject } from '../../model/json.ts';
import {
  type Field,
  invalid,
  isAbsent,
  itemsOf,
  member,
  membersOf,
  objectOf,
  optionalCount,
  optionalText,
  scalarText,
  textOf,
  wrong,
} from '../contract/field.ts';

/** What a value must be like. */
export type Matcher =
  | { readonly kind: 'type'; readonly min: number | undefined; readonly max: number | undefined }
  | { readonly kind: 'regex'; readonly regex: string }
  | { readonly kind: 'date' | 'time' | 'datetime'; readonly format: string | undefined }
  | { readonly kind: 'include' | 'contentType'; readonly value: string }
  | { readonly kind: 'eachKey' | 'eachValue'; readonly matchers: readonly Matcher[] }
  | { readonly kind: 'arrayContains'; readonly variants: readonly Variant[] }
  | { readonly kind: 'statusCode'; readonly statuses: readonly string[] }
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: (typeof PLAIN)[number] };

/** An item that `arrayContains` looks for: like the example's item `index`, by rules of its own. */
export interface Variant {
  readonly index: number;
  /** Path expressions, from the item on, with their rules. */
  readonly rules: readonly (readonly [path: string, rule: Rule])[];
}

/** Matchers for what one path leads to. */
export interface Rule {
  readonly matchers: readonly Matcher[];
  readonly combine: 'AND' | 'OR';
  /** Not a rule but a generator: the example's value is any of its type. */
  readonly generated: boolean;
  /** As the contract has it, for messages. */
  readonly path: string;
}

const PLAIN = [
  ...(['equality', 'number', 'integer', 'decimal', 'boolean'] as const),
  ...(['null', 'semver', 'notEmpty', 'values'] as const),
] as const;

const NOT_CASCADING: ReadonlySet<Matcher['kind']> = new Set([
  ...(['null', 'notEmpty', 'values', 'eachKey', 'eachValue', 'arrayContains', 'contentType', 'unknown'] as const),
]);

/** Whether a matcher at an object or a list counts for what is in it, too. */
export function cascades({ kind }: Matcher): boolean {
  return !NOT_CASCADING.has(kind);
}

/** A rule as versions 3 and 4 write it, `{matchers, combine}`, or version 2, a matcher alone. Raises {@link Failure}. */
export function readRule(field: Field, path: string): Rule {
  const list = member(field, 'matchers');
  if (isAbsent(list)) return { matchers: [readMatcher(field)], combine: 'AND', generated: false, path };
  const combine = (optionalText(member(field, 'combine')) ?? 'AND').toUpperCase();
  if (combine !== 'AND' && combine !== 'OR')
    throw invalid(member(field, 'combine'), 'is neither `AND` nor `OR`', 'write `AND` or `OR`');
  return { matchers: itemsOf(list).map(readMatcher), combine, generated: false, path };
}

function readMatcher(field: Field): Matcher {
  objectOf(field);
  const written = optionalText(member(field, 'match')) ?? implied(field);
  const name = written.replaceAll('-', '').toLowerCase();
  const plain = PLAIN.find((kind) => kind.toLowerCase() === name);
  if (plain !== undefined) return { kind: plain };
  switch (name) {
    case 'type':
      return { kind: 'type', min: optionalCount(member(field, 'min')), max: optionalCount(member(field, 'max')) };
    case 'real':
      return { kind: 'decimal' };
    case 'regex':
      return { kind: 'regex', regex: textOf(member(field, 'regex')) };
    case 'include':
      return { kind: 'include', value: scalarText(member(field, 'value')) };
    case 'contenttype':
      return { kind: 'contentType', value: textOf(member(field, 'value')) };
    case 'date':
    case 'time':
      return { kind: name, format: formatOf(field, name) };
    case 'datetime':
    case 'timestamp':
      return { kind: 'datetime', format: formatOf(field, name) };
    case 'eachkey':
      return { kind: 'eachKey', matchers: itemsOf(member(field, 'rules')).map(readMatcher) };
    case 'eachvalue':
      return { kind: 'eachValue', matchers: itemsOf(member(field, 'rules')).map(readMatcher) };
    case 'arraycontains':
      return { kind: 'arrayContains', variants: itemsOf(member(field, 'variants')).map(readVariant) };
    case 'statuscode':
      return { kind: 'statusCode', statuses: statusesOf(member(field, 'status')) };
    default:
      return { kind: 'unknown', name: written };
  }
}

/** The matcher of version 2 that is written without its name. */
function implied(field: Field): string {
  const found = ['regex', 'date', 'time', 'timestamp'].find((key) => !isAbsent(member(field, key)));
  if (found !== undefined) return found;
  if (['min', 'max'].some((key) => !isAbsent(member(field, key)))) return 'type';
  throw wrong(member(field, 'match'), 'the name of a matcher');
}

function formatOf(field: Field, name: string): string | undefined {
  const named = ['format', name, 'datetime', 'timestamp'].map((key) => member(field, key));
  const written = named.find((candidate) => !isAbsent(candidate));
  return written && textOf(written);
}

function readVariant(field: Field): Variant {
  return {
    index: optionalCount(member(field, 'index')) ?? 0,
    rules: membersOf(member(field, 'rules')).map(([path, rule]) => [path, readRule(rule, path)] as const),
  };
}

const STATUS_CLASSES: ReadonlyMap<string, readonly string[]> = new Map([
  ['information', ['1XX']],
  ['info', ['1XX']],
  ['success', ['2XX']],
  ['redirect', ['3XX']],
  ['clienterror', ['4XX']],
  ['servererror', ['5XX']],
  ['nonerror', ['1XX', '2XX', '3XX']],
  ['error', ['4XX', '5XX']],
]);

function statusesOf(field: Field): readonly string[] {
  if (typeof field.value !== 'string') {
    if (isObject(field.value) || isAbsent(field)) throw wrong(field, 'a class of statuses or a list of them');
    return itemsOf(field).map((item) => statusOf(item));
  }
  const known = STATUS_CLASSES.get(field.value.replaceAll('-', '').toLowerCase());
  if (known !== undefined) return known;
  throw invalid(
    field,
    'is no class of statuses',
    'write one of `information`, `success`, `redirect`, `clientError`, `serverError`, `nonError`, `error`',
  );
}

/** An HTTP status as text. Raises {@link Failure} `contract-invalid`. */
export function statusOf(field: Field): string {
  const { value } = field;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 100 || value > 599)
    throw wrong(field, 'an HTTP status from 100 to 599');
  return String(value);
}
