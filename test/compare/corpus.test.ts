// Real vendors' documents: silence where nothing changed, tens of findings where much did, the same each time.

import { expect } from '@jest/globals';
import { compareApis } from '../../src/compare/compare.ts';
import { casesOf, onCorpus, pairOf, titled } from './corpus.ts';
import { line } from './documents.ts';

/** What is genuine in the neutral pairs, as their `meta.json` say. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'netlify-2to3-1': ['request body.removed body'],
};

onCorpus.each(casesOf('neutral'))(titled('neutral: %s'), async (name) => {
  const [old, fresh] = await pairOf('neutral', name);
  expect(compareApis(old, fresh).map(line)).toEqual(EXPECTED[name] ?? []);
});

onCorpus.each(casesOf('pairs'))(
  titled('pair: %s compares the same twice, and each side equals itself'),
  async (name) => {
    const [old, fresh] = await pairOf('pairs', name);
    const [again, freshAgain] = await pairOf('pairs', name);
    const changes = compareApis(old, fresh);
    expect(JSON.stringify(compareApis(again, freshAgain))).toBe(JSON.stringify(changes));
    expect(changes.every((change) => change.impacts.length > 0)).toBe(true);
    expect(compareApis(old, again)).toEqual([]);
  },
);

/** Documents whose components are reached by thousands of paths: edits are counted, not paths. */
const AT_MOST: Readonly<Record<string, number>> = {
  'twilio-api-1': 10,
  'stripe-spec3-3': 30,
  'vapi-api-2': 120,
  'github-rest-3': 999,
};

onCorpus.each(Object.entries(AT_MOST))(titled('%s has at most %d changes'), async (name, most) => {
  const [old, fresh] = await pairOf('pairs', name);
  const changes = compareApis(old, fresh);
  expect(changes.length).toBeGreaterThan(0);
  expect(changes.length).toBeLessThanOrEqual(most);
});
