// Objects that are maps: their keys are data, though none of them looks like an identifier.

import type { Named, ObjectProfile, Profile } from '../../model/sample.ts';
import { either, mergedWithin } from './profile-merge.ts';

/** An object with fewer names is a record, however seldom each of them comes. */
const LEAST_NAMES = 8;

/** A name that comes in a greater share of the objects is a property. */
const OFTEN = 0.5;

/**
 * The profile with its maps told from its records: the properties of a map become its entries. A map has more names than
 * are kept; or no name that comes in half of its objects, while all are spelled alike and hold the same. It is a view to
 * be compared or shown. Profiles are merged as they were before it, for what looks like a map today may be a record
 * tomorrow.
 */
export function withMaps(profile: Profile): Profile {
  const { arrays, objects } = profile;
  return {
    ...profile,
    arrays: arrays && { ...arrays, item: arrays.item && withMaps(arrays.item) },
    objects: objects && objectWithMaps(objects),
  };
}

function objectWithMaps(object: ObjectProfile): ObjectProfile {
  const properties: Named<Profile> = object.properties.map(([name, each]) => [name, withMaps(each)]);
  const entries = object.entries && withMaps(object.entries);
  if (!isMap(object)) return { ...object, properties, entries };
  const all = properties.map(([, each]) => each).reduce((a, b) => mergedWithin(a, b));
  return { ...object, properties: [], entries: either(entries, all, mergedWithin) };
}

function isMap({ count, more, properties }: ObjectProfile): boolean {
  if (more) return true;
  const names = properties.map(([name]) => name);
  return (
    names.length >= LEAST_NAMES &&
    properties.every((each) => each[1].count <= count * OFTEN) &&
    new Set(names.map(spelled)).size === 1 &&
    new Set(properties.map((each) => kindsOf(each[1]))).size === 1
  );
}

/** How a key is spelled: `en-GB` as `a-A`. */
function spelled(name: string): string {
  return name
    .replace(/\p{Lu}+/gu, 'A')
    .replace(/\p{Ll}+/gu, 'a')
    .replace(/\p{N}+/gu, '0');
}

function kindsOf({ booleans, numbers, texts, arrays, objects }: Profile): string {
  return [booleans > 0, numbers, texts, arrays, objects].map(Boolean).join();
}
