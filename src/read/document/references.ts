// Where `$ref`s stand in a document, and which file each of them names.

import { posix } from 'node:path';
import { isObject, type Json, type JsonObject, text } from '../../model/json.ts';

/** Keys whose value is data or prose, never a part of the contract: a `$ref` in it is no reference. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const', 'description']);

/** Keys whose value maps names that the author chose: there, `default` or `example` is a name like any other. */
const NAMED = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'definitions',
  '$defs',
  'paths',
  'webhooks',
  'pathItems',
  'schemas',
  'parameters',
  'responses',
  'requestBodies',
  'headers',
  'securitySchemes',
  'links',
  'callbacks',
  'content',
  'mediaTypes',
  'encoding',
]);

/**
 * Calls `found` for each `$ref` of `value`, with the path to the object that holds it. The path is reused. The order is
 * that of the text or, where `byName` says so, that of the keys' names.
 */
export function eachReference(
  value: Json,
  found: (ref: string, path: readonly string[]) => void,
  byName = false,
): void {
  const path: string[] = [];
  // A stack of its own: a document may be deeper than calls may be.
  const levels: Level[] = [];
  const enter = (node: Json, named: boolean): void => {
    const keys = typeof node === 'object' && node !== null ? Object.keys(node) : [];
    levels.push({ node, keys: byName && !Array.isArray(node) ? keys.sort() : keys, next: 0, named });
  };
  enter(value, false);
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const key = level.keys[level.next];
    if (key === undefined) {
      levels.pop();
      path.pop();
      continue;
    }
    level.next += 1;
    const child = (level.node as Readonly<Record<string, Json>>)[key] ?? null;
    if (key === '$ref' && typeof child === 'string') found(child, path);
    if (typeof child !== 'object' || child === null) continue;
    if (!level.named && (DATA.has(key) || key.startsWith('x-'))) continue;
    path.push(key);
    enter(child, !level.named && !Array.isArray(child) && NAMED.has(key));
  }
}

/** A value whose members are being walked. */
interface Level {
  readonly node: Json;
  readonly keys: readonly string[];
  next: number;
  /** Whether its keys are names of the author's choice. */
  readonly named: boolean;
}

/**
 * Whether a file may hold a `$ref` to another one, by the texts that stand at a `$ref` in it. A walk tells for sure; this
 * spares most documents the walk.
 */
export function mayReferToFiles(refs: ReadonlySet<string>): boolean {
  for (const ref of refs) if (!ref.startsWith('#')) return true;
  return false;
}

/** A reference without its fragment, and the fragment; the fragment is empty for a whole file. */
export function splitReference(ref: string): { readonly reference: string; readonly fragment: string } {
  const hash = ref.indexOf('#');
  return hash < 0 ? { reference: ref, fragment: '' } : { reference: ref.slice(0, hash), fragment: ref.slice(hash + 1) };
}

/**
 * The name, relative to the main document, of the file that `reference` (without fragment, not empty) names in the file
 * `from`. It follows from the words alone, so a stored document is found its way in wherever it once was; two names may
 * therefore mean one file, see {@link aliasOf}.
 */
export function fileName(reference: string, from: string): string {
  if (URL.canParse(reference)) return new URL(reference).href;
  if (isUrl(from) && URL.canParse(reference, from)) return new URL(reference, from).href;
  // No name begins with a slash: that is how pointers into the main document are told from others.
  if (reference.startsWith('/')) return `file://${posix.normalize(reference)}`;
  return posix.join(posix.dirname(from), reference);
}

/** Where the file is that `reference` names as seen from the file at `base`, as far as words can tell. */
export function placeOf(reference: string, base: string): string {
  if (URL.canParse(reference)) return new URL(reference).href;
  if (isUrl(base) && URL.canParse(reference, base)) return new URL(reference, base).href;
  return reference.startsWith('/') ? posix.normalize(reference) : posix.join(posix.dirname(base), reference);
}

/** Stands among a document's files for one that is there by another name; the main document's is empty. */
export function alias(name: string): JsonObject {
  return { $alias: name };
}

/** The name that `file` is an {@link alias} of; `undefined` for a file of its own. */
export function aliasOf(file: Json | undefined): string | undefined {
  return isObject(file) ? text(file, '$alias') : undefined;
}

function isUrl(location: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(location);
}
