// What leaves say of objects, folded into one variant.

import type { Target } from '../../model/document.ts';
import { type JsonObject, own } from '../../model/json.ts';
import { LazyMap } from '../../model/lazy-map.ts';
import { textOutside } from '../../model/pattern/texts.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import type { Keyword, ObjectVariant, Schema } from '../../model/schema.ts';
import { dependentOf, dependentsOf, forbiddenOf, lostNames, requiredOf, speakingOfNames } from './fold-dependents.ts';
import { NO_NAMES, namesOf } from './fold-names.ts';
import { type CommonKeys, type Folding, greatest, least, mapAt, targetsAt } from './folding.ts';
import type { Leaf } from './leaves.ts';
import { found } from './pattern.ts';
import { enclosed, seesAll } from './unevaluated.ts';

/** Folds what objects are accepted; `undefined` for none. */
export function foldObject(
  leaves: readonly Leaf[],
  folding: Folding,
  lost: ReadonlyMap<string, Pointer> = NO_PLACES,
): Omit<ObjectVariant, keyof CommonKeys> | undefined {
  const asking = speakingOfNames(leaves);
  const forbidden = lost.size > 0 ? lost : forbiddenOf(asking, folding);
  const speakers = leaves.map(speakerOf);
  const names = namesOf(leaves, folding);
  const listed = names.listed?.value ?? NO_PLACES;
  const named = new Set(
    [...speakers.flatMap(({ properties }) => Object.keys(properties)), ...listed.keys(), ...forbidden.keys()].sort(),
  );
  const places = new LazyMap(named, (name) => {
    const speaker = speakers.find(({ properties }) => own(properties, name) !== undefined);
    return speaker === undefined ? (listed.get(name) ?? forbidden.get(name) ?? '') : below(speaker.at, name);
  });

  // The keyword refuses the name: what it refuses stands nowhere, and takes a place of its own below it.
  const refused = (at: Pointer): Target[] => [{ value: false, pointer: below(at, 'refused') }];
  const outside = (name: string): Target[] => {
    const pointer = forbidden.get(name);
    return [...names.refusing(name), ...(pointer === undefined ? [] : [pointer])].flatMap(refused);
  };
  const unseen: Unseen = (speaker, sees) => unseenOf(speaker, speakers, leaves, sees, (name) => !forbidden.has(name));
  const rest = folding.schema(
    names.listed === undefined
      ? speakers.flatMap((speaker) => [...speaker.rest, ...unseen(speaker, () => false)])
      : refused(names.listed.pointer),
  );
  const told = names.listed === undefined ? patternsOf(speakers, unseen, folding) : NO_PATTERNS;
  // What a pattern says that matches all names, it says of all that nothing else speaks of.
  const [everywhere] = told.size === 1 ? [...told].filter(([pattern]) => matchesAll(pattern)) : [];
  const additional = everywhere?.[1] ?? rest;
  const written = everywhere === undefined ? told : NO_PATTERNS;
  const closed = folding.isEmpty(additional);
  // Where nothing may stand beside what is named, patterns of names that take no value say nothing.
  const patterns = closed && [...written.values()].every(folding.isEmpty) ? NO_PATTERNS : written;
  const [lone, ...others] = speakers;
  // By far most objects are described in one place, and nothing beside it speaks of their properties.
  const alone =
    others.length === 0 && names === NO_NAMES && forbidden.size === 0 && lone?.unevaluated.length === 0
      ? lone
      : undefined;
  const sourcesOf = (name: string): readonly Target[] =>
    alone !== undefined
      ? spokenOf(alone, name)
      : [
          ...speakers.flatMap((speaker) => [
            ...spokenOf(speaker, name),
            ...unseen(speaker, (other) => spokenOf(other, name).length > 0),
          ]),
          ...outside(name),
        ];
  const schemaOf = (name: string): Schema => folding.schema(sourcesOf(name));
  // What may stand beside what is named leaves the schemas of names unread: most are the same on the other side.
  const never = closed ? [...named].filter((name) => folding.isEmpty(schemaOf(name))) : [];
  // Where nothing may stand beside what is named, a name that takes no value is no name.
  const left = new Set(never.filter((name) => ![...patterns.keys()].some((pattern) => found(pattern, name) !== false)));
  const properties = new LazyMap(
    left.size === 0 ? named : new Set([...named].filter((name) => !left.has(name))),
    schemaOf,
  );
  const dependents = dependentsOf(asking, folding);
  const required = requiredOf(leaves, dependents);
  const bound = least(leaves, 'maxProperties');
  const object = { properties, patternProperties: patterns, additional, required, maxProperties: bound };
  const barred = (name: string): boolean =>
    (alone === undefined && outside(name).length > 0) || !mayHave(object, name, folding);
  const plain = alone?.patterns.length === 0 ? { value: alone.properties, pointer: alone.at } : undefined;
  const surelyThere = (name: string): boolean => {
    const value = plain && own(plain.value, name);
    return value !== undefined && folding.isInhabited(value, plain?.pointer ?? '');
  };
  const dependentRequired = dependentOf(dependents, required, barred);
  const more = lostNames(asking, { ...object, dependentRequired }, barred, sourcesOf, forbidden, folding);
  if (more.size > 0) return foldObject(leaves, folding, new Map([...forbidden, ...more]));
  const possible = named.size - never.length;
  const most = closed && patterns.size === 0 ? possible : Number.POSITIVE_INFINITY;
  const minProperties = above(greatest(leaves, 'minProperties'), required.size);
  const maxProperties = under(bound, most);
  const needed = Math.max(minProperties?.value ?? 0, required.size);
  if (needed > Math.min(most, maxProperties?.value ?? most)) return undefined;
  for (const name of required.keys()) if (!surelyThere(name) && barred(name)) return undefined;
  return {
    type: 'object',
    properties,
    plain,
    places,
    required,
    patternProperties: patterns,
    additional,
    propertyNames: closed && patterns.size === 0 ? [] : names.open,
    dependentRequired,
    minProperties,
    maxProperties,
  };
}

/** Whether some object has the property, as far as what is said of its value, its name and the number of names tells. */
export function mayHave(
  object: Pick<ObjectVariant, 'properties' | 'patternProperties' | 'additional' | 'required' | 'maxProperties'>,
  name: string,
  folding: Folding,
): boolean {
  const { required, maxProperties } = object;
  if (maxProperties !== undefined && maxProperties.value <= required.size && !required.has(name)) return false;
  const own = object.properties.get(name);
  if (own !== undefined) return !folding.isEmpty(own);
  const matching = [...object.patternProperties].filter(([pattern]) => found(pattern, name) !== false);
  return matching.length === 0
    ? !folding.isEmpty(object.additional)
    : !matching.some(([, schema]) => folding.isEmpty(schema));
}

/** The bound where it asks for more than what is required anyway. */
function above(bound: Keyword<number> | undefined, count: number): Keyword<number> | undefined {
  return bound !== undefined && bound.value > count ? bound : undefined;
}

/** The bound where it allows less than what can be there anyway. */
function under(bound: Keyword<number> | undefined, count: number): Keyword<number> | undefined {
  return bound !== undefined && (bound.value < count || bound.value === 0) ? bound : undefined;
}

const NO_PLACES: ReadonlyMap<string, Pointer> = new Map();
const NO_PATTERNS: ReadonlyMap<string, Schema> = new Map();

/** What one leaf says of properties, looked up once. */
interface Speaker {
  readonly leaf: Leaf;
  readonly properties: JsonObject;
  /** The place of `properties`. */
  readonly at: Pointer;
  readonly patterns: readonly string[];
  /** What it says of properties that it does not name. */
  readonly rest: readonly Target[];
  readonly unevaluated: readonly Target[];
}

function speakerOf(leaf: Leaf): Speaker {
  return {
    leaf,
    properties: mapAt(leaf, 'properties'),
    at: below(leaf.pointer, 'properties'),
    patterns: Object.keys(mapAt(leaf, 'patternProperties')).sort(),
    rest: targetsAt(leaf, 'additionalProperties'),
    unevaluated: targetsAt(leaf, 'unevaluatedProperties'),
  };
}

/** What the leaf says of the property: its own entry, its patterns that match, or else its `additionalProperties`. */
function spokenOf({ leaf, properties, at, patterns, rest }: Speaker, name: string): readonly Target[] {
  const value = own(properties, name);
  const sources: Target[] = value === undefined ? [] : [{ value, pointer: below(at, name) }];
  for (const pattern of patterns)
    if (found(pattern, name)) sources.push(...targetsAt(leaf, 'patternProperties', pattern));
  return sources.length > 0 ? sources : rest;
}

/** What a leaf says of a property as one that nothing within the leaf speaks of, `sees` telling who does. */
type Unseen = (speaker: Speaker, sees: (other: Speaker) => boolean) => readonly Target[];

function unseenOf(
  { leaf, unevaluated }: Speaker,
  speakers: readonly Speaker[],
  leaves: readonly Leaf[],
  sees: (speaker: Speaker) => boolean,
  may: (name: string) => boolean,
): readonly Target[] {
  if (unevaluated.length === 0 || !seesAll(leaf, leaves, may)) return [];
  const within = new Set(enclosed(leaf, leaves));
  return speakers.some((other) => within.has(other.leaf) && (sees(other) || other.rest.length > 0)) ? [] : unevaluated;
}

/**
 * The patterns of all leaves; a leaf that has none takes what matches one for a property beside its own. Of one that has
 * other patterns, which may match the same name, a condition tells what it says (see `fold-conditions.ts`).
 */
/** What may be spent on finding that a pattern matches everything. */
const PATTERN_WORK = 2000;

function matchesAll(pattern: string): boolean {
  return textOutside({ patterns: [] }, { patterns: [pattern] }, { left: PATTERN_WORK }) === null;
}

function patternsOf(speakers: readonly Speaker[], unseen: Unseen, folding: Folding): ReadonlyMap<string, Schema> {
  const patterns = new Set(speakers.flatMap((speaker) => speaker.patterns));
  return new Map(
    [...patterns].map((pattern) => {
      const sources = speakers.flatMap((speaker) => {
        const said = speaker.patterns.includes(pattern)
          ? targetsAt(speaker.leaf, 'patternProperties', pattern)
          : speaker.patterns.length === 0
            ? speaker.rest
            : [];
        return [...said, ...unseen(speaker, (other) => other.patterns.length > 0)];
      });
      return [pattern, folding.schema(sources)];
    }),
  );
}
