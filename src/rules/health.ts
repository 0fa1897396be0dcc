// Rules on how an API fares: beyond its limits, again and again, or worse from day to day.

import type { Rule } from '../model/rule.ts';
import { said, subject } from './words.ts';

const byPatience: Rule['when'] = ({ facts }) => facts.keyword === 'patience';

/** Rules on `health.*`: what is beyond the limits of `health` in the configuration. */
export const HEALTH_RULES = [
  {
    id: 'health-down',
    on: 'health.down',
    severity: { transport: 'breaking' },
    title: 'No call of an operation is answered.',
    why: 'Nobody who uses it is served.',
    example: { as: 'calls', before: 'minutes: 10', after: '{ times: 12, error: ECONNREFUSED }' },
    message: (change) => said(change, `${subject(change)} is down`),
  },
  {
    id: 'health-failing',
    on: 'health.failing',
    severity: { transport: 'breaking' },
    title: 'More calls of an operation fail than may.',
    why: 'A consumer loses that share of what it is about to do, unless it tries again.',
    example: {
      as: 'calls',
      before: 'errors: 0.02',
      after: '- { times: 90, status: 200 }\n- { times: 10, status: 500 }',
    },
    message: (change) => said(change, `${subject(change)} fails`),
  },
  {
    id: 'health-impatient',
    on: 'health.slow',
    when: byPatience,
    severity: { transport: 'breaking' },
    title: 'An operation takes longer than its consumers wait.',
    why: 'It works when one tries it by hand; whoever uses it has hung up before the answer comes.',
    example: { as: 'calls', before: 'patience: 5', after: '{ times: 12, status: 200, seconds: 8 }' },
    message: (change) => said(change, `${subject(change)} is slower than its consumers wait`),
  },
  {
    id: 'health-slow',
    on: 'health.slow',
    severity: { transport: 'risky' },
    title: 'An operation is slower than its limit.',
    why: 'Consumers that wait less give up; people who wait for them do so sooner.',
    example: { as: 'calls', before: 'p95: 5', after: '{ times: 12, status: 200, seconds: 8 }' },
    message: (change) => said(change, `${subject(change)} is slow`),
  },
  {
    id: 'health-incident',
    on: 'health.incident',
    severity: { transport: 'risky' },
    title: 'Calls went beyond a limit during an incident that the provider tells of.',
    why: 'It is known and is being mended: nothing of the API has changed.',
    example: { as: 'calls', before: 'incident: Elevated error rates', after: '{ times: 12, status: 503 }' },
    message: (change) => said(change, `${subject(change)} goes on`),
  },
  {
    id: 'health-weekly',
    on: 'health.weekly',
    severity: { transport: 'risky' },
    title: 'An operation is bad at the same time of the week, again and again.',
    why: 'Each time looks like chance; consumers that call at that time fail every week.',
    example: {
      as: 'calls',
      before: 'errors: 0.02',
      after: '- { times: 2000, hours: 1, status: 200 }\n- { times: 10, hours: 168, status: 500 }',
    },
    message: (change) => said(change, `${subject(change)} is bad at the same time of the week`),
  },
  {
    id: 'health-slowing',
    on: 'health.slowing',
    severity: { transport: 'info' },
    title: 'An operation gets slower from day to day.',
    why: 'Nothing is beyond a limit yet; at this pace it will be.',
    example: { as: 'calls', before: 'p95: 5', after: '{ times: 960, hours: 1, status: 200, slower: 0.05 }' },
    message: (change) => said(change, `${subject(change)} gets slower`),
  },
] as const satisfies readonly Rule[];
