// Looking: a document and its baseline, or the reason why they could not be seen. Nothing here judges.

import type { Config } from '../config/load.ts';
import type { ApiConfig } from '../config/schema.ts';
import type { Note } from '../model/document.ts';
import { Failure } from '../model/failure.ts';
import { suggestion } from '../model/suggestion.ts';
import { countOperations } from '../read/document/read.ts';
import { withAccess, withQuery } from './access.ts';
import type { Aside } from './aside.ts';
import { type Contracts, contractsOf } from './contracts.ts';
import type { Means } from './credential-users.ts';
import { fetchDocument, fromSnapshot, nameOf, noBaseline, type Seen } from './document.ts';
import type { Outside } from './outside.ts';
import { reducedLike } from './reduction.ts';

/** Both sides of a comparison, or why there are none. */
export type Look =
  | ({
      readonly api: string;
      readonly old: Seen;
      readonly new: Seen;
      /** What is to be said of the new document beside what changed. */
      readonly notes: readonly Note[];
      readonly allowShrink: boolean;
      readonly beside?: Aside;
    } & Contracts)
  | { readonly api: string; readonly old: Seen | undefined; readonly failure: Failure; readonly beside?: Aside };

/** How many documents are got at a time. */
const CONCURRENCY = 4;

/** Runs `work` for each of `items`, a few at a time; results in the order of the items. */
export async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const { default: PQueue } = await import('p-queue');
  const queue = new PQueue({ concurrency: CONCURRENCY });
  return queue.addAll(items.map((item) => () => work(item)));
}

/** The APIs that were asked for: all when none is named. Raises {@link Failure} when one is unknown, or none is left. */
export function chosen(names: readonly string[], config: Config): readonly string[] {
  for (const name of names) settingsOf(name, config);
  const known = Object.keys(config.apis);
  if (known.length === 0) {
    throw new Failure({
      code: 'config-invalid',
      message: `\`${config.file}\` names no API to watch`,
      hint: 'add one under `apis`, with its `spec`',
      place: config.file,
    });
  }
  return names.length === 0 ? known : [...new Set(names)];
}

/** Whether contracts are named for an API of the configuration. */
export function hasContracts(api: string, config: Config): boolean {
  return settingsOf(api, config).contracts.length > 0;
}

/**
 * Looks at one API of the configuration: its baseline, its document as it is now, and what is beside; credentials
 * where `means` says which. A {@link Failure} is a result.
 */
export async function lookAtApi(
  api: string,
  config: Config,
  outside: Outside,
  validate: boolean,
  means?: Means,
): Promise<Look> {
  const { lookAside } = await import('./aside.ts');
  let old: Seen | undefined;
  try {
    const baseline = await outside.store.read(api);
    if (baseline === undefined) throw noBaseline(api);
    old = fromSnapshot(baseline);
    const { spec, allowShrink, contracts } = settingsOf(api, config);
    // What is known of the main file says nothing of another location, nor of further files.
    const comparable = baseline.meta.source === nameOf(spec) && baseline.files.size === 0;
    const current = await fetchApi(api, config, outside, comparable ? old : undefined);
    const reduced = reducedLike(old, current);
    const relied = await contractsOf(contracts, `apis.${api}.contracts`, config, outside, old.document);
    return {
      api,
      old,
      new: reduced,
      notes: await notesOn(current, validate),
      allowShrink,
      ...relied,
      beside: await lookAside(api, config, outside, { old, current: reduced, usages: relied.usages ?? [] }, means),
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { api, old, failure: error, beside: await lookAside(api, config, outside, { old, usages: [] }, means) };
  }
}

/**
 * The document of an API of the configuration as it is now; that of `known` when the far side says that it is unchanged.
 * Raises {@link Failure}, secrets left out of its text.
 */
export async function fetchApi(api: string, config: Config, outside: Outside, known?: Seen): Promise<Seen> {
  const settings = settingsOf(api, config);
  const { spec, headers, credential } = settings;
  return withAccess({ headers, credential }, outside, (access) =>
    fetchDocument(
      {
        location: withQuery(spec, access.query),
        headers: access.headers,
        certificate: access.certificate,
        ...(known !== undefined && { known }),
      },
      nameOf(spec),
      config,
      outside,
      { known, redact: access.redact },
    ),
  );
}

/** What could not be read of a document, and with `validate` what makes it invalid. */
export async function notesOn({ document }: Seen, validate: boolean): Promise<readonly Note[]> {
  if (!validate) return document.notes;
  const { validityNotes } = await import('../read/validity.ts');
  return [...document.notes, ...(await validityNotes(document))];
}

/**
 * The failure of a document that lost more than half of its operations at once, be they used or not; `undefined` when it
 * did not.
 */
export function shrinkage(api: string, old: Seen, current: Seen): Failure | undefined {
  const before = old.whole?.length ?? countOperations(old.document);
  const after = current.whole?.length ?? countOperations(current.document);
  if (after * 2 >= before) return undefined;
  return new Failure({
    code: 'shrunk',
    message: `\`${current.document.name}\` has ${after} of the ${before} operations of its baseline`,
    hint: `look at what is gone; when it is really gone, run \`driftgate accept ${api} --shrunk\``,
    place: current.document.name,
  });
}

/** What the configuration says of an API. Raises {@link Failure} `usage` when it is none of its. */
export function settingsOf(api: string, config: Config): ApiConfig {
  const settings = Object.hasOwn(config.apis, api) ? config.apis[api] : undefined;
  if (settings !== undefined) return settings;
  throw new Failure({
    code: 'usage',
    message: `\`${api}\` is no API of \`${config.file}\``,
    hint: suggestion(api, Object.keys(config.apis)),
    place: config.file,
  });
}
