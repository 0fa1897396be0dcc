// The same bytes each time, and whatever the order of the keys in the documents.
// `DETERMINISM_RUNS` says how often: 2 by default, 20 before a release.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { defaultConfig, diff, renderJson, renderMarkdown, renderText, type Snapshot, wire } from '../../src/index.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../src/model/json.ts';
import { CORPUS, casesOf, onCorpus, pairOf, titled } from '../compare/corpus.ts';
import { type Random, random } from '../oracle/random.ts';
import { stage } from './stage.ts';
import { UNORDERED } from './unordered.ts';

const RUNS = Number(process.env.DETERMINISM_RUNS ?? 2);
/** Characters of the reports on a pair above which each side is shuffled once, and above which only both are, together. */
const LONG = 100_000;
const LONGEST = 1_000_000;

test.each(Object.entries(UNORDERED))('%s: no order of keys decides', async (_, pair) => {
  expect(await ordersThatTell(pair.old, pair.new, 10)).toEqual([]);
});

for (const kind of ['pairs', 'neutral'] as const)
  onCorpus.each(casesOf(kind))(
    titled(`${kind}: %s gives the same reports from shuffled keys`),
    async (name) => {
      const [old, fresh] = await pairOf(kind, name);
      expect(await ordersThatTell(old.document.root, fresh.document.root, RUNS)).toEqual([]);
    },
    600_000,
  );

const PAIRS = { 'large YAML': 'stripe-spec3-3', 'large JSON': 'github-rest-3', 'many proofs': 'stripe-spec3-2' };

onCorpus.each(Object.entries(PAIRS))(
  titled(`%s (%s): ${RUNS} runs print the same bytes`),
  async (_, name) => {
    const files = readdirSync(join(CORPUS, 'pairs', name)).map((file) => join(CORPUS, 'pairs', name, file));
    const sides = ['old', 'new'].map((side) => files.find((file) => file.includes(`/${side}.`)) ?? side);
    const { run, remove } = stage();
    try {
      const first = await run(['diff', ...sides, '--format', 'json', '--quiet']);
      expect(first).toMatchObject({ code: 1, stderr: '' });
      expect(first.stdout).toContain('"status": "proven"');
      for (let count = 1; count < RUNS; count += 1) {
        const next = await run(['diff', ...sides, '--format', 'json', '--quiet']);
        expect(next.code === first.code && next.stdout === first.stdout && next.stderr === first.stderr).toBe(true);
      }
    } finally {
      remove();
    }
  },
  1_200_000,
);

/** The orders of keys, by side and seed, that give other reports than the documents as they are; `seeds` for short ones. */
async function ordersThatTell(old: Json, fresh: Json, seeds: number): Promise<readonly string[]> {
  const expected = await reportsOn(old, fresh);
  const telling: string[] = [];
  for (let seed = 1; seed <= (expected.length > LONG ? 1 : seeds); seed += 1) {
    const chance = random(seed);
    const [before, after] = [shuffled(old, chance), shuffled(fresh, chance)];
    const tries = [
      ['both', before, after],
      ['old', before, fresh],
      ['new', old, after],
    ] as const;
    for (const [sides, left, right] of expected.length > LONGEST ? tries.slice(0, 1) : tries) {
      const reports = await reportsOn(left, right);
      if (reports !== expected) telling.push(`${sides}, seed ${seed}: ${firstDifference(expected, reports)}`);
    }
  }
  return telling;
}

/** The value with the keys of all objects in another order. */
function shuffled(value: Json, chance: Random): Json {
  if (isArray(value)) return value.map((item) => shuffled(item, chance));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    chance.shuffled(Object.entries(value)).map(([key, member]) => [key, shuffled(member ?? null, chance)]),
  );
}

/** All reports on two documents that are kept without their text, so that no line stands in them. */
async function reportsOn(old: Json, fresh: Json): Promise<string> {
  const documents: Readonly<Record<string, Json>> = { old, new: fresh };
  const config = defaultConfig();
  const outside = wire(config, { folder: import.meta.dirname, env: {} });
  const store = { ...outside.store, read: async (api: string) => snapshotOf(api, documents[api] as JsonObject) };
  const request = { config, old: 'snapshot:old', new: 'snapshot:new', strictness: { profile: 'strict' } } as const;
  const report = await diff(request, { ...outside, store }, async () => {});
  return [
    renderJson(report, { allImpacts: true }),
    renderText(report, { color: false, verbose: true }),
    renderMarkdown(report),
  ].join('\n');
}

function snapshotOf(api: string, root: JsonObject): Snapshot {
  const known = { digest: `sha256:${api}`, takenAt: '2026-01-01T00:00:00Z', source: api, version: '1' };
  const meta = { ...known, dialect: 'openapi', operations: 1, etag: undefined, lastModified: undefined };
  return { api, meta, root, files: new Map() };
}

function firstDifference(expected: string, given: string): string {
  const lines = given.split('\n');
  const at = expected.split('\n').findIndex((line, index) => line !== lines[index]);
  return `${expected.split('\n')[at]} became ${lines[at]}`;
}
