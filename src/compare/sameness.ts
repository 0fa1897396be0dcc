// Which parts of two documents are word for word the same, so that nothing below them needs a look.

import type { SpecDocument, Target } from '../model/document.ts';
import { isArray, isObject, type Json, type JsonObject } from '../model/json.ts';
import { lazily } from '../model/lazily.ts';
import { below, fileOf, type Pointer } from '../model/pointer.ts';
import type { Schema } from '../model/schema.ts';
import { isAnnotation, isMapOfNames } from '../model/vocabulary.ts';

/** Tells what is the same in two documents, references included. A `false` means only that a look is needed. */
export interface Sameness {
  /** Whether two values say the same, annotations aside, and everything that they refer to does too. */
  values(old: Json | undefined, oldAt: Pointer, fresh: Json | undefined, freshAt: Pointer): boolean;
  /** Whether a `$ref`, as it is written at both places, leads to the same; asked again, it is remembered. */
  reference(ref: string, oldAt: Pointer, freshAt: Pointer): boolean;
  /** How two schemas are related; asked again, it is remembered. */
  schemas(old: Schema, fresh: Schema): Relation;
  /** The same of the two documents the other way round. */
  readonly reversed: Sameness;
}

/** `worded alike`: in the same words, which refer to what differs. */
export type Relation = 'same' | 'worded alike' | 'different';

/** What two values, equal in themselves, refer to. */
type References = Map<string, { readonly old: Target; readonly fresh: Target }>;

/** Sameness of two documents. Documents of different dialects have nothing that is the same word for word. */
export function sameness(old: SpecDocument, fresh: SpecDocument): Sameness {
  const forward: Sameness = oneWay(old, fresh, () => reversed());
  const reversed = lazily(() => oneWay(fresh, old, () => forward));
  return forward;
}

function oneWay(old: SpecDocument, fresh: SpecDocument, reversed: () => Sameness): Sameness {
  const comparable = wording(old) === wording(fresh);
  /** By the old target's place: whether the component pair is the same with all that it reaches. */
  const settled = new Map<string, boolean>();
  const unused: References = new Map();
  /** By the old schema, the one that it was last compared with. */
  const related = new Map<Schema, { readonly fresh: Schema; readonly relation: Relation }>();

  /** Equal in itself; the pairs of targets that equality hangs on are put into `references`. */
  function equal(
    a: Json | undefined,
    b: Json | undefined,
    at: Places,
    references: References,
    names: boolean,
  ): boolean {
    // Documents may share values; what these refer to is each document's own all the same.
    if (a === b && (typeof a !== 'object' || a === null)) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (isArray(a)) {
      if (!isArray(b) || a.length !== b.length) return false;
      for (let index = 0; index < a.length; index += 1)
        if (!equal(a[index], b[index], at, references, false)) return false;
      return true;
    }
    return isObject(b) && equalObjects(a as JsonObject, b, at, references, names);
  }

  function equalObjects(a: JsonObject, b: JsonObject, at: Places, references: References, names: boolean): boolean {
    let keys = 0;
    for (const key in a) {
      if (!names && isAnnotation(key)) continue;
      keys += 1;
      const mine = a[key];
      const other = b[key];
      // Most members are plain values: they are told apart here, without a call.
      if (mine === other && typeof mine !== 'object' && !(key === '$ref' && !names)) continue;
      if (!Object.hasOwn(b, key)) return false;
      if (key === '$ref' && !names && typeof mine === 'string') {
        if (mine !== other) return false;
        refer(mine, at, references);
      } else if (!equal(mine, other, at, references, !names && isMapOfNames(key))) return false;
    }
    for (const key in b) if (names || !isAnnotation(key)) keys -= 1;
    return keys === 0;
  }

  function refer(ref: string, at: Places, references: References): void {
    const file = fileOf(at.old);
    const key = file === '' ? ref : `${file} ${ref}`;
    if (references.has(key)) return;
    const oldTarget = old.resolve(ref, at.old);
    const freshTarget = fresh.resolve(ref, at.fresh);
    if (oldTarget !== undefined && freshTarget !== undefined)
      references.set(key, { old: oldTarget, fresh: freshTarget });
    else if (oldTarget !== freshTarget)
      references.set(key, { old: oldTarget ?? NOWHERE, fresh: freshTarget ?? NOWHERE });
  }

  /** Settles all pairs that `start` reaches: equal in themselves first, then spoiled by what they refer to. */
  function settle(start: References): boolean {
    const found = new Map<string, { equal: boolean; readonly needs: References }>();
    const queue = [...start];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const [key, pair] = next;
      if (found.has(key) || settled.has(key)) continue;
      const needs: References = new Map();
      found.set(key, {
        equal: equal(pair.old.value, pair.fresh.value, placesOf(pair.old, pair.fresh), needs, false),
        needs,
      });
      queue.push(...needs);
    }
    const users = new Map<string, string[]>();
    const spoiled: string[] = [];
    for (const [key, entry] of found) {
      for (const need of entry.needs.keys()) {
        if (settled.get(need) === false) entry.equal = false;
        else if (!settled.has(need)) users.set(need, [...(users.get(need) ?? []), key]);
      }
      if (!entry.equal) spoiled.push(key);
    }
    for (let key = spoiled.pop(); key !== undefined; key = spoiled.pop()) {
      for (const user of users.get(key) ?? []) {
        const entry = found.get(user);
        if (entry?.equal) {
          entry.equal = false;
          spoiled.push(user);
        }
      }
    }
    for (const [key, entry] of found) settled.set(key, entry.equal);
    return [...start.keys()].every((key) => settled.get(key) === true);
  }

  function relation(a: Json | undefined, aAt: Pointer, b: Json | undefined, bAt: Pointer): Relation {
    if (a === undefined || b === undefined) return a === b ? 'same' : 'different';
    // Most values refer to nothing: one map serves them all.
    const references = unused.size === 0 ? unused : new Map();
    if (!comparable || !equal(a, b, { old: aAt, fresh: bAt }, references, false)) {
      references.clear();
      return 'different';
    }
    if (references.size === 0) return 'same';
    const found = settle(references) ? 'same' : 'worded alike';
    references.clear();
    return found;
  }

  function schemasRelation({ sources: olds }: Schema, { sources: news }: Schema): Relation {
    if (!comparable || olds.length !== news.length) return 'different';
    let found: Relation = 'same';
    for (const [index, source] of olds.entries()) {
      const other = news[index];
      const one = relation(source.value, source.pointer, other?.value, other?.pointer ?? '');
      // What several say together is more than what each of them refers to.
      if (one === 'different' || (one === 'worded alike' && olds.length > 1)) return 'different';
      found = one;
    }
    return found;
  }

  return {
    values: (a, aAt, b, bAt) => relation(a, aAt, b, bAt) === 'same',
    reference: (ref, oldAt, freshAt) => {
      const references: References = new Map();
      refer(ref, { old: oldAt, fresh: freshAt }, references);
      return settle(references);
    },
    schemas: (a, b) => {
      const known = related.get(a);
      if (known?.fresh === b) return known.relation;
      const found = schemasRelation(a, b);
      related.set(a, { fresh: b, relation: found });
      return found;
    },
    get reversed() {
      return reversed();
    },
  };
}

/** Where two values stand, which tells what the references within them lead to. */
interface Places {
  readonly old: Pointer;
  readonly fresh: Pointer;
}

function placesOf(old: Target, fresh: Target): Places {
  return { old: old.pointer, fresh: fresh.pointer };
}

const NOWHERE: Target = { value: null, pointer: below('', 'nowhere') };

/** Dialects in which the same words mean the same. */
function wording(document: SpecDocument): string {
  return document.dialect === 'openapi-3.2' ? 'openapi-3.1' : document.dialect;
}
