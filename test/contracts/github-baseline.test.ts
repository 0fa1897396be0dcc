// Our contract against GitHub's own document, by the plainest means: each request, and what is read of each answer.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { folderStore } from '../../src/adapters/stores/folder.ts';
import type { Api, Operation } from '../../src/model/api.ts';
import { isArray, isObject, type Json, type JsonObject, own, text } from '../../src/model/json.ts';
import { operationName } from '../../src/model/place.ts';
import { specFromJson } from '../../src/read/document/read.ts';
import { readApi } from '../../src/read/openapi/api.ts';
import { validityNotes } from '../../src/read/validity.ts';
import { plainAjv } from '../prove/plain-ajv.ts';

const HOME = resolve(import.meta.dirname, '../..');

const baseline = await folderStore(resolve(HOME, 'snapshots')).read('github');
const root = baseline?.root ?? {};
const github = readApi(specFromJson('github', root));
const takes = plainAjv(github, 'request');
/** Takes a part of an answer as well. */
const gives = plainAjv(readApi(specFromJson('github', partial(root) as JsonObject)), 'response');

const contract: Json = JSON.parse(readFileSync(resolve(HOME, 'contracts/driftgate-github.json'), 'utf8'));
const interactions = objectsIn(contract, 'interactions').map((one) => [text(one, 'description') ?? '', one] as const);

test.each(interactions)('%s', (_, interaction) => {
  const request = objectIn(interaction, 'request');
  const response = objectIn(interaction, 'response');
  const operation = calledBy(request, github);
  expect(trouble(operation, request, response)).toEqual([]);
});

/** What of one interaction GitHub's document does not take or does not give. */
function trouble(operation: Operation, request: JsonObject, response: JsonObject): readonly string[] {
  const found: string[] = [];
  const query = objectIn(request, 'query');
  for (const [name, values] of Object.entries(query)) {
    const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === name);
    const [value] = isArray(values) ? values : [];
    const typed = /^\d+$/.test(String(value)) ? Number(value) : (value ?? null);
    if (parameter === undefined || !takes(`${parameter.pointer}/schema`, typed)) found.push(`query ${name}`);
  }
  for (const { in: place, name, required } of operation.parameters)
    if (place === 'query' && required && own(query, name) === undefined) found.push(`no query ${name}`);

  const sent = contentOf(request);
  const body = operation.body?.content.find(({ name }) => name === 'application/json');
  if (sent !== undefined && (body === undefined || !takes(`${body.pointer}/schema`, sent))) found.push('request body');
  if (sent === undefined && operation.body?.required) found.push('no request body');

  const answer = operation.responses.find(({ status }) => status === String(response.status));
  const read = contentOf(response);
  const media = answer?.content.find(({ name }) => name === 'application/json');
  if (answer === undefined) found.push(`status ${response.status}`);
  else if (read !== undefined && media === undefined) found.push('no response body');
  else if (read !== undefined && media !== undefined) {
    const schema = `${media.pointer}/schema`;
    if (!gives(schema, read)) found.push('response body');
    // What is described has a type, and no scalar that we read may be an object.
    else
      found.push(
        ...scalarsIn(read)
          .filter((path) => gives(schema, with_(read, path, {})))
          .map((path) => path.join('.')),
      );
  }
  return found;
}

test.each<[string, string, (interaction: JsonObject) => Json, readonly string[]]>([
  [
    'a query that is not taken',
    'list issues by label',
    ({ request }) => with_(request, ['query', 'state'], ['shut']),
    ['query state'],
  ],
  [
    'a query that is not described',
    'list issues by label',
    ({ request }) => with_(request, ['query', 'colour'], ['red']),
    ['query colour'],
  ],
  [
    'a body without title',
    'create an issue',
    ({ request }) => with_(request, ['body', 'content'], { body: 'Text.' }),
    ['request body'],
  ],
  ['no body', 'create an issue', ({ request }) => with_(request, ['body'], null), ['no request body']],
])('the look is no rubber stamp: %s', (_, name, request, expected) => {
  const interaction = interactions.find(([description]) => description === name)?.[1] ?? {};
  const changed = request(interaction) as JsonObject;
  expect(trouble(calledBy(changed, github), changed, objectIn(interaction, 'response'))).toEqual(expected);
});

test.each<[string, string, readonly string[], Json, readonly string[]]>([
  ['a status that is not given', 'create an issue', ['status'], 299, ['status 299']],
  ['a field that is not described', 'find a branch', ['body', 'content', 'object', 'name'], 'x', ['object.name']],
  ['a field of another type', 'create an issue', ['body', 'content', 'number'], '7', ['response body']],
  ['a field of an item', 'list issues by label', ['body', 'content', '0', 'labels', '0', 'name'], 7, ['response body']],
])('the look is no rubber stamp: %s', (_, name, path, value, expected) => {
  const interaction = interactions.find(([description]) => description === name)?.[1] ?? {};
  const request = objectIn(interaction, 'request');
  const response = with_(interaction.response, path, value) as JsonObject;
  expect(trouble(calledBy(request, github), request, response)).toEqual(expected);
});

test('the baseline is a valid document, and holds what the contract calls and nothing else', async () => {
  const called = interactions.map(([, interaction]) => calledBy(objectIn(interaction, 'request'), github));
  const names = (operations: readonly Operation[]) =>
    [...new Set(operations.map(({ method, path }) => operationName(method, path)))].sort();
  expect(names(github.operations)).toEqual(names(called));
  expect(baseline?.meta.operations).toBe(github.operations.length);
  expect(baseline?.meta.whole).toEqual(expect.arrayContaining(names(called)));
  expect(await validityNotes(github.document)).toEqual([]);
  expect(github.document.notes).toEqual([]);
});

/** The one operation whose template the path fits. */
function calledBy(request: JsonObject, api: Api): Operation {
  const called = (text(request, 'path') ?? '').split('/');
  const matching = api.operations.filter(({ method, path }) => {
    const template = path.split('/');
    return (
      method === request.method &&
      template.length === called.length &&
      template.every((segment, index) => segment.startsWith('{') || segment === called[index])
    );
  });
  const [operation, ...others] = matching;
  if (operation === undefined || others.length > 0) throw new Error(`${matching.length} operations for ${called}`);
  return operation;
}

/** The document without what has to be there; an answer of which only a part is given may be of several kinds. */
function partial(value: Json): Json {
  if (isArray(value)) return value.map(partial);
  if (!isObject(value)) return value;
  const { required, oneOf, ...rest } = value;
  const members = Object.entries(rest).map(([key, member]) => [key, partial(member ?? null)] as const);
  return {
    ...Object.fromEntries(members),
    ...(oneOf !== undefined && { anyOf: partial(oneOf) }),
    ...(required !== undefined && !isArray(required) && { required }),
  };
}

/** The paths to all scalars of a value. */
function scalarsIn(value: Json): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return Object.entries(value).flatMap(([key, item]) => scalarsIn(item ?? null).map((path) => [key, ...path]));
}

function contentOf(message: JsonObject): Json | undefined {
  return own(objectIn(message, 'body'), 'content');
}

function objectIn(holder: JsonObject, key: string): JsonObject {
  const value = own(holder, key);
  return isObject(value) ? value : {};
}

function objectsIn(holder: Json, key: string): readonly JsonObject[] {
  const list = isObject(holder) ? own(holder, key) : undefined;
  return isArray(list) ? list.filter(isObject) : [];
}

/** The value with another one at `path`. */
function with_(value: Json | undefined, path: readonly string[], other: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return other;
  if (isArray(value)) return value.map((item, index) => (String(index) === key ? with_(item, rest, other) : item));
  const object = isObject(value) ? value : {};
  return { ...object, [key]: with_(own(object, key), rest, other) };
}
