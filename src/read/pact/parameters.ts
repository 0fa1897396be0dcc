// Query strings and headers of Pact: what the consumer sends as parameters and credentials, and which headers it reads.

import { isArray } from '../../model/json.ts';
import type { ReadHeader, SentCredential, SentParameter } from '../../model/usage.ts';
import { cookieCredential, headerCredential, queryCredential } from '../contract/credentials.ts';
import { type Field, isAbsent, itemsOf, membersOf, scalarText } from '../contract/field.ts';
import { isSecretName } from '../contract/sensitive-names.ts';
import type { Rules } from './rules.ts';
import { type Side, schemaAt, schemaOfAll } from './schema.ts';
import { type Position, type RuleTree, startAt, step, type Walk } from './tree.ts';

/** Values by name, in the order in which they are written. */
export type Values = ReadonlyMap<string, readonly string[]>;

/** Headers that are about the message as such: OpenAPI has them elsewhere, or not at all. */
const NO_PARAMETERS = new Set([
  ...['accept', 'accept-encoding', 'connection', 'content-length', 'content-type', 'cookie', 'host'],
  ...['proxy-authorization', 'transfer-encoding', 'user-agent'],
]);

/** A query, be it a string (versions 1 and 2) or an object (3 and 4). Raises {@link Failure} `contract-invalid`. */
export function readQuery(field: Field): Values {
  return typeof field.value === 'string' ? parseQuery(field.value) : valuesOf(field, (name) => name);
}

/** The values of a query string. */
export function parseQuery(query: string): Values {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) add(values, name, value);
  return values;
}

/** Headers by their names in lower case, each a text or a list. Raises {@link Failure} `contract-invalid`. */
export function readHeaders(field: Field): Values {
  return valuesOf(field, (name) => name.toLowerCase());
}

function valuesOf(field: Field, key: (name: string) => string): Values {
  const values = new Map<string, string[]>();
  for (const [name, value] of membersOf(field)) {
    const items = isArray(value.value) ? itemsOf(value) : [value];
    if (items.length === 0) values.set(key(name), values.get(key(name)) ?? []);
    for (const item of items) add(values, key(name), isAbsent(item) ? '' : scalarText(item));
  }
  return values;
}

function add(values: Map<string, string[]>, name: string, value: string): void {
  const known = values.get(name);
  if (known === undefined) values.set(name, [value]);
  else known.push(value);
}

/** What is sent beside path and body. */
export interface Sent {
  readonly parameters: readonly SentParameter[];
  readonly credentials: readonly SentCredential[] | undefined;
}

/** The parameters and the credentials among a request's query parameters, headers and cookies. */
export function sentIn(query: Values, headers: Values, rules: Rules, walk: Walk, side: Side): Sent {
  const parameters: SentParameter[] = [];
  const credentials: SentCredential[] = [];
  for (const [name, values] of query) {
    const at = step(startAt(rules.query, walk), name);
    const credential = queryCredential(name);
    if (credential !== undefined) credentials.push(credential);
    else parameters.push(parameter('query', name, values, at, side));
  }
  for (const [name, values] of headers) {
    const at = step(startAt(rules.header, walk), name);
    const credential = headerCredential(name, values[0] ?? '');
    if (credential !== undefined) credentials.push(credential);
    else if (!NO_PARAMETERS.has(name)) parameters.push(parameter('header', name, values, at, side));
  }
  for (const [name, value] of cookiesIn(headers)) {
    const credential = cookieCredential(name);
    if (credential !== undefined) credentials.push(credential);
    else parameters.push({ in: 'cookie', name, schema: cookieSchema(value, rules.header, walk), examples: [value] });
  }
  return { parameters, credentials: credentials.length === 0 ? undefined : credentials };
}

/** The headers of a response that the consumer reads. */
export function headersRead(headers: Values, rules: Rules, walk: Walk, side: Side): readonly ReadHeader[] {
  return [...headers].flatMap(([name, values]) => {
    const at = step(startAt(rules.header, walk), name);
    if (NO_PARAMETERS.has(name)) return [];
    return [{ name, schema: schemaOf(values, at, side, isSecretName(name)) }];
  });
}

function parameter(
  place: SentParameter['in'],
  name: string,
  values: readonly string[],
  at: Position,
  side: Side,
): SentParameter {
  const secret = isSecretName(name);
  return { in: place, name, schema: schemaOf(values, at, side, secret), examples: secret ? [] : values };
}

function schemaOf(values: readonly string[], at: Position, side: Side, secret = false): SentParameter['schema'] {
  if (values.length === 0) return { type: 'string' };
  return schemaOfAll(
    values.map((value, index) => schemaAt(value, step(at, index), side, secret)),
    side,
  );
}

function cookiesIn(headers: Values): readonly (readonly [name: string, value: string])[] {
  return (headers.get('cookie') ?? [])
    .flatMap((header) => header.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      return [name.trim(), rest.join('=').trim()] as const;
    });
}

/** A rule for the whole `Cookie` header says of a single cookie only that it may vary. */
function cookieSchema(value: string, rules: RuleTree, walk: Walk): SentParameter['schema'] {
  const at = step(startAt(rules, walk), 'cookie');
  return at.direct === undefined ? { const: value } : { type: 'string' };
}
