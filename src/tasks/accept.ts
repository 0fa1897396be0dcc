// `driftgate accept`: the only task that moves a baseline or acknowledges a finding.

import type { Config } from '../config/load.ts';
import { countFindings } from '../judge/judge.ts';
import { Failure } from '../model/failure.ts';
import type { Acknowledgement } from '../model/finding.ts';
import type { Counts } from '../model/report.ts';
import type { Snapshot, SnapshotMeta } from '../model/snapshot.ts';
import type { Usage } from '../model/usage.ts';
import { countOperations } from '../read/document/read.ts';
import { contractsOf } from './contracts.ts';
import { fromSnapshot, type Seen, versionOf } from './document.ts';
import { findingsBetween } from './judged.ts';
import { chosen, each, fetchApi, settingsOf, shrinkage } from './look.ts';
import type { Outside } from './outside.ts';
import { policyOf } from './policy.ts';
import { proofs } from './proofs.ts';
import { reducedLike, reducedTo } from './reduction.ts';
import type { AcceptedSignIn } from './sign-in.ts';
import { undamaged } from './undamaged.ts';

/** What became of one API's baseline. */
export type Accepted =
  | { readonly api: string; readonly status: 'refused'; readonly failure: Failure }
  | ({
      readonly api: string;
      /** What became of the baseline of sign-in metadata; absent where none is named. */
      readonly signIn?: AcceptedSignIn;
    } & AcceptedDocument);

/** What became of the baseline of a document. */
type AcceptedDocument =
  | { readonly status: 'first'; readonly after: SnapshotMeta }
  | { readonly status: 'same'; readonly after: SnapshotMeta }
  | {
      readonly status: 'moved';
      readonly before: SnapshotMeta;
      readonly after: SnapshotMeta;
      /** What the move accepts. */
      readonly counts: Counts;
    };

/** What is asked of an accept. */
export interface AcceptRequest {
  readonly config: Config;
  /** Names of APIs; all of the configuration when empty. */
  readonly apis: readonly string[];
  /** Take documents that lost more than half of their operations, too. */
  readonly shrunk: boolean;
}

/** Makes each API's document, as it is now, its baseline. One that cannot be read leaves its baseline as it was. */
export async function accept({ config, apis, shrunk }: AcceptRequest, outside: Outside): Promise<readonly Accepted[]> {
  return each(chosen(apis, config), async (api) => {
    try {
      return await acceptApi(api, config, shrunk, outside);
    } catch (error) {
      if (error instanceof Failure) return { api, status: 'refused', failure: error };
      throw error;
    }
  });
}

/** Acknowledges findings, each named by its fingerprint. Raises {@link Failure} `acknowledgement-invalid`. */
export async function acknowledge(acknowledgements: readonly Acknowledgement[], outside: Outside): Promise<void> {
  for (const acknowledgement of acknowledgements) await outside.acknowledgements.add(acknowledgement);
}

async function acceptApi(api: string, config: Config, shrunk: boolean, outside: Outside): Promise<Accepted> {
  const fetched = await fetchApi(api, config, outside);
  // All is fetched before anything is written: a baseline moves as a whole, or stays.
  const { signInTaker } = await import('./sign-in.ts');
  const takeSignIn = await signInTaker(api, config, outside, fetched.document);
  const document = await acceptDocument(api, fetched, config, shrunk, outside);
  const signIn = await takeSignIn?.();
  return { api, ...document, ...(signIn !== undefined && { signIn }) };
}

async function acceptDocument(
  api: string,
  fetched: Seen,
  config: Config,
  shrunk: boolean,
  outside: Outside,
): Promise<AcceptedDocument> {
  const usages = await reducing(api, config, outside, fetched);
  const snapshot = snapshotOf(api, usages ? reducedTo(usages, fetched) : fetched, outside.clock.now());
  const after = snapshot.meta;
  const baseline = await undamaged(() => outside.store.read(api));
  if (baseline === undefined) {
    await outside.store.write(snapshot);
    return { status: 'first', after };
  }
  const before = baseline.meta;
  if (before.digest === after.digest) return { status: 'same', after: before };
  const old = fromSnapshot(baseline);
  const current = reducedLike(old, fetched);
  const refusal = shrunk || config.apis[api]?.allowShrink ? undefined : shrinkage(api, old, current);
  if (refusal !== undefined) throw refusal;
  const { policy } = policyOf(config, {}, [], outside.clock);
  const counts = countFindings(findingsBetween(old, current, policy, await proofs(false)));
  await outside.store.write(snapshot);
  return { status: 'moved', before, after, counts };
}

/** What contracts say that a baseline is reduced to; nothing, where it is kept whole. */
async function reducing(
  api: string,
  config: Config,
  outside: Outside,
  { document }: Seen,
): Promise<readonly Usage[] | undefined> {
  const { reduce, contracts } = settingsOf(api, config);
  if (reduce === undefined) return undefined;
  const { usages, trouble } = await contractsOf(contracts, `apis.${api}.contracts`, config, outside, document);
  if (trouble !== undefined) throw trouble;
  return usages ?? [];
}

function snapshotOf(api: string, { document, whole, etag, lastModified }: Seen, now: Date): Snapshot {
  return {
    api,
    root: document.root,
    files: document.files,
    meta: {
      digest: document.digest,
      takenAt: now.toISOString(),
      source: document.name,
      version: versionOf(document),
      dialect: document.dialect,
      operations: countOperations(document),
      ...(whole !== undefined && { whole }),
      etag,
      lastModified,
    },
  };
}
