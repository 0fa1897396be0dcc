// What holds for every rule, and how rules on one kind of change are told apart.

import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import type { ChangeKind } from '../../src/model/change.ts';
import { CHANGE_KINDS } from '../../src/model/change-kinds.ts';
import type { Direction } from '../../src/model/place.ts';
import { PROFILES } from '../../src/model/rule.ts';
import { RULES, RULES_BY_SUBJECT, ruleFor } from '../../src/rules/catalogue.ts';
import { exampleDocuments } from '../../src/rules/example.ts';
import { changeOf } from '../judge/changes.ts';

const KINDS = Object.keys(CHANGE_KINDS) as ChangeKind[];

test('every kind of change has a rule that claims it, whatever else is known', () => {
  const unruled = KINDS.filter((kind) => !RULES.some((rule) => rule.on === kind && rule.when === undefined));
  expect(unruled).toEqual([]);
});

test('ids are unique and kebab-case', () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
});

test('rules stand in the order of the kinds within their subject', () => {
  for (const [subject, rules] of RULES_BY_SUBJECT) {
    const kinds = new Set(rules.map(({ on }) => on));
    expect([subject, ...kinds]).toEqual([subject, ...KINDS.filter((kind) => kinds.has(kind))]);
  }
});

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s is whole', (_id, rule) => {
  expect(Object.keys(rule.severity)).not.toEqual([]);
  for (const sentence of [rule.title, rule.why]) expect(sentence).toMatch(/^[A-Z`].*[.!]$/);
  for (const direction of Object.keys(rule.severity) as Direction[]) {
    const bare = rule.message(changeOf({ kind: rule.on, direction }));
    expect(bare).toMatch(/\S/);
    expect(bare).not.toMatch(/undefined|null\b(?!`)|\[object| {2}|\s$/);
  }
});

test.each(RULES.map((rule) => [rule.id, rule.example] as const))(
  'the example of %s is two YAML documents',
  (_id, example) => {
    const { before, after } = exampleDocuments(example);
    expect(before).not.toBe(after);
    const documents = {
      contract: [after],
      live: [],
      samples: [],
      call: [],
      calls: [],
      wire: [before],
      flow: [],
      credential: [],
      'sign-in': [],
      headers: [],
    }[example.as as string] ?? [before, after];
    for (const document of documents) expect(load(document)).toMatchObject({ openapi: '3.2.0', paths: {} });
    if (documents.length < 2) expect(load(before)).toEqual(expect.any(Object));
  },
);

test('the parts of an example go where they belong', () => {
  const { before } = exampleDocuments({ as: 'schema', before: 'type: object\nproperties:\n  a: {}', after: '' });
  const schema = { properties: { field: { type: 'object', properties: { a: {} } } } };
  const content = { 'application/json': { schema } };
  expect(load(before)).toMatchObject({
    paths: { '/things': { post: { requestBody: { content }, responses: { '200': { content } } } } },
  });
  const { after } = exampleDocuments({ as: 'operation', before: '', after: 'operationId: one' });
  expect(load(after)).toMatchObject({ paths: { '/things': { post: { operationId: 'one' } } } });
});

/**
 * What a kind is in a request its mirror should be in a response, for the one may only widen and the other only narrow.
 * Where a rule departs from that, it says here why.
 */
const WAIVERS: Partial<Record<ChangeKind, string>> = {
  'parameter.added': 'what is optional may be left out of a request; whatever goes from a webhook is missed',
  'parameter.removed': 'what is sent on may be ignored or refused; what comes new may be passed over',
  'parameter.renamed': 'as parameter.removed',
  'body.added': 'as parameter.added',
  'body.removed': 'as parameter.removed',
  'media-type.added': 'one more way to send harms nobody; the one way to read may be the one that is gone',
  'media-type.removed': 'a server answers with what the client says it accepts',
  'status.added': 'we need not answer with one more status; one that we wait for is missed',
  'status.removed': 'a status that a client does not know is survived by a careful one',
  'header.added': 'as parameter.added',
  'header.removed': 'as parameter.removed',
  'property.added': 'as parameter.added',
  'property.removed': 'what is sent on may be ignored or refused; a new property breaks only who decodes strictly',
  'property.renamed': 'as property.removed',
  'object.closed': 'a refused property is noticed by who sends it; one more is passed over',
  'pattern-property.added': 'who goes through the names finds none any more, though none was promised',
  'pattern-property.removed': 'as object.closed',
  'enum.value-removed': 'a new value meets a default branch; a removed one is refused',
  'enum.closed': 'as enum.value-removed',
  'format.tightened': 'a value of a wider format is often taken; a value outside the narrower one is refused',
  'format.changed': 'as format.tightened',
  'pattern.tightened': 'as format.tightened',
  'pattern.changed': 'as format.tightened',
  'bound.tightened': 'as format.tightened',
  'alternative.removed': 'a new form meets a default branch; a removed one is refused',
  'condition.added': 'as format.tightened',
  'default.changed': 'a default in a response describes and decides nothing',
};

function grades(kind: ChangeKind, direction: Direction): string {
  const found = RULES.flatMap(({ on, severity }) => (on === kind ? [severity[direction]] : []))
    .filter((grade) => grade !== undefined)
    .map((grade) => PROFILES.map((profile) => (typeof grade === 'string' ? grade : grade[profile])).join('/'));
  return [...new Set(found)].sort().join(' ');
}

test('what a kind is in a request its mirror is in a response, or a waiver says why not', () => {
  // An operation as a whole neither widens nor narrows, and an end is an end whichever way the thing travels.
  const kinds = KINDS.filter((kind) => !/^(operation|webhook|callback)\.|deprecated$/.test(kind));
  const departures = kinds.filter((kind) => {
    const mirror = CHANGE_KINDS[kind];
    return mirror !== null && grades(kind, 'request') !== grades(mirror, 'response');
  });
  expect(departures).toEqual(KINDS.filter((kind) => WAIVERS[kind] !== undefined));
});

test.each(['auth', 'transport', 'meta'] as const)(
  'in direction %s a kind is judged exactly where its mirror is',
  (direction) => {
    for (const kind of KINDS) {
      const mirror = CHANGE_KINDS[kind] ?? kind;
      expect([kind, grades(kind, direction) === '']).toEqual([kind, grades(mirror, direction) === '']);
    }
  },
);

test.each([
  ['property.added', 'request', { required: true, closed: true }, 'required-property-added'],
  ['property.added', 'response', { required: true, closed: true }, 'property-added-to-closed-object'],
  ['property.added', 'response', { required: true }, 'property-added'],
  ['property.renamed', 'response', { required: true }, 'property-renamed'],
  ['status.added', 'response', { success: true }, 'status-added'],
  ['status.added', 'response', {}, 'error-status-added'],
  ['parameter.renamed', 'request', { required: true, keyword: 'path' }, 'path-parameter-renamed'],
  ['operation.removed', 'response', {}, undefined],
] as const)('%s in direction %s with %j is claimed by %s', (kind, direction, facts, id) => {
  expect(ruleFor(changeOf({ kind, direction, facts }))?.id).toBe(id);
});
