// Every row of the table of what is decided: kind of change, direction and facts give a severity in each profile.

import { expect, test } from '@jest/globals';
import { judge } from '../../src/judge/judge.ts';
import type { ChangeKind, Facts } from '../../src/model/change.ts';
import type { Direction } from '../../src/model/place.ts';
import { PROFILES, type Severity } from '../../src/model/rule.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { changeOf } from './changes.ts';
import { POLICY } from './policy.ts';

type Row = readonly [ChangeKind, Direction, Facts & { readonly status?: string }, strict: Severity, tolerant: Severity];

const ROWS: readonly Row[] = [
  // operation removed, deprecated before or not
  ['operation.removed', 'request', {}, 'breaking', 'breaking'],
  ['operation.removed', 'request', { deprecated: true }, 'breaking', 'breaking'],
  ['operation.moved', 'request', {}, 'breaking', 'breaking'],
  ['operation.added', 'request', {}, 'info', 'info'],
  ['webhook.removed', 'response', {}, 'breaking', 'breaking'],
  ['callback.removed', 'response', {}, 'breaking', 'breaking'],
  // R property removed, required or not
  ['property.removed', 'response', {}, 'breaking', 'breaking'],
  ['property.removed', 'response', { required: true }, 'breaking', 'breaking'],
  ['property.renamed', 'response', {}, 'breaking', 'breaking'],
  // R required -> optional, may now be null, wider type
  ['property.became-optional', 'response', {}, 'breaking', 'breaking'],
  ['null.allowed', 'response', {}, 'breaking', 'breaking'],
  ['type.widened', 'response', {}, 'breaking', 'breaking'],
  ['type.changed', 'response', {}, 'breaking', 'breaking'],
  // R enum value added, under x-extensible-enum too
  ['enum.value-added', 'response', {}, 'breaking', 'risky'],
  ['enum.value-added', 'response', { extensible: true }, 'info', 'info'],
  ['enum.opened', 'response', {}, 'breaking', 'risky'],
  // R bound, length, pattern widened; format changed or widened
  ['bound.loosened', 'response', {}, 'breaking', 'risky'],
  ['pattern.loosened', 'response', {}, 'breaking', 'risky'],
  ['pattern.changed', 'response', {}, 'breaking', 'risky'],
  ['format.loosened', 'response', {}, 'breaking', 'risky'],
  ['format.changed', 'response', {}, 'breaking', 'risky'],
  ['alternative.added', 'response', {}, 'breaking', 'risky'],
  // R anything narrowed; R property added to an open object
  ['bound.tightened', 'response', {}, 'info', 'info'],
  ['pattern.tightened', 'response', {}, 'info', 'info'],
  ['format.tightened', 'response', {}, 'info', 'info'],
  ['type.narrowed', 'response', {}, 'info', 'info'],
  ['null.refused', 'response', {}, 'info', 'info'],
  ['enum.value-removed', 'response', {}, 'info', 'info'],
  ['enum.closed', 'response', {}, 'info', 'info'],
  ['property.became-required', 'response', {}, 'info', 'info'],
  ['property.added', 'response', {}, 'info', 'info'],
  ['property.added', 'response', { required: true }, 'info', 'info'],
  // R property added to a closed object
  ['property.added', 'response', { closed: true }, 'breaking', 'info'],
  ['property.added', 'response', { closed: true, required: true }, 'breaking', 'info'],
  ['object.opened', 'response', {}, 'breaking', 'info'],
  // R success status or media type removed; success status added
  ['status.removed', 'response', { success: true, status: '200' }, 'breaking', 'breaking'],
  ['media-type.removed', 'response', { success: true, status: '200' }, 'breaking', 'breaking'],
  ['status.added', 'response', { success: true, status: '202' }, 'breaking', 'risky'],
  // R error status or its body changed
  ['status.removed', 'response', { success: false, status: '404' }, 'breaking', 'risky'],
  ['status.added', 'response', { success: false, status: '409' }, 'breaking', 'risky'],
  ['media-type.removed', 'response', { success: false, status: '4XX' }, 'breaking', 'risky'],
  ['property.removed', 'response', { status: 'default' }, 'breaking', 'risky'],
  ['type.changed', 'response', { status: '5XX' }, 'breaking', 'risky'],
  ['header.removed', 'response', { status: '429' }, 'breaking', 'risky'],
  ['property.removed', 'response', { status: '2XX' }, 'breaking', 'breaking'],
  // R header removed
  ['header.removed', 'response', {}, 'breaking', 'breaking'],
  ['header.became-optional', 'response', {}, 'breaking', 'breaking'],
  ['header.added', 'response', {}, 'info', 'info'],
  ['header.became-required', 'response', {}, 'info', 'info'],
  // Q new required parameter, property or body
  ['parameter.added', 'request', { required: true }, 'breaking', 'breaking'],
  ['property.added', 'request', { required: true }, 'breaking', 'breaking'],
  ['body.added', 'request', { required: true }, 'breaking', 'breaking'],
  ['parameter.became-required', 'request', {}, 'breaking', 'breaking'],
  ['property.became-required', 'request', {}, 'breaking', 'breaking'],
  ['body.became-required', 'request', {}, 'breaking', 'breaking'],
  ['parameter.renamed', 'request', { keyword: 'query', required: true }, 'breaking', 'breaking'],
  ['property.renamed', 'request', { required: true }, 'breaking', 'breaking'],
  // Q enum value removed, bound tightened, type narrowed, may no longer be null
  ['enum.value-removed', 'request', {}, 'breaking', 'breaking'],
  ['enum.closed', 'request', {}, 'breaking', 'breaking'],
  ['bound.tightened', 'request', {}, 'breaking', 'breaking'],
  ['pattern.tightened', 'request', {}, 'breaking', 'breaking'],
  ['format.tightened', 'request', {}, 'breaking', 'breaking'],
  ['type.narrowed', 'request', {}, 'breaking', 'breaking'],
  ['type.narrowed', 'request', { implied: true }, 'breaking', 'info'],
  ['null.refused', 'request', {}, 'breaking', 'breaking'],
  ['alternative.removed', 'request', {}, 'breaking', 'breaking'],
  ['dependent-required.added', 'request', {}, 'breaking', 'breaking'],
  ['condition.added', 'request', {}, 'breaking', 'breaking'],
  ['media-type.removed', 'request', {}, 'breaking', 'breaking'],
  ['enum.value-removed', 'request', { extensible: true }, 'info', 'risky'],
  // Q parameter or property removed
  ['parameter.removed', 'request', {}, 'breaking', 'risky'],
  ['parameter.removed', 'request', { required: true }, 'breaking', 'risky'],
  ['property.removed', 'request', {}, 'breaking', 'risky'],
  ['parameter.renamed', 'request', { keyword: 'query' }, 'breaking', 'risky'],
  ['property.renamed', 'request', {}, 'breaking', 'risky'],
  ['body.removed', 'request', {}, 'breaking', 'risky'],
  ['object.closed', 'request', {}, 'breaking', 'risky'],
  // Q anything widened
  ['parameter.added', 'request', {}, 'info', 'info'],
  ['property.added', 'request', {}, 'info', 'info'],
  ['property.added', 'request', { closed: true }, 'info', 'info'],
  ['body.added', 'request', {}, 'info', 'info'],
  ['parameter.became-optional', 'request', {}, 'info', 'info'],
  ['property.became-optional', 'request', {}, 'info', 'info'],
  ['type.widened', 'request', {}, 'info', 'info'],
  ['null.allowed', 'request', {}, 'info', 'info'],
  ['enum.value-added', 'request', {}, 'info', 'info'],
  ['enum.opened', 'request', {}, 'info', 'info'],
  ['bound.loosened', 'request', {}, 'info', 'info'],
  ['alternative.added', 'request', {}, 'info', 'info'],
  ['object.opened', 'request', {}, 'info', 'info'],
  ['media-type.added', 'request', {}, 'info', 'info'],
  // default changed
  ['default.changed', 'request', {}, 'risky', 'risky'],
  // security
  ['security.alternative-removed', 'auth', {}, 'breaking', 'breaking'],
  ['security.scheme-changed', 'auth', {}, 'breaking', 'breaking'],
  ['security.scope-added', 'auth', {}, 'breaking', 'breaking'],
  ['oauth.flow-removed', 'auth', {}, 'breaking', 'breaking'],
  ['oauth.url-changed', 'auth', {}, 'breaking', 'breaking'],
  ['oauth.scope-removed', 'auth', {}, 'risky', 'risky'],
  ['security.metadata-changed', 'auth', {}, 'risky', 'risky'],
  ['security.alternative-added', 'auth', {}, 'info', 'info'],
  ['security.scope-removed', 'auth', {}, 'info', 'info'],
  ['security.scheme-deprecated', 'auth', {}, 'deprecated', 'deprecated'],
  // server or base path no longer served
  ['server.removed', 'transport', {}, 'breaking', 'breaking'],
  ['server.added', 'transport', {}, 'info', 'info'],
  // serialisation, discriminator mapping
  ['parameter.serialization-changed', 'request', {}, 'breaking', 'breaking'],
  ['header.serialization-changed', 'response', {}, 'breaking', 'breaking'],
  ['encoding.changed', 'request', {}, 'breaking', 'breaking'],
  ['discriminator.changed', 'request', {}, 'breaking', 'breaking'],
  ['discriminator.changed', 'response', {}, 'breaking', 'breaking'],
  // newly deprecated; deprecated in both
  ['operation.deprecated', 'request', {}, 'deprecated', 'deprecated'],
  ['operation.sunset-changed', 'request', {}, 'deprecated', 'deprecated'],
  ['parameter.deprecated', 'request', {}, 'deprecated', 'deprecated'],
  ['property.deprecated', 'response', {}, 'deprecated', 'deprecated'],
  ['header.deprecated', 'response', {}, 'deprecated', 'deprecated'],
  ['operation.remains-deprecated', 'request', {}, 'info', 'info'],
  // what is not decided, or not known
  ['inclusion.undecided', 'request', {}, 'risky', 'risky'],
  ['field.unjudged', 'response', {}, 'risky', 'risky'],
  // nothing on the wire
  ['operation.id-changed', 'meta', {}, 'info', 'info'],
  ['parameter.renamed', 'request', { keyword: 'path' }, 'info', 'info'],
  ['parameter.renamed', 'request', { keyword: 'path', required: true }, 'info', 'info'],
  ['link.removed', 'response', {}, 'info', 'info'],
];

test.each(ROWS)(
  '%s in direction %s with %j: strict %s, tolerant %s',
  (kind, direction, { status, ...facts }, ...expected) => {
    const slot = { operation: 'GET /charges', direction, ...(status !== undefined && { status }) };
    const change = changeOf({ kind, direction, facts, impacts: [{ ...slot, field: '', path: [] }] });
    const severities = PROFILES.map((profile) => judge([change], ruleFor, { ...POLICY, profile })[0]?.severity);
    expect(severities).toEqual(expected);
  },
);

test('an error status softens a change only where the change reaches nothing else', () => {
  const reached = ['404', '200'].map((status) => ({
    operation: 'GET /charges',
    direction: 'response' as const,
    status,
    field: 'amount',
    path: [],
  }));
  const change = changeOf({ kind: 'property.removed', direction: 'response', impacts: reached });
  expect(judge([change], ruleFor, { ...POLICY, profile: 'tolerant' })).toMatchObject([{ severity: 'breaking' }]);
});
