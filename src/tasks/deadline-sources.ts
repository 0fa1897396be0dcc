// All that says when something ends that consumers call: documents, the pinned version, changelogs, and calls.

import type { Config } from '../config/load.ts';
import { deadlines } from '../judge/deadlines.ts';
import type { Api, Operation } from '../model/api.ts';
import { callsOf } from '../model/calls.ts';
import type { Deadline, DeadlineClaim } from '../model/deadline.ts';
import type { Failure } from '../model/failure.ts';
import { fieldsOf } from '../model/field-use.ts';
import { operationName, pathTemplate } from '../model/place.ts';
import type { Usage } from '../model/usage.ts';
import { decode } from '../read/document/decode.ts';
import { readDocumentDeadlines, versionDeadline } from '../read/metadata/deadlines-document.ts';
import { readFeed } from '../read/metadata/deadlines-feed.ts';
import { readMentions, type UsedNames, type UsedOperation } from '../read/metadata/deadlines-mentions.ts';
import { readApi } from '../read/openapi/api.ts';
import { type Known, tried } from './aside.ts';
import { fetchBeside } from './beside-document.ts';
import { nameOf, type Seen } from './document.ts';
import { settingsOf } from './look.ts';
import type { Outside } from './outside.ts';

/** The countdowns of an API, and why a source could not be looked at. */
export interface EndsSeen {
  readonly deadlines: readonly Deadline[];
  readonly failures: readonly Failure[];
}

/** The countdowns of what `known.usages` call; none, and nothing is looked at, where they call nothing. */
export async function deadlinesOf(api: string, config: Config, outside: Outside, known: Known): Promise<EndsSeen> {
  const { usages } = known;
  const described = describedBy(known);
  if (described === undefined || usages.every(({ interactions }) => interactions.length === 0))
    return { deadlines: [], failures: [] };
  const { pinned, changelog } = settingsOf(api, config);
  const now = outside.clock.now().toISOString();
  const names = { operations: usedOperations(described.api, usages), version: pinned?.version };
  const recorded = await tried(async () => (await outside.calls.read(api)).claims);
  const feeds = [];
  for (const url of changelog) feeds.push(await tried(() => mentionsIn(url, names, now, config, outside)));
  const claims = [
    ...described.claims(now),
    ...(pinned?.ends === undefined ? [] : [versionDeadline(pinned.version, pinned.ends, now)]),
    ...[recorded, ...feeds].flatMap(({ value = [] }) => value),
  ];
  return {
    deadlines: deadlines({ claims, api: described.api, usages, today: now.slice(0, 10) }),
    failures: [recorded, ...feeds].flatMap(({ failure }) => failure ?? []),
  };
}

/** The API of all documents that were seen, and what they say of ends. */
interface Described {
  readonly api: Api;
  readonly claims: (now: string) => readonly DeadlineClaim[];
}

/** What the current document describes counts as it says; what it does not, as the baseline said. */
function describedBy({ old, current }: Known): Described | undefined {
  const [before, after] = [old, current].map((seen: Seen | undefined) => seen && readApi(seen.document));
  const api = after ?? before;
  if (api === undefined) return undefined;
  const known = new Set(after?.operations.map(keyOf));
  const gone = (before?.operations ?? []).filter((operation) => !known.has(keyOf(operation)));
  const all = { ...api, operations: [...(after?.operations ?? []), ...gone] };
  return { api: all, claims: (now) => readDocumentDeadlines(all, now) };
}

function keyOf({ method, path }: Operation): string {
  return pathTemplate(operationName(method, path));
}

async function mentionsIn(
  url: string,
  names: UsedNames,
  now: string,
  config: Config,
  outside: Outside,
): Promise<readonly DeadlineClaim[]> {
  const { bytes, contentType } = await fetchBeside(url, 'changelog', config, outside);
  return readMentions(readFeed(decode(bytes, contentType).text, nameOf(url)), names, now);
}

/** The operations that are called, each with the names of the fields that are sent or read there. */
function usedOperations(api: Api, usages: readonly Usage[]): readonly UsedOperation[] {
  const calls = callsOf(api);
  const used = new Map<Operation, Set<string>>();
  for (const interaction of usages.flatMap(({ interactions }) => interactions)) {
    const operation = interaction.kind === 'http' ? calls.find(interaction)?.operation : undefined;
    if (interaction.kind !== 'http' || operation === undefined) continue;
    const fields = used.get(operation) ?? new Set();
    for (const payload of [interaction.sent, interaction.received])
      for (const { path } of payload === undefined ? [] : fieldsOf(payload)) {
        const last = path.at(-1);
        if (last !== undefined && 'property' in last) fields.add(last.property);
      }
    used.set(operation, fields);
  }
  return [...used].map(([{ method, path, operationId }, fields]) => ({
    operation: operationName(method, path),
    operationId,
    fields: [...fields],
  }));
}
