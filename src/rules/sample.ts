// Rules on what is otherwise in responses that came.

import type { Change } from '../model/change.ts';
import type { Rule } from '../model/rule.ts';
import { success } from './fact.ts';
import { BREAKING_OR_INFO, BREAKING_OR_RISKY } from './grade.ts';
import { likeness, now, said, subject, was } from './words.ts';

/** Twelve responses with the one body, and twelve with the other. */
function bodies(before: string, after: string): Rule['example'] {
  return { as: 'samples', before: `times: 12\nbody: ${before}`, after: `times: 12\nbody: ${after}` };
}

/** Twelve responses with the one header, and twelve with the other, or with none. */
function headers(before: string, after: string): Rule['example'] {
  return { as: 'samples', before: `times: 12\nheaders: ${before}`, after: `times: 12\nheaders: ${after}` };
}

/** Rules on `sample.*`: `old` is what came before, `new` what comes now; nobody wrote either down. */
export const SAMPLE_RULES = [
  {
    id: 'sampled-status-appeared',
    on: 'sample.status-appeared',
    severity: { response: 'risky' },
    title: 'Responses come with a status that never came before.',
    why: 'A client that does not expect it takes it for a failure, or for a success that it is not.',
    example: { as: 'samples', before: 'times: 12', after: 'times: 12\nstatus: 202' },
    message: (change) => `status ${subject(change)} comes now (${evidence(change)})`,
  },
  {
    id: 'sampled-success-gone',
    on: 'sample.status-gone',
    when: success,
    severity: { response: 'breaking' },
    title: 'A status of success does not come any more.',
    why: 'What a client waits for is not there: the operation fails, or succeeds under another status.',
    example: { as: 'samples', before: 'times: 12', after: 'times: 12\nstatus: 403' },
    message: (change) => `status ${subject(change)} does not come any more (${evidence(change)})`,
  },
  {
    id: 'sampled-error-gone',
    on: 'sample.status-gone',
    severity: { response: 'info' },
    title: 'A status of failure does not come any more.',
    why: 'What failed does so no longer, or under another status, which has a finding of its own.',
    example: { as: 'samples', before: 'times: 12\nstatus: 403', after: 'times: 12' },
    message: (change) => `status ${subject(change)} does not come any more (${evidence(change)})`,
  },
  {
    id: 'sampled-charset-changed',
    on: 'sample.media-type-changed',
    when: ({ facts }) => facts.keyword === 'charset',
    severity: { response: BREAKING_OR_RISKY },
    title: 'Responses say another charset.',
    why: 'A client that goes by it, or that always took the other one, reads other letters than were meant.',
    example: headers('{ Content-Type: text/plain; charset=utf-8 }', '{ Content-Type: text/plain; charset=iso-8859-1 }'),
    message: (change) => `charset is ${now(change, 'not said')} now${was(change)} (${evidence(change)})`,
  },
  {
    id: 'sampled-media-type-changed',
    on: 'sample.media-type-changed',
    severity: { response: 'breaking' },
    title: 'Responses come in another media type.',
    why: 'A client that parses the one fails on the other.',
    example: headers('{ Content-Type: application/json }', '{ Content-Type: text/html }'),
    message: (change) => `media type is ${now(change, 'not said')} now${was(change)} (${evidence(change)})`,
  },
  {
    id: 'sampled-header-appeared',
    on: 'sample.header-appeared',
    severity: { response: 'info' },
    title: 'Responses come with a new header.',
    why: 'A client that does not know it passes over it.',
    example: headers('{}', '{ X-Plan: free }'),
    message: (change) => `header ${subject(change)} comes now (${evidence(change)})`,
  },
  {
    id: 'sampled-header-gone',
    on: 'sample.header-gone',
    severity: { response: BREAKING_OR_RISKY },
    title: 'A header does not come any more.',
    why: 'A client that reads it, as it does for pages and limits, finds nothing.',
    example: headers('{ X-Plan: free }', '{}'),
    message: (change) => `header ${subject(change)} does not come any more (${evidence(change)})`,
  },
  {
    id: 'sampled-header-renamed',
    on: 'sample.header-renamed',
    severity: { response: BREAKING_OR_RISKY },
    title: 'A header comes under another name.',
    why: 'A client that reads the old name finds nothing.',
    example: headers('{ X-RateLimit-Left: 7 }', '{ Rate-Limit-Left: 7 }'),
    message: (change) =>
      `header ${subject(change)} comes as ${now(change, 'another')} now${likeness(change)} (${evidence(change)})`,
  },
  {
    id: 'sampled-header-optional',
    on: 'sample.header-optional',
    severity: { response: BREAKING_OR_RISKY },
    title: 'A header that always came is missing at times.',
    why: 'A client that relies on it fails on a response without it.',
    example: {
      as: 'samples',
      before: 'times: 12\nheaders: { X-Plan: free }',
      after: '- { times: 6, headers: { X-Plan: free } }\n- { times: 12 }',
    },
    message: (change) => `header ${subject(change)} is missing at times (${evidence(change)})`,
  },
  {
    id: 'sampled-pagination-changed',
    on: 'sample.pagination-changed',
    severity: { response: 'breaking' },
    title: 'Pages are linked in another way.',
    why: 'A client that follows the old fields reads the first page and takes it for everything.',
    example: bodies('{ data: [], next_cursor: abc }', '{ data: [], page: 1, total_pages: 9 }'),
    message: (change) => `pagination goes by ${now(change, 'other fields')} now${was(change)} (${evidence(change)})`,
  },
  {
    id: 'sampled-field-appeared',
    on: 'sample.field-appeared',
    severity: { response: BREAKING_OR_INFO },
    title: 'A field comes that never came before.',
    why: 'A client that decodes strictly refuses the response; every other passes over the field.',
    example: bodies('{ id: a }', '{ id: a, plan: free }'),
    message: (change) => `field ${subject(change)} comes now (${evidence(change)})`,
  },
  {
    id: 'sampled-field-gone',
    on: 'sample.field-gone',
    severity: { response: 'breaking' },
    title: 'A field does not come any more.',
    why: 'A client that reads it finds nothing, whatever the document says.',
    example: bodies('{ id: a, amount: 5 }', '{ id: a }'),
    message: (change) => `field ${subject(change)} does not come any more (${evidence(change)})`,
  },
  {
    id: 'sampled-field-renamed',
    on: 'sample.field-renamed',
    severity: { response: 'breaking' },
    title: 'A field comes under another name.',
    why: 'A client that reads the old name finds nothing.',
    example: bodies('{ phone_number: "+15550100000" }', '{ phoneNumber: "+15550100000" }'),
    message: (change) =>
      `field ${subject(change)} comes as ${now(change, 'another')} now${likeness(change)} (${evidence(change)})`,
  },
  {
    id: 'sampled-field-optional',
    on: 'sample.field-optional',
    severity: { response: 'breaking' },
    title: 'A field that always came is missing at times.',
    why: 'A client that relies on it fails on the first response without it.',
    example: {
      as: 'samples',
      before: 'times: 12\nbody: { id: a, amount: 5 }',
      after: '- { times: 6, body: { id: a, amount: 5 } }\n- { times: 12, body: { id: a } }',
    },
    message: (change) => `field ${subject(change)} is missing at times (${evidence(change)})`,
  },
  {
    id: 'sampled-type-changed',
    on: 'sample.type-changed',
    severity: { response: 'breaking' },
    title: 'A value comes in a type in which it never came.',
    why: 'A client that decodes the one type fails on the other.',
    example: bodies('{ owner: ada }', '{ owner: { id: ada } }'),
    message: (change) =>
      `${subject(change)} is ${now(change, 'of another type')} now${was(change)} (${evidence(change)})`,
  },
  {
    id: 'sampled-number-as-text',
    on: 'sample.number-as-text',
    severity: { response: 'breaking' },
    title: 'A number comes as text.',
    why: 'A client that calculates with it fails, or puts digits side by side where it should add.',
    example: bodies('{ amount: 5 }', '{ amount: "5" }'),
    message: (change) => `${subject(change)} comes as text now, and was a number (${evidence(change)})`,
  },
  {
    id: 'sampled-text-as-number',
    on: 'sample.text-as-number',
    severity: { response: 'breaking' },
    title: 'Digits that came as text come as a number.',
    why: 'A client that decodes text fails; zeros in front and digits beyond the fifteenth are lost.',
    example: bodies('{ phone: "15550100000" }', '{ phone: 15550100000 }'),
    message: (change) => `${subject(change)} comes as a number now, and was text (${evidence(change)})`,
  },
  {
    id: 'sampled-null-appeared',
    on: 'sample.null-appeared',
    severity: { response: 'breaking' },
    title: 'A value that was never null is null.',
    why: 'A client that does not expect it fails where it uses the value.',
    example: bodies('{ amount: 5 }', '{ amount: null }'),
    message: (change) => `${subject(change)} is \`null\` now (${evidence(change)})`,
  },
  {
    id: 'sampled-null-gone',
    on: 'sample.null-gone',
    severity: { response: 'info' },
    title: 'A value that was null at times is not any more.',
    why: 'A client that can take null has less to take.',
    example: bodies('{ amount: null }', '{ amount: 5 }'),
    message: (change) => `${subject(change)} is no longer \`null\` (${evidence(change)})`,
  },
  {
    id: 'sampled-format-changed',
    on: 'sample.format-changed',
    severity: { response: BREAKING_OR_RISKY },
    title: 'A text is written in another format.',
    why: 'A client that parses the one format fails on the other.',
    example: bodies('{ phone: "+12126647665" }', '{ phone: "(212) 664-7665" }'),
    message: (change) =>
      `format of ${subject(change)} is ${now(change, 'none')} now${was(change)} (${evidence(change)})`,
  },
  {
    id: 'sampled-date-order-changed',
    on: 'sample.date-order-changed',
    severity: { response: 'breaking' },
    title: 'A date is written in another order.',
    why: 'A client that reads the old order fails, or takes the third of April for the fourth of March and goes on.',
    example: bodies('{ day: 2026-12-31 }', '{ day: 12/31/2026 }'),
    message: (change) =>
      `date ${subject(change)} is written ${now(change, 'otherwise')} now${was(change)} (${evidence(change)})`,
  },
  {
    id: 'sampled-encoding-broken',
    on: 'sample.encoding-broken',
    severity: { response: 'breaking' },
    title: 'Letters beyond ASCII do not come through.',
    why: 'Names are stored, shown and spoken wrong, and are not found again. No parser complains.',
    example: bodies('{ city: Málaga }', '{ city: MÃ¡laga }'),
    message: (change) => `letters beyond ASCII come as ${now(change, 'others')} (${evidence(change)})`,
  },
] as const satisfies readonly Rule[];

/** The counts, as the comparison says them. */
function evidence(change: Change): string {
  return said(change, 'as samples show');
}
