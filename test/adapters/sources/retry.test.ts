// How attempts follow one another, with a sleep that is only written down.

import { expect, test } from '@jest/globals';
import { type Attempt, type Pace, retry, retryAfter } from '../../../src/adapters/sources/retry.ts';
import { Failure } from '../../../src/model/failure.ts';

const failure = new Failure({ code: 'connection', message: 'gone' });
const again: Attempt<string> = { failure, again: true };
const final: Attempt<string> = { failure, again: false };
const asked = (wait: number): Attempt<string> => ({ failure, again: true, wait });
const done: Attempt<string> = { done: 'here' };

async function run(attempts: readonly Attempt<string>[], pace: Partial<Pace> = {}) {
  const slept: number[] = [];
  let made = 0;
  const attempt = async (): Promise<Attempt<string>> => attempts[made++] ?? again;
  const sleep = async (milliseconds: number): Promise<void> => void slept.push(milliseconds);
  const whole = { attempts: 4, base: 100, longest: 1000, random: () => 1, sleep, ...pace };
  const result = await retry(attempt, whole, new AbortController().signal).catch((error: unknown) => error);
  return { result, made, slept };
}

test.each<[string, readonly Attempt<string>[], Partial<Pace>, { result: unknown; made: number; slept: number[] }]>([
  ['the first attempt is right', [done], {}, { result: 'here', made: 1, slept: [] }],
  ['the waits double', [again, again, again, done], {}, { result: 'here', made: 4, slept: [100, 200, 400] }],
  [
    'chance shortens the waits',
    [again, again, done],
    { random: () => 0.5 },
    { result: 'here', made: 3, slept: [50, 100] },
  ],
  ['the waits are bounded', [again, again, done], { longest: 150 }, { result: 'here', made: 3, slept: [100, 150] }],
  ['attempts are used up', [], {}, { result: failure, made: 4, slept: [100, 200, 400] }],
  ['a final failure', [again, final, done], {}, { result: failure, made: 2, slept: [100] }],
  ['a wait that is asked for', [asked(700), done], {}, { result: 'here', made: 2, slept: [700] }],
  ['a wait shorter than ours', [asked(1), done], {}, { result: 'here', made: 2, slept: [100] }],
  ['a wait that is too long', [asked(1001), done], {}, { result: failure, made: 1, slept: [] }],
])('%s', async (_, attempts, pace, expected) => {
  expect(await run(attempts, pace)).toEqual(expected);
});

test('a signal during a wait ends in the last failure', async () => {
  const sleep = () => Promise.reject(new Error('aborted'));
  expect(await run([again, done], { sleep })).toEqual({ result: failure, made: 1, slept: [] });
});

test.each([
  [undefined, undefined],
  ['', undefined],
  ['soon', undefined],
  ['-5', undefined],
  ['0', 0],
  ['120', 120_000],
  ['Wed, 21 Oct 2026 07:28:30 GMT', 30_000],
  ['Wed, 21 Oct 2026 07:27:00 GMT', 0],
])('Retry-After %j asks to wait %j ms', (field, expected) => {
  expect(retryAfter(field, new Date('2026-10-21T07:28:00Z'))).toBe(expected);
});
