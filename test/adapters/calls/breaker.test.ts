// An API that fails is left alone, tried by one call, and called again; also by the next process.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { breakerCaller } from '../../../src/adapters/calls/breaker.ts';
import type { LiveAnswer } from '../../../src/model/trouble.ts';
import type { Caller, CallRequest } from '../../../src/ports.ts';
import { answering, type Provider, provider } from '../../scenarios/stage.ts';

const PAUSE = 3_600_000;
const FAILS = answering({}, {}, 503);
const WORKS = answering({});

let folder = '';
let api: Provider;
let asked = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-breaker-'));
  asked = 0;
  api = await provider(FAILS);
});
afterEach(() => {
  api.close();
  rmSync(folder, { recursive: true });
});

/** Asks the provider, without any of what a real one does. */
const plain: Caller = {
  async call(request) {
    asked += 1;
    const outcome = await fetch(request.url).then(
      async (response): Promise<LiveAnswer> => ({ status: response.status, headers: [], body: await response.text() }),
      () => ({ error: 'ECONNREFUSED' }),
    );
    const { operation, url, patience, expectsJson } = request;
    const at = new Date().toISOString();
    const last = { api: request.api, operation, url, at, ms: 1, patience, credential: undefined, expectsJson, outcome };
    return { last: { ...last, certificateEnds: undefined }, before: [], redact: (text) => text };
  },
};

function breaker(caller = plain): Caller {
  return breakerCaller(caller, { folder: join(folder, 'breakers'), settingsOf: () => ({ failures: 3, pause: PAUSE }) });
}

function request(name = 'crm'): CallRequest {
  return {
    ...{ api: name, operation: 'GET /slots', method: 'GET', url: `${api.url}/slots`, headers: {}, body: undefined },
    ...{ credential: undefined, patience: undefined, expectsJson: true, perSecond: 100 },
  };
}

/** What came of so many calls, one after the other: a status, or the code of the failure. */
async function outcomes(caller: Caller, times: number, name?: string): Promise<readonly (number | string)[]> {
  const all: (number | string)[] = [];
  for (let call = 0; call < times; call += 1) all.push(await outcome(caller, name));
  return all;
}

async function outcome(caller: Caller, name?: string): Promise<number | string> {
  try {
    const { last } = await caller.call(request(name));
    return 'error' in last.outcome ? last.outcome.error : last.outcome.status;
  } catch (error) {
    return String((error as { code: unknown }).code);
  }
}

/** The state as it is when the pause has just begun, or is over. */
function remember(since: string | null, failures = 3, pauses = 1): void {
  mkdirSync(join(folder, 'breakers'), { recursive: true });
  writeFileSync(join(folder, 'breakers', 'crm.json'), JSON.stringify({ failures, since, pauses }));
}

const LONG_AGO = new Date(Date.now() - 100 * PAUSE).toISOString();

test('three failures in a row, and the API is left alone; another is not', async () => {
  const caller = breaker();
  expect(await outcomes(caller, 5)).toEqual([503, 503, 503, 'not-called', 'not-called']);
  expect(await outcomes(caller, 1, 'maps')).toEqual([503]);
  expect(asked).toBe(4);
});

test('what the failure says', async () => {
  const since = new Date();
  remember(since.toISOString(), 7);
  await expect(breaker().call(request())).rejects.toMatchObject({
    message: '`crm` is not called: the last 7 calls failed',
    hint: `it is tried again at ${new Date(since.getTime() + PAUSE).toISOString()}, by one call`,
  });
});

test('no answer is a failure, and what the request is at fault for is none', async () => {
  const caller = breaker();
  api.answer = answering({}, {}, 401);
  expect(await outcomes(caller, 5)).toEqual([401, 401, 401, 401, 401]);
  api.close();
  expect(await outcomes(caller, 4)).toEqual(['ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED', 'not-called']);
});

test('one call that goes well begins the count anew', async () => {
  const caller = breaker();
  expect(await outcomes(caller, 2)).toEqual([503, 503]);
  api.answer = WORKS;
  expect(await outcomes(caller, 1)).toEqual([200]);
  api.answer = FAILS;
  expect(await outcomes(caller, 3)).toEqual([503, 503, 503]);
});

test('runs of one call each are counted together', async () => {
  for (const expected of [503, 503, 503, 'not-called']) expect(await outcomes(breaker(), 1)).toEqual([expected]);
  expect(asked).toBe(3);
});

test('when the time is over one call is made, whatever waits; it fails, and the pause is longer', async () => {
  remember(LONG_AGO);
  const caller = breaker();
  const all = await Promise.all(Array.from({ length: 6 }, () => outcome(caller)));
  expect(all.toSorted()).toEqual([503, ...Array.from({ length: 5 }, () => 'not-called')]);
  expect(asked).toBe(1);
  const kept = JSON.parse(readFileSync(join(folder, 'breakers', 'crm.json'), 'utf8'));
  expect(kept).toMatchObject({ failures: 4, pauses: 2 });
  const hint = `it is tried again at ${new Date(Date.parse(kept.since) + 2 * PAUSE).toISOString()}, by one call`;
  await expect(breaker().call(request())).rejects.toMatchObject({ hint });
});

test('when the time is over and the call goes well, all are made', async () => {
  api.answer = WORKS;
  remember(LONG_AGO, 30, 9);
  const caller = breaker();
  expect(await Promise.all(Array.from({ length: 4 }, () => outcome(caller)))).toEqual([200, 200, 200, 200]);
  expect(await outcomes(breaker(), 1)).toEqual([200]);
  expect(JSON.parse(readFileSync(join(folder, 'breakers', 'crm.json'), 'utf8'))).toEqual({
    failures: 0,
    since: null,
    pauses: 0,
  });
});

test('a trial that could not be made decides nothing for the next run', async () => {
  remember(LONG_AGO);
  const failing = breaker({
    call: () => Promise.reject(Object.assign(new Error('no token'), { code: 'credential-failed' })),
  });
  expect(await outcomes(failing, 1)).toEqual(['credential-failed']);
  expect(await outcomes(breaker(), 2)).toEqual([503, 'not-called']);
});

test.each([
  ['torn', '{"failures":3,"si'],
  ['of another kind', '[]'],
  ['of wrong types', '{"failures":"3","since":4,"pauses":{}}'],
  ['with counts that cannot be', '{"failures":-1,"since":"2026-11-22T14:00:00Z","pauses":1e99}'],
  ['with a time that is none', '{"failures":3,"since":"soon","pauses":1}'],
])('a state that is %s is as none', async (_, text) => {
  remember(null);
  writeFileSync(join(folder, 'breakers', 'crm.json'), text);
  expect(await outcomes(breaker(), 4)).toEqual([503, 503, 503, 'not-called']);
});

test('a state from the future keeps nobody from calling for longer than a pause', async () => {
  remember('2999-01-01T00:00:00Z');
  await expect(breaker().call(request())).rejects.toMatchObject({ hint: expect.not.stringContaining('2999') });
});

test('a folder that cannot be written is a failure', async () => {
  writeFileSync(join(folder, 'breakers'), '');
  expect(await outcomes(breaker(), 1)).toEqual(['store-failed']);
});
