// Cases that users of such tools met in the field: two documents each, and every finding that they deserve.
// Left out are those on contracts and live samples (43, 49-55), and on fetching (37), which the scenarios hold.

import { expect, test } from '@jest/globals';
import { compareApis } from '../../src/compare/compare.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Api } from '../../src/model/api.ts';
import type { Change } from '../../src/model/change.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Profile } from '../../src/model/rule.ts';
import { readSpec } from '../../src/read/document/read.ts';
import { readApi } from '../../src/read/openapi/api.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { POLICY } from '../judge/policy.ts';
import { apiOf, changesBetween, indent, withOperation } from './documents.ts';

/** A case and its variants: both documents, what is found, and in which profile where it is not the strict one. */
type Case = readonly [before: string, after: string, expected: readonly string[], profile?: Profile];

const OK = "responses: { '204': { description: done } }";
const ROOT = "info: { title: Things, version: '1' }";

/** A document whose `POST /things` takes the schema as its body. */
function sent(schema: string, rest = '', version = '3.1.0'): string {
  return withOperation(`requestBody: { content: { application/json: { schema: ${schema} } } }\n${OK}`, rest, version);
}

/** A document whose `POST /things` gives the schema as its response. */
function given(schema: string, rest = '', version = '3.1.0'): string {
  return withOperation(
    `responses: { '200': { description: ok, content: { application/json: { schema: ${schema} } } } }`,
    rest,
    version,
  );
}

function query(parameter: string): string {
  return withOperation(`parameters: [{ name: ids, in: query, ${parameter} }]\n${OK}`);
}

function secured(scheme: string): string {
  return withOperation(`security: [{ key: [] }]\n${OK}`, `components: { securitySchemes: { key: ${scheme} } }`);
}

function paths(text: string, rest = ''): string {
  return `openapi: 3.1.0\n${ROOT}\npaths:\n${indent(text, 2)}\n${rest}`;
}

function schemas(text: string): string {
  return `components:\n  schemas:\n${indent(text, 4)}`;
}

const LITE = 'type: object, properties: { bar1: { type: string }';
const FOO_AND_BAR =
  '{ type: object, required: [foo, bar], properties: { foo: { type: string }, bar: { type: string } } }';
const FOO = '{ type: object, required: [foo], properties: { foo: { type: string } } }';
const BAR = '{ type: object, required: [bar], properties: { bar: { type: string } } }';
const CLOSED = (schema: string): string =>
  schema.replace('{ type: object', '{ type: object, additionalProperties: false');
const ROLE = schemas('Role: { title: Role, type: string, enum: [user, superadmin] }');
const PET = schemas('Pet: { type: object, properties: { name: { type: string } } }');
const DISCOVERY = '.example/.well-known/openid-configuration';
const PATH_ID = (name: string, schema = '{ type: string }'): string =>
  `/pet/{${name}}: { get: { parameters: [{ name: ${name}, in: path, required: true, schema: ${schema} }], ${OK} } }`;
const CHARGES = (amount: string): string =>
  paths(
    Array.from(
      { length: 20 },
      (_, index) =>
        `/charges${index}: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Charge' } } } } } } }`,
    ).join('\n'),
    schemas(`Charge: { type: object, properties: { amount: ${amount} } }`),
  );
const PARTIAL = (name: string, properties: string): string =>
  given(
    `{ allOf: [{ $ref: '#/components/schemas/${name}' }, { type: object, properties: { id: { type: string } } }] }`,
    schemas(`${name}: { type: object, properties: { ${properties} } }`),
  );

/** Whoever sent both fields may go on in all of these but the first: what is listed is how grave each finding is. */
const narrowings: Readonly<Record<string, readonly [after: string, expected: readonly string[]]>> = {
  'an open oneOf refuses whoever sends both fields': [`{ oneOf: [${FOO}, ${BAR}] }`, ['breaking']],
  'either of two fields suffices now': [`{ anyOf: [${FOO}, ${BAR}] }`, ['info']],
  'a closed alternative that shares no value with the old one': [
    `{ oneOf: [${CLOSED(FOO_AND_BAR)}, ${CLOSED(FOO).replaceAll('foo', 'baz')}] }`,
    ['info'],
  ],
};

test.each(Object.entries(narrowings))('5: %s', async (_name, [after, expected]) => {
  const before = after.includes('baz') ? CLOSED(FOO_AND_BAR) : FOO_AND_BAR;
  const findings = judged(await changesBetween(sent(before), sent(after)), 'strict');
  expect(findings.map(({ severity }) => severity)).toEqual(expected);
  expect(findings.map(({ change }) => change.kind)).not.toContain('property.removed');
});

const cases: Readonly<Record<string, Case>> = {
  '1: a property moves into the other member of an allOf': [
    given(
      `{ allOf: [{ $ref: '#/components/schemas/Lite' }, { type: object, properties: { bar2: { type: string }, bar3: { type: string } } }] }`,
      schemas(`Lite: { ${LITE} } }`),
    ),
    given(
      `{ allOf: [{ $ref: '#/components/schemas/Lite' }, { type: object, properties: { bar3: { type: string } } }] }`,
      schemas(`Lite: { ${LITE}, bar2: { type: string } } }`),
    ),
    [],
  ],
  '3: an enum beside null becomes a titled component': [
    sent('{ anyOf: [{ type: string, enum: [user, superadmin] }, { type: "null" }] }'),
    sent(`{ anyOf: [{ $ref: '#/components/schemas/Role' }, { type: "null" }] }`, ROLE),
    [],
  ],
  '7: a property of an alternative becomes optional': [
    given(
      `{ oneOf: [{ $ref: '#/components/schemas/Pet' }, { type: string }] }`,
      PET.replace('object,', 'object, required: [name],'),
    ),
    given(`{ oneOf: [{ $ref: '#/components/schemas/Pet' }, { type: string }] }`, PET),
    ['breaking response/property-became-optional name @ name'],
  ],
  '9: nullable and an enum with null, lifted': [
    given('{ type: string, nullable: true, enum: [a, null] }', '', '3.0.3'),
    given('{ type: [string, "null"], enum: [a, null] }'),
    [],
  ],
  '9: nullable and an enum without null, lifted': [
    given('{ type: string, nullable: true, enum: [a] }', '', '3.0.3'),
    given('{ type: [string, "null"], enum: [a] }'),
    [],
  ],
  '11: a reference may be null now': [
    given(`{ $ref: '#/components/schemas/Pet' }`, PET),
    given(`{ oneOf: [{ type: "null" }, { $ref: '#/components/schemas/Pet' }] }`, PET),
    ['breaking response/null-allowed body'],
  ],
  '11: a reference may no longer be null': [
    given(`{ oneOf: [{ type: "null" }, { $ref: '#/components/schemas/Pet' }] }`, PET),
    given(`{ $ref: '#/components/schemas/Pet' }`, PET),
    ['info response/null-refused body'],
  ],
  '13: one scheme with other scopes in each alternative, unchanged': [
    withOperation(
      `security: [{ a: [read] }, { a: [write] }]\n${OK}`,
      'components: { securitySchemes: { a: { type: oauth2, flows: {} } } }',
    ),
    withOperation(
      `security: [{ a: [read] }, { a: [write] }]\n${OK}`,
      'components: { securitySchemes: { a: { type: oauth2, flows: {} } } }',
    ),
    [],
  ],
  '15: an API key moves from header to query': [
    secured('{ type: apiKey, in: header, name: key }'),
    secured('{ type: apiKey, in: query, name: key }'),
    ['breaking auth/security-scheme-changed key'],
  ],
  '15: an API key under another name': [
    secured('{ type: apiKey, in: header, name: key }'),
    secured('{ type: apiKey, in: header, name: token }'),
    ['breaking auth/security-scheme-changed key'],
  ],
  '15: basic becomes bearer': [
    secured('{ type: http, scheme: basic }'),
    secured('{ type: http, scheme: bearer }'),
    ['breaking auth/security-scheme-changed key'],
  ],
  '15: another discovery document': [
    secured(`{ type: openIdConnect, openIdConnectUrl: 'https://a${DISCOVERY}' }`),
    secured(`{ type: openIdConnect, openIdConnectUrl: 'https://b${DISCOVERY}' }`),
    ['breaking auth/security-scheme-changed key'],
  ],
  '17: a path parameter has another name': [paths(PATH_ID('id')), paths(PATH_ID('petId')), []],
  '17: a path parameter has another name and another type': [
    paths(PATH_ID('id')),
    paths(PATH_ID('petId', '{ type: integer }')),
    ['breaking request/type-narrowed id'],
  ],
  '17: one name for two parameters of a path': [
    paths(`/user/{id}/role/{id}: { get: { ${OK} } }`),
    paths(`/user/{id}/role/{roleId}: { get: { ${OK} } }`),
    [],
  ],
  '19: the base path moves from paths to servers': [
    paths(`/api/v1/test: { get: { ${OK} } }`),
    paths(`/test: { get: { ${OK} } }`, 'servers: [{ url: /api/v1 }]'),
    [],
  ],
  '21: one value becomes an exploded list': [
    query('schema: { type: string }'),
    query('schema: { type: array, items: { type: string } }'),
    [],
  ],
  '21: one value becomes an exploded list of listed values': [
    query('schema: { type: string }'),
    query('schema: { type: array, items: { type: string, enum: [a, b] } }'),
    ['breaking request/enum-closed ids'],
  ],
  '21: one value becomes a list with commas': [
    query('schema: { type: string }'),
    query('explode: false, schema: { type: array, items: { type: string } }'),
    ['breaking request/parameter-serialization-changed ids', 'breaking request/type-changed ids'],
  ],
  '23: a required readOnly property comes into a schema that is sent': [
    sent(`{ $ref: '#/components/schemas/Pet' }`, PET),
    sent(
      `{ $ref: '#/components/schemas/Pet' }`,
      PET.replace('object,', 'object, required: [id],').replace(
        'properties: {',
        'properties: { id: { type: string, readOnly: true },',
      ),
    ),
    [],
  ],
  '25: a closed object that is sent may hold one more': [
    sent(CLOSED(FOO)),
    sent(CLOSED(FOO).replace('properties: {', 'properties: { bar: { type: string },')),
    ['info request/property-added bar @ bar'],
  ],
  '27: a response value that no longer comes': [
    given('{ type: string, enum: [a, b] }'),
    given('{ type: string, enum: [a] }'),
    ['info response/enum-value-removed body'],
  ],
  '27: a response value that may come, for a strict contract': [
    given('{ type: string, enum: [a] }'),
    given('{ type: string, enum: [a, b] }'),
    ['breaking response/enum-value-added body'],
  ],
  '27: a response value that may come, for a tolerant client': [
    given('{ type: string, enum: [a] }'),
    given('{ type: string, enum: [a, b] }'),
    ['risky response/enum-value-added body'],
    'tolerant',
  ],
  '27: a response value that may come of an open enum': [
    given('{ type: string, x-extensible-enum: [a] }'),
    given('{ type: string, x-extensible-enum: [a, b] }'),
    ['info response/extensible-enum-value-added body'],
  ],
  '29: another type of items': [
    given('{ type: array, items: { type: string } }'),
    given('{ type: array, items: { type: integer } }'),
    ['breaking response/type-changed body @ []'],
  ],
  '29: another type of values in a map': [
    sent('{ type: object, additionalProperties: { type: string } }'),
    sent('{ type: object, additionalProperties: { type: integer } }'),
    ['breaking request/type-changed body @ *'],
  ],
  '31: a generated name changes and an optional property comes': [
    PARTIAL('Partial_Pick_A', 'a: { type: string }'),
    PARTIAL('Partial_Pick_A-or-B', 'a: { type: string }, b: { type: string }'),
    ['info response/property-added b @ b'],
  ],
  '33: an optional property comes into an open object': [
    sent(FOO),
    sent(FOO.replace('properties: {', 'properties: { bar: { type: string },')),
    ['info request/property-added bar @ bar'],
  ],
  '39: an endpoint is retired and the version stands': [
    paths(`/a: { get: { ${OK} } }\n/b: { get: { ${OK} } }`),
    paths(`/b: { get: { ${OK} } }`),
    ['breaking request/operation-removed GET /a'],
  ],
  '41: one shared schema changes under twenty operations': [
    CHARGES('{ type: integer }'),
    CHARGES('{ type: string }'),
    ['breaking response/type-changed amount @ amount x20'],
  ],
  '45: the removal of one property hides no other': [
    given('{ type: object, properties: { me: { type: string }, messages: { type: array, items: {} }, a: {} } }'),
    given('{ type: object, properties: { a: {} } }'),
    ['breaking response/property-removed me @ me', 'breaking response/property-removed messages @ messages'],
  ],
  '45: a name that begins like another is another': [
    given('{ type: object, properties: { id: { type: string }, identity: { type: string } } }'),
    given('{ type: object, properties: { identity: { type: string } } }'),
    ['breaking response/property-removed id @ id'],
  ],
  '47: deprecated in both': [
    // Told beside what changed: documents that are equal give nothing.
    paths(`/a: { get: { deprecated: true, x-sunset: '2027-01-01', ${OK} } }`),
    paths(`/a: { get: { deprecated: true, x-sunset: '2027-01-01', ${OK} } }\n/b: { get: { ${OK} } }`),
    ['info request/operation-added GET /b', 'info request/operation-remains-deprecated GET /a'],
  ],
  '47: newly deprecated': [
    paths(`/a: { get: { ${OK} } }`),
    paths(`/a: { get: { deprecated: true, ${OK} } }`),
    ['deprecated request/operation-deprecated GET /a'],
  ],
  '47: deprecated, then removed, while it is called': [
    paths(`/a: { get: { deprecated: true, ${OK} } }\n/b: { get: { ${OK} } }`),
    paths(`/b: { get: { ${OK} } }`),
    ['breaking request/operation-removed GET /a'],
  ],
};

test.each(Object.entries(cases))('%s', async (_name, [before, after, expected, profile = 'strict']) => {
  const findings = judged(await changesBetween(before, after), profile);
  expect(findings.map(line).sort()).toEqual([...expected].sort());
});

/** 450 schemas in cycles of several lengths, with an `allOf` that leads back to itself and a file that leads back here. */
function cyclic(order: (numbers: number[]) => number[]): string {
  const count = 450;
  const to = (index: number): string => `{ $ref: '#/components/schemas/S${index % count}' }`;
  const one = (index: number): string =>
    `S${index}: { type: object, properties: { value${index}: { type: integer }, next: ${to(index + 1)}, far: ${to(index * 7 + 3)}, round: { $ref: '#/components/schemas/A' } } }`;
  const round = `A: { allOf: [{ $ref: '#/components/schemas/B' }], properties: { a: { $ref: 'tree.yaml#/Node' } } }
B: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { b: ${to(0)} } }`;
  const body = `{ content: { application/json: { schema: ${to(5)} } } }`;
  return paths(
    `/s: { post: { requestBody: ${body}, responses: { '200': { description: ok, content: { application/json: { schema: ${to(9)} } } } } } }`,
    schemas(
      `${order(Array.from({ length: count }, (_, index) => index))
        .map(one)
        .join('\n')}\n${round}`,
    ),
  );
}

const NODE = `Node: { type: object, properties: { size: { type: integer }, next: { $ref: 'tree.yaml#/Node' }, up: { $ref: 'api.yaml#/components/schemas/S0' } } }`;

async function withTree(text: string, tree: string): Promise<Api> {
  const encode = (file: string): Uint8Array => new TextEncoder().encode(file);
  return readApi(
    await readSpec(
      { name: 'api.yaml', location: 'api.yaml', bytes: encode(text) },
      { loadRelated: async (_base, reference) => ({ location: reference, bytes: encode(tree) }) },
    ),
  );
}

test('35: cycles of 450 schemas, through allOf and through another file, give the same two edits each time', async () => {
  const old = cyclic((numbers) => numbers);
  const edited = (text: string): string => text.replace('value30: { type: integer }', 'value30: { type: string }');
  const compared = async (after: string): Promise<readonly Change[]> =>
    compareApis(await withTree(old, NODE), await withTree(after, NODE.replace('integer', 'string')));
  const changes = await compared(edited(old));
  expect(changes.map(({ direction, kind, subject }) => `${direction} ${kind} ${subject}`).sort()).toEqual([
    'request type.changed size',
    'request type.changed value30',
    'response type.changed size',
    'response type.changed value30',
  ]);
  expect(await compared(edited(old))).toEqual(changes);
  expect(judged(await compared(edited(cyclic((numbers) => numbers.reverse()))), 'strict').map(line)).toEqual(
    judged(changes, 'strict').map(line),
  );
  expect(
    compareApis(
      await withTree(old, NODE),
      await withTree(
        cyclic((numbers) => numbers.reverse()),
        NODE,
      ),
    ),
  ).toEqual([]);
});

test('29: another type under not refuses values that were fine', async () => {
  const findings = judged(
    await changesBetween(sent('{ not: { type: string } }'), sent('{ not: { type: integer } }')),
    'strict',
  );
  expect(findings.filter(({ severity }) => severity === 'breaking')).toHaveLength(1);
});

test('17: a path parameter has another name, for generated clients', async () => {
  const [old, fresh] = [await apiOf(paths(PATH_ID('id'))), await apiOf(paths(PATH_ID('petId')))];
  const findings = judged(compareApis(old, fresh, { sdk: true }), 'strict', true);
  expect(findings.map(line)).toEqual(['risky request/path-parameter-renamed id']);
});

function judged(changes: readonly Change[], profile: Profile, sdk = false): readonly Finding[] {
  return judge(changes, ruleFor, { ...POLICY, profile, sdk });
}

/** A finding in one line, with the number of its impacts where there are several. */
function line({ severity, rule, change }: Finding): string {
  const { subject, impacts } = change;
  const field = impacts[0]?.field === '' ? '' : ` @ ${impacts[0]?.field}`;
  return `${severity} ${rule} ${subject}${field}${impacts.length > 1 ? ` x${impacts.length}` : ''}`;
}
