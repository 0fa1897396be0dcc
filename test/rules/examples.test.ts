// Every rule's example is true: comparing its two documents, or its contract and its document, gives a finding of that rule.

import { expect, test } from '@jest/globals';
import { compareApis } from '../../src/compare/compare.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Api } from '../../src/model/api.ts';
import { readSpec } from '../../src/read/document/read.ts';
import { readApi } from '../../src/read/openapi/api.ts';
import { RULES, ruleFor } from '../../src/rules/catalogue.ts';
import { exampleDocuments } from '../../src/rules/example.ts';
import { call, mismatchesIn } from '../compare/contract/contracts.ts';

const POLICY = { profile: 'tolerant', sdk: true, overrides: {}, acknowledgements: [], today: '2026-11-22' } as const;

async function read(name: string, text: string): Promise<Api> {
  return readApi(await readSpec({ name, location: `/${name}`, bytes: new TextEncoder().encode(text) }));
}

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s fires on its example', async (_id, rule) => {
  const { before, after } = exampleDocuments(rule.example);
  const fresh = await read('after.yaml', after);
  const changes =
    rule.example.as === 'contract'
      ? mismatchesIn(fresh, call(before)).map(({ change }) => change)
      : compareApis(await read('before.yaml', before), fresh, { sdk: true });
  const found = judge(changes, ruleFor, POLICY).map((finding) => finding.rule);
  const directions = rule.example.direction === undefined ? Object.keys(rule.severity) : [rule.example.direction];
  expect(found).toEqual(expect.arrayContaining(directions.map((direction) => `${direction}/${rule.id}`)));
});
