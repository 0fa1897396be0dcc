// Schemas read lazily into the one normal form: a union of variants, each of one JSON type.

import { ANYTHING } from '../../model/anything.ts';
import type { SpecDocument, Target } from '../../model/document.ts';
import { isObject, type Json, type JsonObject, text } from '../../model/json.ts';
import { below, type Pointer, parsePointer } from '../../model/pointer.ts';
import { JSON_TYPES, type JsonType, type Schema, type Shape, type Variant } from '../../model/schema.ts';
import { acceptance } from './accepts.ts';
import { annotationsOf, discriminatorOf, unreadOf } from './annotations.ts';
import { decideLists } from './finite.ts';
import type { Folding, VariantContext } from './folding.ts';
import { inhabitance } from './inhabited.ts';
import { LazySchema, type SchemaReading } from './lazy-schema.ts';
import { type Flat, flatten, followRef, type Leaf, type Union } from './leaves.ts';
import { meanings } from './meaning.ts';
import { mergeValues } from './merge-values.ts';
import { mayOverlap } from './overlap.ts';
import { plainShapes, plainType } from './plain.ts';
import { constrains, declaredTypes } from './types.ts';
import { foldVariant } from './variants.ts';
import type { Verdict } from './verdict.ts';

/** At most so many combinations of nested alternatives are unfolded; a schema beyond it is told as truncated. */
const COMBINATION_LIMIT = 2000;

/** At most so many sets of schemas that apply together are read in one document; one beyond is told as truncated. */
const INTERSECTION_LIMIT = 2000;

/** So many schemas within one another are looked into for whether they accept anything at all. */
const FARTHEST_LOOK = 6;

/** Reads schemas of one document; the same places give the same {@link Schema} object. */
export interface SchemaReader {
  /** The schema that is written at `target`. */
  at(target: Target): Schema;
  /** Whether all of `sources` accept the value. */
  accepts(sources: readonly Target[], value: Json): Verdict;
}

/** A reader for the schemas of `document`. */
export function schemaReader(document: SpecDocument): SchemaReader {
  const together = new Map<string, Schema>();
  const singles = new Map<JsonObject, Schema>();
  const accepts = acceptance(document);
  const digests = meanings();
  const inhabited = inhabitance(document);
  const plainShape = plainShapes((target) => shapeOf([target]));
  const reading: SchemaReading = {
    shape: read,
    annotations: ({ sources, pointer }) => annotationsOf(flatten(document, sources).leaves, pointer),
    hasSome: inhabited.have,
  };
  let looking = 0;
  const folding: Folding = {
    schema: schemaOf,
    accepts,
    meaning: digests.of,
    isInhabited: inhabited.has,
    meet: inhabited.have,
    isEmpty: (schema) => {
      if (schema.sources.length === 0 || looking >= FARTHEST_LOOK || inhabited.have(schema.sources)) return false;
      looking += 1;
      try {
        return schema.shape.variants.length === 0 && !schema.shape.truncated;
      } finally {
        looking -= 1;
      }
    },
  };

  function schemaOf(written: readonly Target[]): Schema {
    const sources = simplify(document, written);
    const [only] = sources;
    // By far most schemas are written in one place, and its object tells them apart without a look at its pointer.
    if (only !== undefined && sources.length === 1 && isObject(only.value)) {
      const single = singles.get(only.value) ?? schemaAt(sources, only.pointer, only.pointer);
      singles.set(only.value, single);
      return single;
    }
    const key = sources.map((source) => source.pointer).join('&');
    const found = together.get(key);
    if (found !== undefined) return found;
    const schema = schemaAt(sources, key, only?.pointer ?? written[0]?.pointer ?? '');
    together.set(key, schema);
    return schema;
  }

  function schemaAt(sources: readonly Target[], key: string, pointer: Pointer): Schema {
    return new LazySchema(key, pointer, sources, reading);
  }

  function read({ sources }: Schema): Shape {
    const [first] = sources;
    if (first !== undefined && sources.length === 1) {
      const plain = plainType(first);
      return plain === undefined ? shapeOf(sources) : plainShape(plain, first);
    }
    return together.size > INTERSECTION_LIMIT && sources.length > 1 ? UNREAD : shapeOf(sources);
  }

  function shapeOf(sources: readonly Target[]): Shape {
    const flat = flatten(document, sources);
    const typed = flat.leaves.find((leaf) => declaredTypes(leaf) !== undefined);
    const budget = { left: COMBINATION_LIMIT, oneOf: false };
    const unfolded = unfold(flat.leaves, flat.unions.map(outermost), flat, undefined, budget);
    const variants = unfolded.map(({ variant }) => variant);
    const decided = decideLists(variants, budget.oneOf, (value) => accepts(sources, value));
    const noted = decided.some(({ extensible }) => variants.every((variant) => variant.extensible !== extensible));
    const merged = mergeValues(decided, accepts);
    let overlap: boolean | undefined;
    return {
      variants: merged,
      typeAt: typed === undefined ? undefined : declaredTypes(typed)?.pointer,
      // Told only when it is asked for, since it takes a look at what the alternatives hold.
      get exclusive() {
        overlap ??= budget.oneOf && (noted || mayOverlap(merged, rivals(unfolded), inhabited.have));
        return overlap;
      },
      truncated: budget.left <= 0,
      discriminator: discriminatorOf(flat.leaves, document),
      unread: unreadOf(flat.leaves),
    };
  }

  /** The variants that `leaves` leave when one option of each union is taken, in every combination. */
  function unfold(
    leaves: readonly Leaf[],
    unions: readonly OpenUnion[],
    flat: Flat,
    name: string | undefined,
    budget: { left: number; oneOf: boolean },
  ): Unfolded[] {
    budget.left -= 1;
    if (flat.never || budget.left <= 0) return [];
    const variants = new Map<string, Unfolded>();
    const [first, ...rest] = unions;
    if (first === undefined) {
      for (const variant of foldLeaves(leaves, name, folding)) variants.set(variant.key, { variant, by: NO_CHOICE });
    } else {
      const exclusive = first.union.keyword === 'oneOf';
      budget.oneOf ||= exclusive;
      const around = [...first.within, first.union.pointer];
      const open: JsonType[] = [];
      for (const [index, option] of first.union.options.entries()) {
        const { owner } = first.union;
        const inner = flatten(document, [option], new Set([...owner.above, owner.pointer]));
        // An option that leads back to the union that it stands in admits nothing that another option does not.
        if (inner.unions.some((union) => around.includes(union.pointer))) continue;
        if (exclusive) open.push(...typesLeftOpen(inner));
        const opened = inner.unions.map((union) => ({ union, within: around }));
        const all = [...new Map([...leaves, ...inner.leaves].map((leaf) => [leaf.pointer, leaf])).values()];
        const named = optionName(option, document) ?? name;
        for (const { variant, by } of unfold(all, [...rest, ...opened], inner, named, budget)) {
          // The same twice in a `oneOf` is refused: both stay, and may overlap.
          const key = exclusive && variants.has(variant.key) ? `${variant.key} again` : variant.key;
          const chosen = exclusive ? new Map([...by, [first.union.pointer, index]]) : by;
          variants.set(key, { variant: { ...variant, key }, by: chosen });
        }
      }
      // Of a type that two alternatives leave as it is, a `oneOf` refuses all values.
      for (const [key, { variant }] of variants)
        if (open.indexOf(variant.type) !== open.lastIndexOf(variant.type)) variants.delete(key);
    }
    const nullable =
      flat.nullable === undefined
        ? undefined
        : foldVariant('null', [], contextAt(below(flat.nullable.pointer, 'nullable')), folding);
    if (nullable !== undefined && ![...variants.values()].some(({ variant }) => variant.type === 'null'))
      variants.set(nullable.key, { variant: nullable, by: NO_CHOICE });
    return [...variants.values()];
  }

  return { at: (target) => schemaOf([target]), accepts };
}

/** A union whose option is yet to be chosen, and the unions that it was found in. */
interface OpenUnion {
  readonly union: Union;
  readonly within: readonly Pointer[];
}

/** A variant, and which option of each `oneOf` it comes of, by the union's place. */
interface Unfolded {
  readonly variant: Variant;
  readonly by: ReadonlyMap<Pointer, number>;
}

const NO_CHOICE: ReadonlyMap<Pointer, number> = new Map();

/** Whether two variants come, for all that is known, of different options of one `oneOf`. */
function rivals(unfolded: readonly Unfolded[]): (variant: Variant, other: Variant) => boolean {
  const choices = new Map(unfolded.map(({ variant, by }) => [variant.key, by]));
  return (variant, other) => {
    const [mine, yours] = [choices.get(variant.key), choices.get(other.key)];
    if (mine === undefined || yours === undefined) return true;
    return [...mine].some(([union, option]) => yours.has(union) && yours.get(union) !== option);
  };
}

/** The types of which an option says nothing, so that it takes all that is left of them. */
function typesLeftOpen({ never, dangling, unions, leaves }: Flat): readonly JsonType[] {
  if (never || dangling || unions.length > 0) return [];
  return JSON_TYPES.filter((type) =>
    leaves.every((leaf) => !constrains(leaf.raw, type) && declaredTypes(leaf)?.types.has(type) !== false),
  );
}

function outermost(union: Union): OpenUnion {
  return { union, within: [] };
}

function contextAt(pointer: Pointer): VariantContext {
  return { name: undefined, pointer, integer: false };
}

function foldLeaves(leaves: readonly Leaf[], name: string | undefined, folding: Folding): Variant[] {
  let types: ReadonlySet<JsonType> = new Set(JSON_TYPES);
  let integer = false;
  for (const leaf of leaves) {
    const declared = declaredTypes(leaf);
    if (declared === undefined) continue;
    types = new Set([...types].filter((type) => declared.types.has(type)));
    integer ||= declared.integer;
  }
  const context = { name, pointer: leaves[0]?.pointer ?? '', integer };
  return JSON_TYPES.filter((type) => types.has(type)).flatMap(
    (type) => foldVariant(type, leaves, context, folding) ?? [],
  );
}

/** A schema that nothing was read of. */
const UNREAD: Shape = { ...ANYTHING.shape, truncated: true };

/** Sources without those that say nothing, each followed to where it is written, none twice; sorted by place. */
function simplify(document: SpecDocument, written: readonly Target[]): readonly Target[] {
  const [only] = written;
  if (only !== undefined && written.length === 1) {
    const followed = followRef(document, only);
    if (followed === only) return only.value === true ? [] : written;
    return followed === undefined || followed.value === true ? [] : [followed];
  }
  const sources = new Map<Pointer, Target>();
  for (const target of written) {
    const followed = followRef(document, target);
    if (followed !== undefined && followed.value !== true) sources.set(followed.pointer, followed);
  }
  return [...sources.values()];
}

/** The name by which alternatives are paired: the component's, the title, or the value that the discriminator gives it. */
function optionName(option: Target, document: SpecDocument): string | undefined {
  if (!isObject(option.value)) return undefined;
  const ref = text(option.value, '$ref');
  if (ref === undefined) return text(option.value, 'title');
  const target = document.resolve(ref, option.pointer);
  const last = parsePointer(target?.pointer ?? ref).segments.at(-1);
  return last ?? ref;
}
