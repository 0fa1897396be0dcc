// Comparing the exchanges of before with those of now: statuses, media types, headers and bodies.

import type { Slot } from '../../model/place.ts';
import { type ExchangeProfile, named, type Profile, type ResponseProfile, type Tally } from '../../model/sample.ts';
import { CHANCE, established, type Found, type SampleChange } from './change.ts';
import { compareProfiles, presenceChanges } from './compare.ts';
import { evidenceOf } from './evidence.ts';
import { paginationTold } from './pagination.ts';
import { formatChanges } from './texts.ts';

/** What exchanges do not say of themselves. */
export interface ExchangeOptions {
  /** `METHOD /path`. */
  readonly operation: string;
  /** As {@link compareProfiles} takes it. */
  readonly chance?: number;
}

/** What is otherwise in the responses of one operation, as neutral facts, each with its evidence. */
export function compareExchanges(
  old: ExchangeProfile,
  fresh: ExchangeProfile,
  { operation, chance = CHANCE }: ExchangeOptions,
): readonly SampleChange[] {
  const slotOf = (status: string): Slot => ({ operation, direction: 'response', status });
  const statuses = statusChanges(old, fresh, slotOf);
  const both = old.responses.flatMap(([status, before]) => {
    const after = named(fresh.responses, status);
    return after === undefined ? [] : responseChanges(slotOf(status), before, after, chance);
  });
  return [...established(statuses, statuses.length, chance), ...both];
}

function statusChanges(old: ExchangeProfile, fresh: ExchangeProfile, slotOf: (status: string) => Slot): Found[] {
  const names = [...new Set([...old.responses, ...fresh.responses].map(([status]) => status))].sort();
  return names.flatMap((status): Found[] => {
    const [before, after] = [named(old.responses, status), named(fresh.responses, status)];
    if ((before === undefined) === (after === undefined)) return [];
    const kind = before === undefined ? 'sample.status-appeared' : 'sample.status-gone';
    const evidence = evidenceOf(
      { seen: before?.samples ?? 0, of: old.samples, samples: old.samples },
      { seen: after?.samples ?? 0, of: fresh.samples, samples: fresh.samples },
    );
    const facts = { success: /^[123]/.test(status) };
    return [{ kind, slot: slotOf(status), paths: [[]], subject: status, facts, evidence, nature: 'varying' }];
  });
}

function responseChanges(
  slot: Slot,
  old: ResponseProfile,
  fresh: ResponseProfile,
  chance: number,
): readonly SampleChange[] {
  const media = [
    ...wordChanges(slot, 'content-type', old.mediaTypes, fresh.mediaTypes),
    ...wordChanges(slot, 'charset', old.charsets, fresh.charsets),
  ];
  const mediaType = commonest(fresh.mediaTypes);
  const body = mediaType === '' ? slot : { ...slot, mediaType };
  return paginationTold([
    ...established(media, media.length, chance),
    ...headerChanges(slot, old.headers, fresh.headers, chance),
    ...(old.body === null || fresh.body === null ? [] : compareProfiles(old.body, fresh.body, { slot: body, chance })),
  ]);
}

/** A word that every response had and that is another one now. */
function wordChanges(slot: Slot, keyword: string, old: Tally, fresh: Tally): readonly Found[] {
  const [before, after] = [commonest(old), commonest(fresh)];
  if (before === after) return [];
  const kind = 'sample.media-type-changed';
  const evidence = evidenceOf(share(old, before), share(fresh, before));
  return [{ kind, slot, paths: [[]], subject: keyword, before, after, facts: { keyword }, evidence, nature: 'steady' }];
}

function share(tally: Tally, word: string): { seen: number; of: number; samples: number } {
  const of = tally.reduce((total, [, times]) => total + times, 0);
  return { seen: named(tally, word) ?? 0, of, samples: of };
}

/** The word that came most often; empty for none. */
export function commonest(tally: Tally): string {
  return tally.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

const HEADER_KINDS = {
  gone: 'sample.header-gone',
  appeared: 'sample.header-appeared',
  renamed: 'sample.header-renamed',
  optional: 'sample.header-optional',
} as const;

function headerChanges(slot: Slot, old: Profile, fresh: Profile, chance: number): readonly SampleChange[] {
  if (old.objects === null || fresh.objects === null) return [];
  const place = (header: string) => ({ slot: { ...slot, header }, path: [] });
  const presence = presenceChanges(old.objects, fresh.objects, { place, kinds: HEADER_KINDS });
  const after = new Map(fresh.objects.properties);
  const formats = old.objects.properties.flatMap(([name, { texts }]) =>
    formatChanges({ ...slot, header: name }, [], texts, after.get(name)?.texts ?? null),
  );
  return established([...presence.found, ...formats], presence.looks, chance);
}
