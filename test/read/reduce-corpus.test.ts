// Real documents: comparing them reduced finds on the used operations what comparing the whole ones finds.

import { expect } from '@jest/globals';
import { compareApis } from '../../src/compare/compare.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Api } from '../../src/model/api.ts';
import { canonical } from '../../src/model/json.ts';
import { operationName } from '../../src/model/place.ts';
import { PROFILES } from '../../src/model/rule.ts';
import { specFromJson } from '../../src/read/document/read.ts';
import { readApi } from '../../src/read/openapi/api.ts';
import { reduced } from '../../src/read/openapi/reduce.ts';
import { validityNotes } from '../../src/read/validity.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { reducedLike } from '../../src/tasks/reduction.ts';
import { onCorpus, pairOf, titled } from '../compare/corpus.ts';

/** Pairs, and every how many operations one is used. */
const PAIRS: readonly (readonly [name: string, every: number])[] = [
  ['github-rest-3', 40],
  ['stripe-spec3-3', 25],
  ['linode-api-1', 3],
  ['square-upgrade-1', 10],
  ['xero-finance-1', 2],
  ['slack-web-1', 2],
  ['apideck-crm-1', 3],
];

const seen = (api: Api, whole?: readonly string[]) => ({ document: api.document, digest: '', whole });
const nameOf = ({ method, path }: Api['operations'][number]) => operationName(method, path);

/** What is found on the used operations, one text for each finding. */
function found(old: Api, fresh: Api, used: ReadonlySet<string>): readonly string[] {
  const changes = compareApis(old, fresh);
  return PROFILES.flatMap((profile) => {
    const policy = { profile, sdk: false, overrides: {}, acknowledgements: [], today: '2026-01-01' };
    return judge(changes, ruleFor, policy).flatMap(({ rule, severity, change }) => {
      const impacts = change.impacts.filter(({ operation }) => used.has(operation));
      if (impacts.length === 0) return [];
      const { kind, direction, old, new: fresh, before = null, after = null } = change;
      // Of several ways to a field that are equally short, either may be named.
      const at = impacts.map(({ path, field: _, ...slot }) => canonical([{ ...slot }, path.length])).sort();
      return [canonical([profile, rule, severity, kind, direction, { ...old }, { ...fresh }, before, after, at])];
    });
  }).sort();
}

onCorpus.each(PAIRS)(titled('%s, one operation in %d, both ways'), async (name, every) => {
  const [first, second] = await pairOf('pairs', name);
  for (const [old, fresh] of [
    [first, second],
    [second, first],
  ] as const) {
    const kept = new Set(old.operations.filter((_, index) => index % every === 0));
    const used = new Set([...kept].map(nameOf));

    const baseline = reduced(old, kept);
    const whole = [...old.operations, ...old.webhooks].map(nameOf);
    const current = reducedLike({ ...seen(old, whole), document: baseline }, seen(fresh)).document;
    const stored = readApi(specFromJson('snapshot', JSON.parse(JSON.stringify(baseline.root)), baseline.files));

    const expected = found(old, fresh, used);
    expect(expected.length).toBeGreaterThan(0);
    expect(found(stored, readApi(current), used)).toEqual(expected);

    expect(stored.operations.map(nameOf)).toEqual([...kept].map(nameOf));
    expect(canonical(reduced(stored, new Set(stored.operations)).root)).toBe(canonical(baseline.root));
    expect(JSON.stringify(baseline.root).length).toBeLessThan(JSON.stringify(old.document.root).length);
  }
});

onCorpus(titled('what is valid stays valid'), async () => {
  const [old] = await pairOf('pairs', 'github-rest-3');
  expect(await validityNotes(old.document)).toEqual([]);
  expect(await validityNotes(reduced(old, new Set(old.operations.slice(0, 40))))).toEqual([]);
});
