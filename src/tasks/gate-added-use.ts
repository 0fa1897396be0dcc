// The gate's second question: does a pull request begin to use what is deprecated, has drifted or is gone?

import { accepts, finds } from '../compare/accepts.ts';
import { consumers } from '../judge/consumers/consumers.ts';
import { outcomeOf } from '../judge/judge.ts';
import type { Api } from '../model/api.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import { type ApiReport, bearingOf, type Report } from '../model/report.ts';
import type { ConsumerImpact, Usage } from '../model/usage.ts';
import { specFromJson } from '../read/document/read.ts';
import { readApi } from '../read/openapi/api.ts';
import { ruleFor } from '../rules/catalogue.ts';
import { contractsOf } from './contracts.ts';
import { fromSnapshot, identityOf, type Seen } from './document.ts';
import type { GateGround, Side } from './gate.ts';
import { findingsBetween } from './judged.ts';
import { hasContracts, type Look, settingsOf, shrinkage } from './look.ts';
import { lookedAt, reported, unseen } from './reported.ts';

/** What is used now and was not before, of all that is deprecated, drifted or gone. */
export async function addedUse(ground: GateGround): Promise<Report | undefined> {
  const { config } = ground.head;
  const apis = Object.keys(config.apis).filter((api) => hasContracts(api, config));
  if (apis.length === 0) return undefined;
  const reports: ApiReport[] = [];
  for (const api of apis) {
    try {
      reports.push(await addedOf(api, ground));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      reports.push(unseen(api, 'contracts', error));
    }
  }
  return reported(reports, ground.standard.policy.profile);
}

async function addedOf(api: string, { head, base, standard, prove, looks }: GateGround): Promise<ApiReport> {
  const snapshot = await head.outside.store.read(api);
  // That there is none, or no contract can be read, is said by the first question.
  if (snapshot === undefined) return lookedAt(api, 'contracts', [], standard.failOn, undefined);
  const baseline = fromSnapshot(snapshot);
  const used = await usagesOf(api, head, baseline);
  const before = Object.hasOwn(base.config.apis, api) ? await usagesOf(api, base, baseline).catch(nobody) : [];
  const current = seenOf(looks.find((each) => each.api === api)) ?? baseline;

  const old = undeprecated(baseline);
  const findings = findingsBetween(old, current, { ...standard.policy, api }, (found) => found);
  const [then, now] = [readApi(old.document), readApi(current.document)];
  const [hitNow, hitBefore] = [hits(used, then, now), hits(before, then, now)];
  const added = findings.flatMap((finding): readonly Finding[] => {
    const known = new Set(hitBefore(finding).map(({ key }) => key));
    const fresh = hitNow(finding).filter(({ key }) => !known.has(key));
    const consumers = [...new Map(fresh.map(({ impact }) => [impact.consumer, impact])).values()];
    return consumers.length === 0 ? [] : [{ ...finding, consumers }];
  });
  return {
    ...lookedAt(api, 'contracts', prove(added, then, now), standard.failOn, undefined),
    // Whatever hits a use that is new is reason enough, be it merely deprecated.
    outcome: outcomeOf(added, 'deprecated'),
    baseline: identityOf(baseline),
    current: current === baseline ? undefined : identityOf(current),
    lineOf: (side, pointer) => (side === 'old' ? baseline : current).document.lineOf(pointer),
  };
}

/** The vendor's document as it is now; `undefined` where it could not be got, or lost too much to be believed. */
function seenOf(look: Look | undefined): Seen | undefined {
  if (look === undefined || 'failure' in look) return undefined;
  const isWhole = look.allowShrink || shrinkage(look.api, look.old, look.new) === undefined;
  return isWhole ? look.new : undefined;
}

async function usagesOf(api: string, { config, outside }: Side, baseline: Seen): Promise<readonly Usage[]> {
  const { contracts } = settingsOf(api, config);
  const { usages = [], trouble } = await contractsOf(
    contracts,
    `apis.${api}.contracts`,
    config,
    outside,
    baseline.document,
  );
  if (trouble !== undefined) throw trouble;
  return usages;
}

/** Contracts that could not be read before say nothing of what was used. */
function nobody(error: unknown): readonly Usage[] {
  if (error instanceof Failure) return [];
  throw error;
}

/** Who is hit by a finding, operation by operation. */
function hits(usages: readonly Usage[], old: Api, fresh: Api) {
  const hitBy = consumers(usages, old, fresh, { ruleFor, accepts, finds });
  return (finding: Finding): readonly { readonly key: string; readonly impact: ConsumerImpact }[] => {
    const byOperation = Map.groupBy(finding.change.impacts, ({ operation }) => operation);
    return [...byOperation].flatMap(([operation, impacts]) =>
      hitBy({ ...finding, change: { ...finding.change, impacts } })
        .filter((impact) => bearingOf({ ...finding, consumers: [impact] }) !== 'unaffected')
        .map((impact) => ({ key: `${impact.consumer} ${operation}`, impact })),
    );
  };
}

/** The document with nothing deprecated: what is deprecated in it is drift from this one. */
function undeprecated(seen: Seen): Seen {
  const { name, root, files } = seen.document;
  const plain = specFromJson(
    name,
    withoutMarks(root) as JsonObject,
    new Map([...files].map(([file, value]) => [file, withoutMarks(value)])),
  );
  return { ...seen, document: { ...plain, lineOf: (pointer) => seen.document.lineOf(pointer) } };
}

/** Values that a document shows, in which a key means nothing. */
const SHOWN: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** Objects whose keys are names that somebody chose. */
const NAMING: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'schemas']);

function withoutMarks(value: Json, isNaming = false): Json {
  if (isArray(value)) return value.map((each) => withoutMarks(each));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, inner = null]): readonly (readonly [string, Json])[] => {
    if (isNaming) return [[key, withoutMarks(inner)]];
    if (key === 'deprecated' && inner === true) return [];
    return [[key, SHOWN.has(key) ? inner : withoutMarks(inner, NAMING.has(key))]];
  });
  return Object.fromEntries(entries);
}
