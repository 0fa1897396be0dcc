// A second opinion on contracts: openapi-pact-comparator on the same Pact files and documents. Where it says otherwise,
// the row says why we do.

import { expect, test } from '@jest/globals';
import * as peer from '@pactflow/openapi-pact-comparator';
import { load } from 'js-yaml';
import { verifyContracts } from '../../../src/compare/contract/verify.ts';
import { judge } from '../../../src/judge/judge.ts';
import type { Json } from '../../../src/model/json.ts';
import { readContracts } from '../../../src/read/contract/read.ts';
import { ruleFor } from '../../../src/rules/catalogue.ts';
import { contractReading } from '../../../src/tasks/contract-reading.ts';
import { POLICY } from '../../judge/policy.ts';
import { apiOf } from '../documents.ts';

type Gravest = 'error' | 'warning' | 'fine';

/** Parts of a request and a response of Pact 3, parts of the operation `POST /things/{id}`, what we say, and why not what they say. */
interface Row {
  readonly request?: string;
  readonly response?: string;
  readonly operation?: string;
  readonly rest?: string;
  readonly says: Gravest;
  readonly theirs?: readonly [Gravest, because: string];
}

const JSON_TYPE = 'headers: { Content-Type: application/json }';
const TAKES = (schema: string): string => `requestBody: { content: { application/json: { schema: ${schema} } } }`;
const GIVES = (schema: string): string =>
  `responses: { '200': { description: ok, content: { application/json: { schema: ${schema} } } } }`;
const READS = (body: string, rules = ''): string =>
  `${JSON_TYPE}\nbody: ${body}${rules === '' ? '' : `\nmatchingRules: { body: ${rules} }`}`;
const SENDS = (body: string): string => `${JSON_TYPE}\nbody: ${body}`;
const ID = (schema: string, rest = ''): string =>
  `{ type: object, required: [id], properties: { id: ${schema} }${rest} }`;
const TYPE = '{ "$.id": { matchers: [{ match: type }] } }';
const WIDENING = 'it asks whether the example is a valid response, and we whether every response can be taken';
const SCHEMES = `components:
  securitySchemes:
    token: { type: oauth2, flows: {} }
    bearer: { type: http, scheme: bearer }
    id: { type: apiKey, in: header, name: X-Id }
    key: { type: apiKey, in: header, name: X-Api-Key }
    query: { type: apiKey, in: query, name: api_key }`;
const SECURED = (security: string, headers: string): Omit<Row, 'says'> => ({
  operation: `security: ${security}`,
  rest: SCHEMES,
  request: `headers: ${headers}`,
});

const rows: Readonly<Record<string, Row>> = {
  'a plain call': { says: 'fine' },
  'a request body that fits': { request: SENDS('{ id: a }'), operation: TAKES(ID('{ type: string }')), says: 'fine' },
  'a property of another type': {
    request: SENDS('{ id: 3 }'),
    operation: TAKES(ID('{ type: string }')),
    says: 'error',
  },
  'a required property is not sent': { request: SENDS('{}'), operation: TAKES(ID('{ type: string }')), says: 'error' },
  'a value outside the enum': { request: SENDS('{ id: c }'), operation: TAKES(ID('{ enum: [a, b] }')), says: 'error' },
  'a text that is too long': {
    request: SENDS('{ id: abc }'),
    operation: TAKES(ID('{ type: string, maxLength: 2 }')),
    says: 'error',
  },
  'a text of no such format': {
    request: SENDS('{ id: soon }'),
    operation: TAKES(ID('{ type: string, format: date }')),
    says: 'error',
  },
  'null where it is refused': {
    request: SENDS('{ id: null }'),
    operation: TAKES(ID('{ type: string }')),
    says: 'error',
  },
  'an unknown property, refused': {
    request: SENDS('{ id: a, x: 1 }'),
    operation: TAKES(ID('{ type: string }', ', additionalProperties: false')),
    says: 'error',
  },
  'an unknown property, ignored': {
    request: SENDS('{ id: a, x: 1 }'),
    operation: TAKES(ID('{ type: string }')),
    says: 'warning',
    theirs: ['fine', 'what is ignored today is refused tomorrow'],
  },
  'a body where none is declared': { request: SENDS('{ id: a }'), says: 'warning' },
  'another media type': {
    request: 'headers: { Content-Type: application/hal+json }\nbody: { id: a }',
    operation: TAKES(ID('{ type: string }')),
    says: 'warning',
    theirs: ['fine', 'it takes one JSON for another, which not every provider does'],
  },
  'an unknown operation': { request: 'path: /nothing', says: 'error' },
  'another method': { request: 'method: DELETE', says: 'error' },
  'a path parameter of another type': {
    operation: 'parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]',
    request: 'path: /things/abc',
    says: 'error',
  },
  'a query parameter of another type': {
    operation: 'parameters: [{ name: limit, in: query, schema: { type: integer } }]',
    request: 'query: { limit: [many] }',
    says: 'error',
  },
  'a required query parameter is not sent': {
    operation: 'parameters: [{ name: limit, in: query, required: true, schema: { type: integer } }]',
    says: 'error',
  },
  'an unknown query parameter': { request: 'query: { offset: ["3"] }', says: 'warning' },
  'an unknown header': { request: 'headers: { X-Mode: fast }', says: 'warning' },
  'a required header is not sent': {
    operation: 'parameters: [{ name: X-Mode, in: header, required: true, schema: { type: string } }]',
    says: 'error',
  },
  'a response body that fits': { response: READS('{ id: a }'), operation: GIVES(ID('{ type: string }')), says: 'fine' },
  'a field that is not declared': {
    response: READS('{ id: a, x: 1 }'),
    operation: GIVES(ID('{ type: string }')),
    says: 'error',
  },
  'a field of another type': { response: READS('{ id: 3 }'), operation: GIVES(ID('{ type: string }')), says: 'error' },
  'a status that is not declared': { response: 'status: 201', says: 'error' },
  'a header that is not declared': { response: 'headers: { X-Total: "3" }', says: 'error' },
  'nothing is said of the fields': {
    response: READS('{ id: a }'),
    operation: GIVES('{ type: object }'),
    says: 'fine',
    theirs: ['error', 'a bare object denies no field: ours is a note'],
  },
  'a body without `type: object`, with a field that is not declared': {
    response: READS('{ id: a, x: 1 }'),
    operation: GIVES('{ properties: { id: { type: string } }, required: [id] }'),
    says: 'error',
    theirs: ['fine', 'properties are declared all the same'],
  },
  '49: a field that may be null': {
    response: READS('{ id: a }', TYPE),
    operation: GIVES(ID('{ type: [string, "null"] }')),
    says: 'error',
    theirs: ['fine', WIDENING],
  },
  '49: a field that may be absent': {
    response: READS('{ id: a }', TYPE),
    operation: GIVES('{ type: object, properties: { id: { type: string } } }'),
    says: 'warning',
    theirs: ['fine', WIDENING],
  },
  '49: a field that may be of another type': {
    response: READS('{ id: a }', TYPE),
    operation: GIVES(ID('{ type: [string, integer] }')),
    says: 'error',
    theirs: ['fine', WIDENING],
  },
  '51: a matcher that the format does not meet': {
    response: READS(
      '{ id: "123e4567-e89b-42d3-a456-426614174000" }',
      '{ "$.id": { matchers: [{ match: regex, regex: "^\\\\d+$" }] } }',
    ),
    operation: GIVES(ID('{ type: string, format: uuid }')),
    says: 'error',
    theirs: ['fine', 'it reads no matchers'],
  },
  '53: an XML body': {
    response: 'headers: { Content-Type: application/xml }\nbody: <a/>',
    operation: "responses: { '200': { description: ok, content: { application/xml: { schema: { type: object } } } } }",
    says: 'warning',
  },
  'no credentials': {
    ...SECURED('[{ bearer: [] }]', '{}'),
    says: 'warning',
    theirs: [
      'error',
      'most contracts leave credentials to the client; that none are shown does not say that none are sent',
    ],
  },
  'a bearer token': { ...SECURED('[{ bearer: [] }]', '{ Authorization: Bearer x }'), says: 'fine' },
  'another scheme': { ...SECURED('[{ bearer: [] }]', '{ Authorization: Basic x }'), says: 'error' },
  'a key': { ...SECURED('[{ key: [] }]', '{ X-Api-Key: x }'), says: 'fine' },
  'one header of two': {
    ...SECURED('[{ id: [], key: [] }]', '{ X-Api-Key: x }'),
    says: 'error',
    theirs: ['fine', 'all schemes of one requirement are needed together'],
  },
  'a key where a token is asked for': {
    ...SECURED('[{ token: [] }]', '{ X-Api-Key: x }'),
    says: 'error',
    theirs: ['warning', 'a key is no token: the provider answers with 401'],
  },
  'a key in another place': { ...SECURED('[{ query: [] }]', '{ X-Api-Key: x }'), says: 'error' },
};

function pactOf({ request = '{}', response = '{}' }: Row): Json {
  const parts = (text: string): object => load(text) as object;
  return {
    consumer: { name: 'phone-agent' },
    provider: { name: 'things' },
    interactions: [
      {
        description: 'change a thing',
        request: { method: 'POST', path: '/things/7', ...parts(request) },
        response: { status: 200, ...parts(response) },
      },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  } as unknown as Json;
}

function documentOf({ operation = '', rest = '' }: Row): string {
  const parameters = operation.includes('in: path')
    ? ''
    : '    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n';
  const responses = operation.includes('responses:') ? '' : "      responses: { '200': { description: ok } }\n";
  const own = operation === '' ? '' : `      ${operation.replaceAll('\n', '\n      ')}\n`;
  return `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /things/{id}:\n${parameters}    post:\n${own}${responses}${rest}\n`;
}

async function ours(document: string, pact: Json): Promise<Gravest> {
  const api = await apiOf(document);
  const usages = readContracts([{ name: 'phone.json', root: pact, lineOf: () => undefined }]);
  const changes = verifyContracts(usages, api, contractReading(api)).map(({ change }) => change);
  const severities = judge(changes, ruleFor, POLICY).map(({ severity }) => severity);
  return severities.includes('breaking') ? 'error' : severities.includes('risky') ? 'warning' : 'fine';
}

/** What the peer gives; the types that it comes with lead nowhere. */
const { Comparator } = peer as unknown as {
  readonly Comparator: new (options: {
    readonly oas: unknown;
  }) => {
    compare(pact: Json): AsyncIterable<{ readonly type: 'error' | 'warning' | 'info' }>;
  };
};

async function theirs(document: string, pact: Json): Promise<Gravest> {
  const types = new Set<string>();
  const comparator = new Comparator({ oas: load(document) });
  for await (const { type } of comparator.compare(pact)) types.add(type);
  return types.has('error') ? 'error' : types.has('warning') ? 'warning' : 'fine';
}

test.each(Object.entries(rows))('%s', async (_name, row) => {
  const [document, pact] = [documentOf(row), pactOf(row)];
  expect({ ours: await ours(document, pact), theirs: await theirs(document, pact) }).toEqual({
    ours: row.says,
    theirs: row.theirs?.[0] ?? row.says,
  });
});
