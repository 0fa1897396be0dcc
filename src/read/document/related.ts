// The further files that a document's `$ref`s lead to, loaded once each.

import { Failure } from '../../model/failure.ts';
import { lazily } from '../../model/lazily.ts';
import type { ReadLimits } from './limits.ts';
import { oneLine } from './looks.ts';
import { type Parsed, parse } from './parse.ts';
import { eachReference, fileName, mayReferToFiles, placeOf, splitReference } from './references.ts';
import { indexNames } from './resolve.ts';

/**
 * Loads a further file that a `$ref` names: the location of the file that refers and the reference as written, without
 * fragment. Raises {@link Failure} when the file is forbidden or missing.
 */
export type LoadRelated = (
  base: string,
  reference: string,
) => Promise<{ readonly location: string; readonly bytes: Uint8Array }>;

/** The further files by name. */
export interface Related {
  readonly files: ReadonlyMap<string, Parsed>;
  /** Further names of files that are there already; the main document's name is empty. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Why other files are missing, by name. */
  readonly missing: ReadonlyMap<string, string>;
}

/** A file to load, as the file at `base` refers to it. */
interface Wanted {
  readonly name: string;
  readonly reference: string;
  readonly base: string;
}

type Outcome = { readonly location: string; readonly file: Parsed } | { readonly failure: Failure };

/** How many files are fetched at a time. */
const AT_A_TIME = 8;

/** Loads what `main`, read from `location`, refers to, and what that refers to. A file that fails is missing. */
export async function loadFiles(
  main: Parsed,
  location: string,
  limits: ReadLimits,
  load: LoadRelated,
): Promise<Related> {
  const files = new Map<string, Parsed>();
  const aliases = new Map<string, string>();
  const missing = new Map<string, string>();
  const left = { files: limits.files, bytes: limits.bytes - main.bytes, nodes: limits.nodes - main.nodes };

  const queue: Wanted[] = [];
  const seen = new Set<string>();
  const places = new Map([location, location.replace(/\?.*/s, '')].map((place) => [place, '']));
  const want = (name: string, file: Parsed, base: string): void => {
    if (!mayReferToFiles(file.refs)) return;
    const names = lazily(() => indexNames(new Map([['', file.value]])));
    eachReference(file.value, (ref) => {
      const { reference } = splitReference(ref);
      const target = fileName(reference, name);
      if (reference === '' || seen.has(target) || names().has(reference)) return;
      seen.add(target);
      const place = placeOf(reference, base);
      const known = places.get(place);
      if (known !== undefined) aliases.set(target, known);
      else {
        places.set(place, target);
        queue.push({ name: target, reference, base });
      }
    });
  };
  const admit = (name: string, outcome: Outcome): void => {
    if ('failure' in outcome) missing.set(name, outcome.failure.message);
    else if (outcome.file.bytes > left.bytes || outcome.file.nodes > left.nodes)
      missing.set(name, 'the files of the document are too large together');
    else if ((places.get(outcome.location) ?? name) !== name) aliases.set(name, places.get(outcome.location) ?? '');
    else {
      places.set(outcome.location, name);
      left.bytes -= outcome.file.bytes;
      left.nodes -= outcome.file.nodes;
      files.set(name, outcome.file);
      want(name, outcome.file, outcome.location);
    }
  };

  want('', main, location);
  while (queue.length > 0 && left.files > 0) {
    const batch = queue.splice(0, Math.min(AT_A_TIME, left.files));
    left.files -= batch.length;
    const outcomes = await Promise.all(
      batch.map(async (wanted) => ({ name: wanted.name, outcome: await attempt(wanted, limits, load) })),
    );
    for (const { name, outcome } of outcomes) admit(name, outcome);
  }
  for (const { name } of queue) missing.set(name, `the document has more than ${limits.files} files`);
  return { files, aliases, missing };
}

async function attempt(wanted: Wanted, limits: ReadLimits, load: LoadRelated): Promise<Outcome> {
  try {
    const { location, bytes } = await load(wanted.base, wanted.reference);
    return { location, file: parse(oneLine(wanted.name), bytes, undefined, limits) };
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
}
