// Rules on the credentials of the configuration: what ends, what cannot be renewed, and what is missing.

import { harmless } from '../model/code.ts';
import type { Rule } from '../model/rule.ts';
import { code, said, subject } from './words.ts';

/** Days within which nobody may be there to renew what ends. */
const SOON = 3;

/** Rules on `credential.*`: `sunset` is the end, of a failed renewal that of the token of before. */
export const CREDENTIAL_RULES = [
  {
    id: 'credential-ends-soon',
    on: 'credential.ends',
    when: ({ facts }) => (facts.daysLeft ?? SOON) < SOON,
    severity: { auth: 'breaking' },
    title: 'A credential ends within three days, and does not renew itself.',
    why: 'Every call with it is refused from then on; a person has to renew it before.',
    example: { as: 'credential', before: 'ends: 2026-11-24', after: 'today: 2026-11-22' },
    message: ends,
  },
  {
    id: 'credential-ends',
    on: 'credential.ends',
    severity: { auth: 'deprecated' },
    title: 'A credential has an end, and does not renew itself.',
    why: 'Every call with it is refused from then on. The days from which it is told are `warnDays` of the credential.',
    example: { as: 'credential', before: 'ends: 2026-12-01', after: 'today: 2026-11-22' },
    message: ends,
  },
  {
    id: 'credential-ended',
    on: 'credential.ended',
    severity: { auth: 'breaking' },
    title: 'A credential has ended.',
    why: 'Every call with it is refused until a person renews it.',
    example: { as: 'credential', before: 'ends: 2026-11-20', after: 'today: 2026-11-22' },
    message: (change) => `credential ${subject(change)} has ended${on(change)}`,
  },
  {
    id: 'credential-renewal-failing',
    on: 'credential.renewal-failed',
    when: ({ facts }) => facts.sunset !== undefined,
    severity: { auth: 'risky' },
    title: 'A token cannot be renewed, and still lives.',
    why: 'When it ends before somebody mends that, every call is refused.',
    example: {
      as: 'credential',
      before: '{}',
      after: 'failure: { message: credential `crm` gets no token, livesUntil: 2026-11-22T13:00:00Z }',
    },
    message: (change) =>
      `${said(change, `credential ${subject(change)} cannot be renewed`)}; its token ends${on(change)}`,
  },
  {
    id: 'credential-renewal-failed',
    on: 'credential.renewal-failed',
    severity: { auth: 'breaking' },
    title: 'A token cannot be had.',
    why: 'No call can be made with the credential.',
    example: { as: 'credential', before: '{}', after: 'failure: { message: credential `crm` gets no token }' },
    message: (change) => said(change, `credential ${subject(change)} gets no token`),
  },
  {
    id: 'credential-scope-missing',
    on: 'credential.scope-missing',
    severity: { auth: 'breaking' },
    title: 'A credential lacks a scope that an operation asks for, and the operation is used.',
    why: 'The operation is refused with 403, while others, which need less, go on working: reading works, and writing does not.',
    example: { as: 'credential', before: 'scopes: [read]', after: 'uses: { POST /things: [write] }' },
    message: (change) => `credential ${subject(change)} lacks scope ${code(change.facts.keyword ?? 'unknown')}`,
  },
  {
    id: 'credential-secret-missing',
    on: 'credential.secret-missing',
    severity: { auth: 'breaking' },
    title: 'A secret of a credential is not where the configuration says.',
    why: 'No call can be made with the credential.',
    example: {
      as: 'credential',
      before: '{}',
      after: 'failure: { code: secret-missing, message: environment variable `CRM_TOKEN` is not set }',
    },
    message: (change) => `credential ${subject(change)} is not whole: ${said(change, 'a secret is missing')}`,
  },
] as const satisfies readonly Rule[];

type Told = Parameters<Rule['message']>[0];

function ends(change: Told): string {
  const { daysLeft } = change.facts;
  const left =
    daysLeft === undefined
      ? ''
      : `, in ${daysLeft === 0 ? 'less than a day' : `${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`}`;
  return `credential ${subject(change)} ends${on(change)}${left}`;
}

function on({ facts: { sunset } }: Told): string {
  if (sunset === undefined) return '';
  const [day, time] = sunset.split('T');
  return time === undefined ? ` on ${harmless(day ?? '')}` : ` at ${harmless(sunset.replace(/\.\d+/, ''))}`;
}
