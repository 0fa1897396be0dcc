// Telling identifiers from names: in paths, where they become parameters, and among the keys of objects.

import { looksRandom, UUID, withoutShapes } from './sensitive-shapes.ts';

/** Whether the key of an object is an identifier or a date rather than a name of the API's. Personal data is no name. */
export function isIdentifierKey(key: string): boolean {
  return isOpaque(key) || /^[A-Za-z]{1,12}[_-](?=[A-Za-z]*\d)[A-Za-z0-9]{8,}$/.test(key) || withoutShapes(key) !== key;
}

/** The path with its likely identifiers as parameters, named after what stands before them: `/v1/charges/{charge}`. */
export function templateOf(path: string): string {
  const taken = new Set<string>();
  const segments = path.split('/');
  const written = segments.map((segment, index) => {
    const isVersion = index === 1 && /^\d{4}-\d\d-\d\d$/.test(segment);
    if (isVersion || !isIdentifierSegment(decoded(segment))) return segment;
    const stem = parameterName(segments[index - 1] ?? '');
    let name = stem;
    for (let count = 2; taken.has(name); count++) name = `${stem}${count}`;
    taken.add(name);
    return `{${name}}`;
  });
  return written.join('/');
}

function isIdentifierSegment(segment: string): boolean {
  if (/^v\d+(?:[._]\d+)*$/i.test(segment)) return false;
  return (
    isIdentifierKey(segment) ||
    /^[A-Za-z]{1,12}[_-](?=[A-Za-z]*\d)[A-Za-z0-9]+$/.test(segment) ||
    /^(?=.*[A-Z])(?=.*\d)[A-Z0-9]{6,}$/.test(segment) ||
    (/^[\w-]{10,}$/.test(segment) && /\d/.test(segment) && /[a-z]/.test(segment) && /[A-Z]/.test(segment))
  );
}

/** Numbers, dates, UUIDs, digests, and words that only machines write. */
function isOpaque(word: string): boolean {
  return (
    /^[-+]?\d+$/.test(word) ||
    /^\d{4}-\d\d-\d\d(?:T[\d:.Z+-]+)?$/.test(word) ||
    UUID.test(word) ||
    /^(?=.*\d)[0-9a-f]{12,}$/i.test(word) ||
    looksRandom(word)
  );
}

/** `charges` names a `charge`; what is no plain word names an `id`. */
function parameterName(before: string): string {
  if (!/^[A-Za-z][A-Za-z_-]{1,40}$/.test(before)) return 'id';
  return before
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
