// A Pact file of what a document itself shows: calls of its operations, with its own examples of bodies.

import { canonical, isObject, type Json, type JsonObject, own } from '../src/model/json.ts';
import { parsePointer } from '../src/model/pointer.ts';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];

/** A Pact 3 file of at most so many interactions, spread over the operations that show the body of a successful response. */
export function pactOf(document: JsonObject, most: number): JsonObject {
  const shown = interactionsOf(document);
  const place = (index: number) => Math.floor((index * Math.min(most, shown.length)) / shown.length);
  return {
    consumer: { name: 'bench' },
    provider: { name: 'document' },
    interactions: shown.filter((_, index) => index === 0 || place(index) !== place(index - 1)),
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
}

function interactionsOf(document: JsonObject): readonly JsonObject[] {
  const operations = entries(own(document, 'paths')).flatMap(([path, item]) =>
    METHODS.map((method) => interactionOf(document, path, method, item, member(item, method))),
  );
  return operations.filter((interaction) => interaction !== undefined);
}

function interactionOf(
  document: JsonObject,
  path: string,
  method: string,
  item: Json,
  operation: Json | undefined,
): JsonObject | undefined {
  const at = (target: Json | undefined, ...keys: readonly string[]) => lookup(document, target, keys);
  const [status, response] = entries(at(operation, 'responses')).find(([key]) => /^2\d\d$/.test(key)) ?? [];
  const received = exampleOf(document, at(response, 'content', 'application/json'));
  if (status === undefined || received === undefined) return undefined;
  const sent = exampleOf(document, at(operation, 'requestBody', 'content', 'application/json'));
  const parameters = [item, operation].flatMap((each) => list(at(each, 'parameters'))).map((each) => at(each));
  const texts = (place: string) =>
    parameters
      .filter((each) => at(each, 'in') === place && at(each, 'required') === true)
      .map((each) => [String(at(each, 'name')), textOf(document, each)] as const);
  const called = texts('path').reduce((result, [name, text]) => result.replaceAll(`{${name}}`, text), path);
  const query = texts('query').map(([name, text]) => [name, [text]] as const);
  const json = { 'Content-Type': 'application/json' };
  return {
    description: `${method.toUpperCase()} ${path}`,
    request: {
      method: method.toUpperCase(),
      path: called,
      ...(query.length > 0 && { query: Object.fromEntries(query) }),
      ...(sent !== undefined && { headers: json, body: sent }),
    },
    response: {
      status: Number(status),
      headers: json,
      body: received,
      // What `like` of Pact's own library writes for a whole body.
      matchingRules: { body: { $: { combine: 'AND', matchers: [{ match: 'type' }] } } },
    },
  };
}

/** The example of a media type, or the first of several. */
function exampleOf(document: JsonObject, media: Json | undefined): Json | undefined {
  const [first] = entries(lookup(document, media, ['examples']));
  return lookup(document, media, ['example']) ?? lookup(document, first?.[1], ['value']);
}

/** What can stand for a parameter: its example, its first allowed value, or the plainest of its type. */
function textOf(document: JsonObject, parameter: Json | undefined): string {
  const at = (...keys: readonly string[]) => lookup(document, parameter, keys);
  const type = at('schema', 'type');
  const plain = { integer: 1, number: 1, boolean: true }[String(type)] ?? 'a';
  const value = exampleOf(document, parameter) ?? at('schema', 'example') ?? list(at('schema', 'enum'))[0] ?? plain;
  return encodeURIComponent(typeof value === 'string' ? value : canonical(value));
}

/** What the keys lead to, through references into the document. */
function lookup(document: JsonObject, target: Json | undefined, keys: readonly string[]): Json | undefined {
  return keys.reduce((value, key) => resolved(document, member(value, key)), resolved(document, target));
}

function resolved(document: JsonObject, value: Json | undefined): Json | undefined {
  const reference = member(value, '$ref');
  if (typeof reference !== 'string') return value;
  return resolved(document, parsePointer(reference.slice(1)).segments.reduce<Json | undefined>(member, document));
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? own(value, key) : undefined;
}

function entries(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isObject(value) ? Object.entries(value).map(([key, inner]) => [key, inner ?? null]) : [];
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
