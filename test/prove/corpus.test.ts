// Real documents: how much of what is breaking is proven, and that no proof is false.

import { expect } from '@jest/globals';
import { compareApis } from '../../src/compare/compare.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Api } from '../../src/model/api.ts';
import type { Change } from '../../src/model/change.ts';
import { type Impact, operationName, pathTemplate } from '../../src/model/place.ts';
import { PROFILES } from '../../src/model/rule.ts';
import type { Schema } from '../../src/model/schema.ts';
import type { Witness } from '../../src/model/witness.ts';
import { prover } from '../../src/prove/prove.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { casesOf, onCorpus, pairOf, titled } from '../compare/corpus.ts';
import { plainAjv } from './plain-ajv.ts';

/** A change that an open request object shows in no payload: it takes what it no longer names (issue 3 asks why not). */
function isIgnored({ kind, direction, facts }: Change): boolean {
  return kind === 'property.removed' && direction === 'request' && !facts.closed;
}

onCorpus(
  titled('nine of ten breaking findings are proven, and a fresh prover says the same'),
  async () => {
    const shares: Record<string, string> = {};
    let proofs = 0;
    let findings = 0;
    let provable = 0;
    for (const name of casesOf('pairs')) {
      const [old, fresh] = await pairOf('pairs', name);
      const changes = compareApis(old, fresh);
      const first = prover(old, fresh);
      const known = new Map<Change, Witness>();
      for (const profile of PROFILES) {
        const policy = { profile, sdk: false, overrides: {}, acknowledgements: [], today: '2026-01-01' };
        const breaking = judge(changes, ruleFor, policy).filter(({ severity }) => severity === 'breaking');
        for (const { change } of breaking) known.set(change, known.get(change) ?? first.prove(change));
        const proven = breaking.filter(({ change }) => known.get(change)?.status === 'proven').length;
        shares[`${name} ${profile}`] = `${proven} of ${breaking.length}`;
        proofs += proven;
        findings += breaking.length;
        provable += breaking.filter(({ change }) => !isIgnored(change)).length;
      }
      const again = prover(old, fresh);
      for (const [change, witness] of [...known].reverse()) expect(again.prove(change)).toEqual(witness);
    }
    expect({ shares, enough: proofs / findings > 0.9, ofWhatCan: proofs / provable > 0.97 }).toEqual({
      shares,
      enough: true,
      ofWhatCan: true,
    });
  },
  300_000,
);

/** Kinds whose proof is a value of the slot and no message. */
const ABOUT_VALUES =
  /^(property|enum|null|type|bound|pattern|format|object|alternative|condition|dependent-required|pattern-property)\./;

/** The schema of the slot, where it is found by the simplest means. */
function schemaAt(api: Api, at: Impact): Schema | undefined {
  const template = pathTemplate(at.operation);
  const operation = [...api.operations, ...api.webhooks].find(
    ({ method, path }) => pathTemplate(operationName(method, path)) === template,
  );
  const parameter = operation?.parameters.find((candidate) => `${candidate.in} ${candidate.name}` === at.parameter);
  if (at.parameter !== undefined) return parameter?.schema;
  const response = operation?.responses.find(({ status }) => status === at.status);
  if (at.header !== undefined) return response?.headers.find(({ name }) => name === at.header)?.schema;
  const content = at.status === undefined ? operation?.body?.content : response?.content;
  return content?.find(({ name }) => name.split(';')[0]?.toLowerCase() === at.mediaType)?.schema;
}

onCorpus(
  titled('ajv on the whole documents, asked apart from the prover, agrees with every proof by a value'),
  async () => {
    const disagreements: unknown[] = [];
    let asked = 0;
    let proofs = 0;
    for (const name of casesOf('pairs')) {
      const [old, fresh] = await pairOf('pairs', name);
      const { prove } = prover(old, fresh);
      const apart = {
        request: [plainAjv(old, 'request'), plainAjv(fresh, 'request')] as const,
        response: [plainAjv(old, 'response'), plainAjv(fresh, 'response')] as const,
      };
      for (const change of compareApis(old, fresh)) {
        if (!ABOUT_VALUES.test(change.kind) || change.direction === 'auth') continue;
        const witness = prove(change);
        if (witness.status === 'unproven') continue;
        proofs += 1;
        const { at, payload, oldAccepts, newAccepts } = witness;
        const [before, after] = [at && schemaAt(old, at), at && schemaAt(fresh, at)];
        // A form of Swagger 2.0 has no schema of its own in the document.
        if (before === undefined || after === undefined || before.pointer.endsWith('/form')) continue;
        asked += 1;
        const [oldTakes, newTakes] = apart[change.direction === 'request' ? 'request' : 'response'];
        const verdict = [oldTakes(before.pointer, payload), newTakes(after.pointer, payload)];
        if (verdict[0] !== oldAccepts || verdict[1] !== newAccepts)
          disagreements.push({ name, kind: change.kind, at, payload, verdict });
      }
    }
    expect(disagreements).toEqual([]);
    expect(asked).toBeGreaterThan(0.9 * proofs);
  },
  300_000,
);
