// Values of a contract with the place where each stands, so that whatever is wrong is told with its place.

import { Failure } from '../../model/failure.ts';
import { isArray, isObject, type Json, type JsonObject, own } from '../../model/json.ts';
import { below, type Pointer, parsePointer } from '../../model/pointer.ts';
import type { ContractDocument } from '../../model/usage.ts';
import { oneLine, quote } from '../document/looks.ts';

/** A value in a contract; `undefined` where nothing is written. */
export interface Field {
  readonly document: ContractDocument;
  readonly pointer: Pointer;
  readonly value: Json | undefined;
}

/** The whole contract. */
export function rootField(document: ContractDocument): Field {
  return { document, pointer: '', value: document.root };
}

/** The member `key` of an object, or the item of a list. */
export function member(field: Field, key: string | number): Field {
  const { value } = field;
  const inner = isArray(value) ? value[Number(key)] : isObject(value) ? own(value, String(key)) : undefined;
  return { document: field.document, pointer: below(field.pointer, key), value: inner };
}

/** Whether nothing is written there; `null` is how many writers say that. */
export function isAbsent(field: Field): boolean {
  return field.value === undefined || field.value === null;
}

/** The text there. Raises {@link Failure} `contract-invalid`. */
export function textOf(field: Field): string {
  if (typeof field.value !== 'string') throw wrong(field, 'text');
  return field.value;
}

/** The text there, `undefined` for none. Raises {@link Failure} `contract-invalid`. */
export function optionalText(field: Field): string | undefined {
  return isAbsent(field) ? undefined : textOf(field);
}

/** The object there. Raises {@link Failure} `contract-invalid`. */
export function objectOf(field: Field): JsonObject {
  if (!isObject(field.value)) throw wrong(field, 'an object');
  return field.value;
}

/** The members of the object there, none where nothing is written. Raises {@link Failure} `contract-invalid`. */
export function membersOf(field: Field): readonly (readonly [name: string, member: Field])[] {
  if (isAbsent(field)) return [];
  return Object.keys(objectOf(field)).map((name) => [name, member(field, name)] as const);
}

/** The items of the list there, none where nothing is written. Raises {@link Failure} `contract-invalid`. */
export function itemsOf(field: Field): readonly Field[] {
  if (isAbsent(field)) return [];
  if (!isArray(field.value)) throw wrong(field, 'a list');
  return field.value.map((_, index) => member(field, index));
}

/** The whole number from 0 there, `undefined` for none. Raises {@link Failure} `contract-invalid`. */
export function optionalCount(field: Field): number | undefined {
  const { value } = field;
  if (isAbsent(field)) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw wrong(field, 'a whole number from 0');
  return value;
}

/** The text, number or boolean there as text, as writers of parameters put it. Raises {@link Failure} `contract-invalid`. */
export function scalarText(field: Field): string {
  const { value } = field;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') throw wrong(field, 'text');
  return String(value);
}

/** The failure of a value that is not what it must be. */
export function wrong(field: Field, expected: string): Failure {
  const what = isAbsent(field) ? 'is missing' : `is ${kindOf(field.value)}`;
  return invalid(field, `must be ${expected} and ${what}`, `put ${expected} there`);
}

/** The failure of a value, which `problem` goes on to say. */
export function invalid(
  field: Field,
  problem: string,
  hint: string,
  code: Failure['code'] = 'contract-invalid',
): Failure {
  const { name } = field.document;
  const subject = field.pointer === '' ? quote(name) : `${quote(pathOf(field.pointer))} in ${quote(name)}`;
  return new Failure({ code, message: `${subject} ${problem}`, hint, place: placeOf(field) });
}

/** File, line and pointer of a value: `pacts/web.json:12 /interactions/0/request/method`. */
export function placeOf({ document, pointer }: Field): string {
  const line = document.lineOf(pointer);
  return `${document.name}${line === undefined ? '' : `:${line}`}${pointer === '' ? '' : ` ${oneLine(pointer)}`}`;
}

/** A pointer as people write it: `interactions[3].request.method`. */
function pathOf(pointer: Pointer): string {
  return parsePointer(pointer)
    .segments.map((segment) => (/^\d+$/.test(segment) ? `[${segment}]` : `.${segment}`))
    .join('')
    .replace(/^\./, '');
}

function kindOf(value: Json | undefined): string {
  if (isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return typeof value === 'string' ? `the text ${quote(value)}` : quote(String(value));
}
