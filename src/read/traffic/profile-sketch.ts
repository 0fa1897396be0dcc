// Hashes of values and names: enough to tell whether they recur, too little to find them again.

import type { Tally } from '../../model/sample.ts';

/**
 * The hash of one value with its count. Of 24 bits, each hash stands for hundreds of the world's telephone numbers and
 * for as many of its names, so that it gives nobody away; and two of a few thousand values seldom share one.
 */
export function sketchOf(value: string): Tally {
  return [[(fnv1a(value) >>> 8).toString(16).padStart(6, '0'), 1]];
}

/** An order of names that has nothing to do with what they say: by hash, and by code units where hashes are equal. */
export function nameOrder(a: string, b: string): number {
  return fnv1a(a) - fnv1a(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** FNV-1a of 32 bits over UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // The last step of MurmurHash3: FNV leaves the texts that differ in their last unit close together.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
