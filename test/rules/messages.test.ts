// What messages say, also of names and values that a stranger chose to harm the reader.

import { expect, test } from '@jest/globals';
import type { Change } from '../../src/model/change.ts';
import { RULES, ruleFor } from '../../src/rules/catalogue.ts';
import { changeOf } from '../judge/changes.ts';

test.each<[Pick<Change, 'kind' | 'direction'> & Partial<Change>, string]>([
  [
    {
      kind: 'property.renamed',
      direction: 'response',
      subject: 'phone_number',
      after: 'phoneNumber',
      facts: { likeness: 0.917 },
    },
    'property `phone_number` is gone from the response; `phoneNumber` came in its place (likeness 0.92)',
  ],
  [
    { kind: 'property.removed', direction: 'request', subject: 'id', facts: { keyword: 'readOnly' } },
    'property `id` is gone from the request: it is now `readOnly`',
  ],
  [
    { kind: 'property.added', direction: 'response', subject: 'pin', facts: { keyword: 'writeOnly' } },
    'property `pin` is new in the response: it is no longer `writeOnly`',
  ],
  [
    {
      kind: 'bound.tightened',
      direction: 'request',
      subject: 'limit',
      before: 100,
      after: 50,
      facts: { keyword: 'maximum' },
    },
    '`limit` must now be at most `50` (was `100`)',
  ],
  [
    { kind: 'bound.loosened', direction: 'response', subject: 'name', before: 20, facts: { keyword: 'maxLength' } },
    '`name` has no `maxLength` any more (was `20`)',
  ],
  [
    { kind: 'bound.tightened', direction: 'request', subject: 'tags', after: true, facts: { keyword: 'uniqueItems' } },
    '`uniqueItems` of `tags` is now `true`',
  ],
  [
    { kind: 'enum.value-added', direction: 'response', subject: 'status', after: 'paused' },
    '`status` may now also be `paused`',
  ],
  [{ kind: 'enum.value-removed', direction: 'request', subject: 'size', before: 3 }, '`size` may no longer be `3`'],
  [
    {
      kind: 'operation.deprecated',
      direction: 'request',
      subject: 'GET /charges',
      facts: { sunset: '2026-12-31', replacement: 'GET /payments' },
    },
    'operation `GET /charges` is deprecated and ends on 2026-12-31; `GET /payments` takes its place',
  ],
  [
    { kind: 'operation.deprecated', direction: 'request', subject: 'GET /charges' },
    'operation `GET /charges` is deprecated without a date for its end',
  ],
  [{ kind: 'enum.value-removed', direction: 'request', subject: 'size', before: '3' }, '`size` may no longer be `"3"`'],
  [
    { kind: 'dependent-required.added', direction: 'request', subject: 'expiry', before: 'card' },
    'property `expiry` is now required beside `card`',
  ],
  [
    { kind: 'type.widened', direction: 'response', before: 'integer', after: 'integer | string' },
    '`amount` may now be `integer | string` (was `integer`)',
  ],
  [
    { kind: 'default.changed', direction: 'request', before: 10, after: null },
    'default of `amount` is now `null` (was `10`)',
  ],
  [{ kind: 'property.removed', direction: 'request', subject: '' }, 'property `""` is gone from the request'],
])('%j', (said, message) => {
  const change = changeOf(said);
  expect(ruleFor(change)?.message(change)).toBe(message);
});

const HOSTILE = 'a`b\u0000\u001b[31m\r\n::error::\u009b\u202e\u200b\u2028\ud800';

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  'the message of %s is one harmless line, however hostile the names',
  (_id, rule) => {
    const change = changeOf({
      kind: rule.on,
      direction: 'request',
      subject: HOSTILE.repeat(1000),
      before: { [HOSTILE]: HOSTILE.repeat(1000) },
      after: HOSTILE.repeat(1000),
      facts: { keyword: HOSTILE, sunset: HOSTILE, replacement: HOSTILE, reason: HOSTILE },
    });
    const message = rule.message(change);
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(message.length).toBeLessThan(800);
    expect(message.split('`').length % 2).toBe(1);
  },
);

test('long names and values are cut, and never within a character', () => {
  const face = '\u{1F600}';
  const [subject, after] = [face.repeat(300), face.repeat(300)];
  const change = changeOf({ kind: 'enum.value-added', direction: 'response', subject, after });
  const message = `\`${face.repeat(199)}…\` may now also be \`${face.repeat(79)}…\``;
  expect(ruleFor(change)?.message(change)).toBe(message);
});
