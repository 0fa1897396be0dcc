// The schema objects that together make one schema: `$ref`s followed, `allOf` laid flat, unions set aside.

import type { Dialect, SpecDocument, Target } from '../../model/document.ts';
import { isArray, isObject, type JsonObject, own, text } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';

/** One schema object without the keywords that only point to others. */
export interface Leaf {
  readonly raw: JsonObject;
  readonly pointer: Pointer;
  /** The leaves that enclose it: by `$ref`, by `allOf`, or as one of their alternatives. */
  readonly above: ReadonlySet<Pointer>;
}

/** One `anyOf` or `oneOf`: a value must satisfy one of the options. */
export interface Union {
  readonly keyword: 'anyOf' | 'oneOf';
  readonly pointer: Pointer;
  readonly options: readonly Target[];
  readonly owner: Leaf;
}

/** What a list of schemas, all of which apply, comes down to. */
export interface Flat {
  readonly leaves: readonly Leaf[];
  readonly unions: readonly Union[];
  /** Set when a `false` schema is among them: nothing satisfies all. */
  readonly never: boolean;
  /** Set when a reference among them dangles: what stands there is not known. */
  readonly dangling: boolean;
  /** The first leaf that allows `null` for the whole (`nullable` without a `type` of its own). */
  readonly nullable: Leaf | undefined;
}

/** Whether keywords beside `$ref` count (OpenAPI 3.1 and later) or are ignored (OpenAPI 3.0 §4.7.23, Swagger 2.0). */
export function refSiblingsCount(dialect: Dialect): boolean {
  return dialect === 'openapi-3.1' || dialect === 'openapi-3.2';
}

/** Follows `target` through lone `$ref`s; `undefined` when one of them dangles or they form a circle. */
export function followRef(document: SpecDocument, target: Target): Target | undefined {
  if (!isObject(target.value) || own(target.value, '$ref') === undefined) return target;
  const seen = new Set<Pointer>();
  let current = target;
  while (isObject(current.value)) {
    const ref = text(current.value, '$ref');
    if (ref === undefined || (refSiblingsCount(document.dialect) && hasSiblings(current.value))) return current;
    if (seen.has(current.pointer)) return undefined;
    seen.add(current.pointer);
    const next = document.resolve(ref, current.pointer);
    if (next === undefined) return undefined;
    current = next;
  }
  return current;
}

function hasSiblings(raw: JsonObject): boolean {
  for (const key in raw) if (key !== '$ref') return true;
  return false;
}

/** Lays flat what `sources` say together, `outside` being the leaves that enclose them. A reference that dangles says nothing; a circle of `allOf` says nothing new. */
export function flatten(
  document: SpecDocument,
  sources: readonly Target[],
  outside: ReadonlySet<Pointer> = new Set(),
): Flat {
  const leaves = new Map<Pointer, Leaf>();
  const unions: Union[] = [];
  let never = false;
  let dangling = false;
  let nullable: Leaf | undefined;
  const siblings = refSiblingsCount(document.dialect);
  let depth = 0;
  let typedAtTop = false;

  const visit = (target: Target, above: ReadonlySet<Pointer>): void => {
    const { value: raw, pointer } = target;
    if (raw === false) never = true;
    if (!isObject(raw) || leaves.has(pointer)) return;
    const ref = text(raw, '$ref');
    const leaf: Leaf = { raw, pointer, above };
    const inside = new Set([...above, pointer]);
    if (ref !== undefined && !siblings) {
      const next = followRef(document, target);
      dangling ||= next === undefined;
      if (next !== undefined && next.pointer !== pointer) visit(next, above);
      return;
    }
    leaves.set(pointer, leaf);
    if (ref !== undefined) {
      const next = document.resolve(ref, pointer);
      dangling ||= next === undefined;
      if (next !== undefined) visit(next, inside);
    }
    const allOf = own(raw, 'allOf');
    if (isArray(allOf)) {
      depth += 1;
      allOf.forEach((member, index) => {
        visit({ value: member, pointer: below(pointer, 'allOf', index) }, inside);
      });
      depth -= 1;
    }
    const affirmed = doubleNegated(leaf, (negated) => followRef(document, negated));
    if (affirmed !== undefined) visit(affirmed, inside);
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const members = own(raw, keyword);
      if (!isArray(members) || members.length === 0) continue;
      const at = below(pointer, keyword);
      const written = members.map((value, index) => ({ value, pointer: below(at, index) }));
      const possible = written.filter(({ value }) => value !== false);
      const options = keyword === 'oneOf' && possible.every((option) => isTwice(option, possible)) ? [] : possible;
      if (options.length === 0) never = true;
      const [only] = options;
      if (only !== undefined && options.length === 1) visit(only, inside);
      else unions.push({ keyword, pointer: at, options, owner: leaf });
    }
    const typed = own(raw, 'type') !== undefined;
    if (typed && depth === 0 && !isNullable(raw)) typedAtTop = true;
    if (isNullable(raw) && !typed && own(raw, 'enum') === undefined) nullable ??= leaf;
  };

  for (const source of sources) visit(source, outside);
  return { leaves: [...leaves.values()], unions, never, dangling, nullable: typedAtTop ? undefined : nullable };
}

/** Whether another option refers to the same schema: of two that take the same, `oneOf` takes neither. */
function isTwice(option: Target, options: readonly Target[]): boolean {
  const ref = isObject(option.value) && !hasSiblings(option.value) ? text(option.value, '$ref') : undefined;
  if (ref === undefined) return false;
  return options.some(
    ({ value }) => value !== option.value && isObject(value) && !hasSiblings(value) && text(value, '$ref') === ref,
  );
}

/** What `not` of a lone `not` comes down to, `follow` giving what stands at the end of lone references. */
export function doubleNegated(
  { raw, pointer }: Pick<Leaf, 'raw' | 'pointer'>,
  follow: (target: Target) => Target | undefined,
): Target | undefined {
  const written = own(raw, 'not');
  const negated = written === undefined ? undefined : follow({ value: written, pointer: below(pointer, 'not') });
  if (!isObject(negated?.value)) return undefined;
  const [inner, ...others] = Object.keys(negated.value);
  if (inner !== 'not' || others.length > 0) return undefined;
  return { value: own(negated.value, 'not') ?? true, pointer: below(negated.pointer, 'not') };
}

/** OpenAPI 3.0 `nullable` and its Swagger 2.0 forerunner. */
export function isNullable(raw: JsonObject): boolean {
  return own(raw, 'nullable') === true || own(raw, 'x-nullable') === true;
}
