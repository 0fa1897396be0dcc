// What drifted between the accepted samples and the runs since, as changes. Pure.

import { CHANCE, type SampleChange } from '../compare/samples/change.ts';
import { compareExchanges } from '../compare/samples/exchange.ts';
import { wireChanges } from '../compare/samples/wire.ts';
import type { Change } from '../model/change.ts';
import { canonical } from '../model/json.ts';
import { formatField } from '../model/place.ts';
import type { SampleBaseline, Sampled, SampleIdentity, SampleRun, WireMismatch } from '../model/sampling.ts';
import { exchangeView, mergedExchanges } from '../read/traffic/profile-exchange.ts';

/**
 * All that drifted. Few samples prove little, so evidence gathers over the runs that show the same as the last one: the
 * last of them, the last two, four, eight and so on are held against the accepted samples, which share the chance of a
 * false alarm, and of each change the best proven is told. What the document says otherwise is told of the last run, unless it is the same change.
 */
export function sampleDrift(baseline: SampleBaseline | undefined, runs: readonly SampleRun[]): readonly Change[] {
  const last = runs.at(-1);
  if (last === undefined) return [];
  return last.samples.flatMap((sampled) => {
    const before = baseline?.samples.find((each) => isSame(each, sampled));
    const like = trailing(runs, sampled);
    const drifted = before === undefined ? [] : strongest(before, like);
    const wire = wireSince(like);
    return threeWays(drifted, wireChanges(wire, before));
  });
}

/**
 * One change for what both tell: where responses drifted, that the document says otherwise is said with it, and the new name
 * of what was renamed is no news.
 */
function threeWays(drifted: readonly Change[], wire: readonly Change[]): readonly Change[] {
  const places = new Set(drifted.map(placeOf));
  const against = new Set(wire.map(placeOf));
  const renamed = new Set(drifted.flatMap(renamedPlace));
  const told = drifted.map((change): Change => {
    if (!against.has(placeOf(change))) return change;
    const { reason = '' } = change.facts;
    return { ...change, facts: { ...change.facts, reason: `${reason}; the document says otherwise` } };
  });
  return [...told, ...wire.filter((change) => !places.has(placeOf(change)) && !renamed.has(placeOf(change)))];
}

/** Where a field that was renamed is now. */
function renamedPlace(change: Change): readonly string[] {
  const { kind, after, impacts } = change;
  if (kind !== 'sample.field-renamed' || typeof after !== 'string') return [];
  return [
    placeOf({
      ...change,
      impacts: impacts.map((impact) => {
        const path = [...impact.path.slice(0, -1), { property: after }];
        return { ...impact, path, field: formatField(path) };
      }),
    }),
  ];
}

/**
 * The samples that become accepted: the last run, and those before it as far as they show the same. `undefined` where there
 * is no run.
 */
export function acceptable(runs: readonly SampleRun[]): SampleRun | undefined {
  const last = runs.at(-1);
  if (last === undefined) return undefined;
  const samples = last.samples.map((sampled) =>
    trailing(runs, sampled)
      .map((each) => each.sampled)
      .reduce(together),
  );
  return { at: last.at, samples };
}

/** Whether two are of one sample in one environment. */
export function isSame(a: SampleIdentity, b: SampleIdentity): boolean {
  return a.name === b.name && a.environment === b.environment && a.operation === b.operation;
}

/** What is otherwise in `fresh`. */
export function compared(old: Sampled, fresh: Sampled, chance: number): readonly SampleChange[] {
  const options = { operation: fresh.operation, chance };
  return compareExchanges(exchangeView(old.profile), exchangeView(fresh.profile), options);
}

/** One sample of one run. */
interface Taken {
  readonly at: string;
  readonly sampled: Sampled;
}

/** So likely may be by chance what tells a run from those after it: one that is told wrongly only costs evidence. */
const UNLIKE = 0.5;

/** The sample in the last runs, as far back as they show the same; the oldest first. */
function trailing(runs: readonly SampleRun[], sampled: Sampled): readonly Taken[] {
  const all = runs.flatMap(({ at, samples }) =>
    samples.filter((each) => isSame(each, sampled)).map((each): Taken => ({ at, sampled: each })),
  );
  let whole = sampled;
  const found: Taken[] = [];
  for (const taken of all.toReversed()) {
    if (found.length > 0) {
      if (compared(taken.sampled, whole, UNLIKE).length > 0) break;
      whole = together(taken.sampled, whole);
    }
    found.push(taken);
  }
  return found.reverse();
}

function strongest(before: Sampled, like: readonly Taken[]): readonly Change[] {
  const suffixes = lengths(like.length);
  const found = new Map<string, { readonly told: SampleChange; readonly since: string }>();
  for (const length of suffixes) {
    const suffix = like.slice(-length);
    const fresh = suffix.map(({ sampled }) => sampled).reduce(together);
    for (const told of compared(before, fresh, CHANCE / suffixes.length)) {
      const key = `${told.change.kind} ${placeOf(told.change)}`;
      const known = found.get(key);
      if (known === undefined || told.evidence.chance < known.told.evidence.chance)
        found.set(key, { told, since: suffix[0]?.at ?? '' });
    }
  }
  return settled([...found.values()]).map(({ told: { change }, since }) => {
    const { reason = '' } = change.facts;
    return { ...change, facts: { ...change.facts, reason: `${reason}; since ${since.slice(0, 10)}` } };
  });
}

/** What is gone by one count and only left out at times by another, told once: as gone. */
function settled<T extends { readonly told: SampleChange }>(found: readonly T[]): readonly T[] {
  const gone = new Set(
    found.flatMap(({ told: { change } }) => (/-(?:gone|renamed)$/.test(change.kind) ? [placeOf(change)] : [])),
  );
  return found.filter(({ told: { change } }) => !(change.kind.endsWith('-optional') && gone.has(placeOf(change))));
}

/** 1, 2, 4, 8 and so on, and all. */
function lengths(count: number): readonly number[] {
  const found: number[] = [];
  for (let length = 1; length < count; length *= 2) found.push(length);
  return [...found, count];
}

/** The mismatches of the last run, counted in those before it as well as far back as all of them were seen. */
function wireSince(like: readonly Taken[]): Sampled & { readonly since: string } {
  const [last, ...earlier] = like.toReversed();
  if (last === undefined) throw new TypeError('a sample without a run');
  const keys = last.sampled.mismatches.map(keyOf);
  let { at: since, sampled } = last;
  for (const taken of earlier) {
    const known = new Set(taken.sampled.mismatches.map(keyOf));
    if (keys.length === 0 || !keys.every((key) => known.has(key))) break;
    sampled = together(taken.sampled, sampled);
    since = taken.at;
  }
  const shown = new Set(keys);
  return { ...sampled, mismatches: sampled.mismatches.filter((each) => shown.has(keyOf(each))), since };
}

function together(a: Sampled, b: Sampled): Sampled {
  const counted = new Map(a.mismatches.map((each) => [keyOf(each), each]));
  for (const each of b.mismatches) {
    const known = counted.get(keyOf(each));
    counted.set(
      keyOf(each),
      known === undefined ? each : { ...each, seen: each.seen + known.seen, of: each.of + known.of },
    );
  }
  return { ...b, profile: mergedExchanges(a.profile, b.profile), mismatches: [...counted.values()] };
}

function keyOf({ kind, status, path }: WireMismatch): string {
  return canonical([kind, status, formatField(path)]);
}

function placeOf({ impacts }: Change): string {
  const [first] = impacts;
  return first === undefined
    ? ''
    : canonical([first.operation, first.status ?? null, first.header ?? null, first.field]);
}
