// Random histories of issues against a GitHub with bad days: one issue for each API, nothing lost, nothing told twice.
//
// The law, whatever raced, was killed or lagged: when the last run is over, the body is the state of the latest look, and its
// comments, one after the other, lead from what it told first to what it tells now. What they tell as new was not there, and
// what they tell as gone was; so each change between states in which the issue rested is told in exactly one comment.
// More cannot be had: GitHub takes no write on condition, so nobody can tell a state that was overwritten at once from one
// that a killed run never wrote, and a look that finds nothing to write leaves nothing that an earlier one could see.

import { afterAll, expect, test } from '@jest/globals';
import type { ApiReport } from '../../../src/model/report.ts';
import { isInContract } from '../../provider/github/document.ts';
import { type Fault, githubStub, type Stub, type StubIssue } from '../../provider/github/stub.ts';
import { api, finding, unknownApi } from '../../render/fixtures.ts';
import { desk, Killed } from './github-desk.ts';

/** As many as there is time for: each is a history of its own. */
const SEEDS = Number(process.env.GITHUB_SEEDS ?? 25);
const STEPS = 8;
const APIS = ['stripe', 'crm'];
const FAULTS: readonly Fault[] = [
  'secondary limit',
  'primary limit',
  '429',
  '502',
  '502 done',
  'dropped',
  'dropped done',
];

const calls = new Set<string>();
const happened: Record<string, number> = {};

test.each(Array.from({ length: SEEDS }, (_, seed) => seed))('history %i', async (seed) => {
  const random = randomFrom(seed);
  let faults = true;
  await using stub = await githubStub({
    lag: Math.floor(random() * 4) * 1000,
    fault: () => (faults && random() < 0.12 ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined),
    collaborators: ['ada'],
    ...(random() < 0.5 && { user: { login: 'ada', type: 'User' } }),
  });
  await using at = desk(stub);
  const { run, outbox } = at;
  const truth = new Map<string, ReadonlySet<number>>(APIS.map((name) => [name, new Set<number>()]));
  for (let step = 0; step < STEPS; step += 1) {
    for (const name of APIS) if (random() < 0.7) truth.set(name, changed(truth.get(name) ?? new Set(), random));
    const luck = random();
    const isRace = luck >= 0.25 && luck < 0.55;
    const blind = random() < 0.15 ? APIS[Math.floor(random() * APIS.length)] : undefined;
    const told = APIS.map((name) => (name === blind ? unknownApi(name) : apiWith(name, truth.get(name) ?? new Set())));
    const config = { assignees: ['ada', 'stranger'], reopen: 'new findings' as const };
    const killed = () => ({ killAt: { call: 1 + Math.floor(random() * 9), done: random() < 0.5 } });
    if (luck < 0.25) {
      await run(told, { config, ...killed(), random }).catch(onlyKilled);
      if (random() < 0.5) await run(told, { config, random });
    } else if (isRace) {
      happens('race');
      // The one that looked first may have seen the same, or something else.
      const seen = APIS.map((name) =>
        apiWith(name, random() < 0.4 ? (truth.get(name) ?? new Set()) : changed(truth.get(name) ?? new Set(), random)),
      );
      const first = run(seen, { config, random, elsewhere: true, ...(random() < 0.2 && killed()) }).catch(onlyKilled);
      stub.pass(1 + Math.floor(random() * 3) * 500);
      const second = run(told, { config, random, ...(random() < 0.2 && killed()) }).catch(onlyKilled);
      await Promise.all([first, second]);
    } else await run(told, { config, random });
    if (random() < 0.7) stub.pass(600_000);
  }
  faults = false;
  stub.pass(600_000);
  const last = APIS.map((name) => apiWith(name, truth.get(name) ?? new Set()));
  for (const elsewhere of [true, false]) {
    const { failures } = await run(last, { config: { assignees: ['ada', 'stranger'] }, elsewhere });
    expect(failures).toEqual([]);
    stub.pass(600_000);
  }
  expect(await outbox.waiting()).toEqual({ letters: [], lost: [] });
  for (const name of APIS) holds(stub, name, truth.get(name) ?? new Set());
  expect(stub.problems).toEqual([]);
  for (const one of stub.asked)
    if (!isInContract(one)) calls.add(`${one.method} ${one.path} ${Object.keys(one.body ?? {})}`);

  const written = stub.asked.length;
  await run(last, { config: { assignees: ['ada', 'stranger'] } });
  const more = stub.asked.slice(written).map(({ method }) => method);
  expect(more).toEqual(more.map(() => 'GET'));
});

afterAll(() => {
  // Else the histories would show nothing.
  if (SEEDS >= 25) expect(Object.keys(happened).sort()).toEqual(['closed', 'duplicate', 'killed', 'race', 'reopened']);
  expect([...calls]).toEqual([]);
});

/** What is true of the issues of an API when all is told. */
function holds(stub: Stub, name: string, truth: ReadonlySet<number>): void {
  const own = stub.issues.filter(({ body }) => body.includes(`"api":"${name}"`));
  const originals = own.filter(({ body }) => !body.includes('"duplicateOf"'));
  for (const issue of own) if (!originals.includes(issue)) happens('duplicate');
  if (originals.some(({ reason }) => reason === 'completed')) happens('closed');
  if (originals.some(({ reason }) => reason === 'reopened')) happens('reopened');

  expect(own.filter(({ state }) => state === 'open')).toHaveLength(truth.size > 0 ? 1 : 0);
  expect(originals.length).toBeLessThanOrEqual(1);
  const [issue] = originals;
  if (issue === undefined) return;
  const prints = [...truth].map(printOf).sort();
  expect([...issue.body.matchAll(/^- \[ \] <!-- ([0-9a-f]{16}) -->/gm)].map(([, print]) => print).sort()).toEqual(
    prints,
  );
  expect(issue.title).toBe(truth.size === 0 ? `${name}: no drift` : `${name}: ${truth.size} breaking`);
  expect(issue.assignees).toEqual(['ada']);
  expect(retold(stub, issue)).toEqual(prints);
}

/** What the comments of an issue, one after the other, make of what it told first; each told once. */
function retold(stub: Stub, issue: StubIssue): readonly string[] {
  const comments = stub.comments.filter((comment) => comment.issue === issue.number);
  const numbers = comments.flatMap(({ body }) => body.match(/"changes":(\d+)/)?.[1] ?? []).map(Number);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 2));
  const now = new Set(printsIn(issue.first.replace(/\n<!-- driftgate .*/, '')));
  for (const { body } of comments) {
    const [, fresh = ''] = /New:\n\n((?:- .*\n?)*)/.exec(body) ?? [];
    const [, gone = ''] = /Gone:\n\n((?:- .*\n?)*)/.exec(body) ?? [];
    for (const print of printsIn(gone)) expect(now.delete(print)).toBe(true);
    for (const print of printsIn(fresh)) {
      expect(now.has(print)).toBe(false);
      now.add(print);
    }
  }
  return [...now].sort();
}

function printsIn(text: string): readonly string[] {
  return [...text.matchAll(/^- .*?\b([0-9a-f]{16})\b/gm)].map(([, print = '']) => print);
}

/** Some findings more, some fewer, or none. */
function changed(now: ReadonlySet<number>, random: () => number): ReadonlySet<number> {
  const luck = random();
  if (luck < 0.2) return new Set();
  if (luck < 0.5) return new Set([...now].filter(() => random() < 0.6));
  return new Set([...now, ...Array.from({ length: 1 + Math.floor(random() * 3) }, () => Math.floor(random() * 12))]);
}

function apiWith(name: string, numbers: ReadonlySet<number>): ApiReport {
  const findings = [...numbers]
    .sort((a, b) => a - b)
    .map((at) => finding({ fingerprint: printOf(at), message: `property \`field_${at}\` is gone from the response` }));
  return api(name, { findings });
}

function printOf(at: number): string {
  return `f${String(at).padStart(15, '0')}`;
}

function happens(what: string): void {
  happened[what] = (happened[what] ?? 0) + 1;
}

function onlyKilled(error: unknown): undefined {
  if (!(error instanceof Killed)) throw error;
  happens('killed');
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
