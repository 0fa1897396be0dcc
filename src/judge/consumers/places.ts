// The schemas of both documents at a field: what tells whether two fields are described in the same place.

import type { FieldPath, FieldSegment } from '../../model/place.ts';
import type { ObjectVariant, Schema, Variant } from '../../model/schema.ts';
import type { Matching } from './skills.ts';

/** What both documents say of one field; several schemas where alternatives lead to it. */
export interface Spot {
  readonly old: readonly Schema[];
  readonly fresh: readonly Schema[];
}

/** Schemas that are followed at most, of either document. */
const MOST_SCHEMAS = 24;

/** The spot one step further. */
export function stepped({ old, fresh }: Spot, segment: FieldSegment, skills: Matching): Spot {
  return { old: below(old, segment, skills), fresh: below(fresh, segment, skills) };
}

/** The spots along the path, the one that it starts from first. */
export function spotsAlong(spot: Spot, path: FieldPath, skills: Matching): readonly Spot[] {
  const spots = [spot];
  let current = spot;
  for (const segment of path) {
    current = stepped(current, segment, skills);
    spots.push(current);
  }
  return spots;
}

function below(schemas: readonly Schema[], segment: FieldSegment, skills: Matching): readonly Schema[] {
  const found = schemas.flatMap((schema) =>
    schema.shape.variants.flatMap((variant) => belowVariant(variant, segment, skills)),
  );
  return [...new Set(found)].filter(({ sources }) => sources.length > 0).slice(0, MOST_SCHEMAS);
}

function belowVariant(variant: Variant, segment: FieldSegment, { finds }: Matching): readonly Schema[] {
  if (variant.type === 'object') {
    if ('property' in segment) {
      const own = variant.properties.get(segment.property);
      if (own !== undefined) return [own];
      const matching = [...variant.patternProperties].filter(([pattern]) => finds(pattern, segment.property));
      return matching.length > 0 ? matching.map(([, schema]) => schema) : [variant.additional];
    }
    if ('values' in segment) return [variant.additional, ...variant.patternProperties.values()];
    if ('pattern' in segment) {
      const own = variant.patternProperties.get(segment.pattern);
      return [own ?? variant.additional];
    }
    if ('names' in segment) return variant.propertyNames;
  }
  if (variant.type === 'array') {
    if ('items' in segment) return [variant.items, ...variant.prefixItems];
    if ('item' in segment) return [variant.prefixItems[segment.item] ?? variant.items];
    if ('contains' in segment) return variant.contains.map(({ schema }) => schema);
  }
  if (variant.type === 'string' && 'content' in segment && variant.contentSchema !== undefined)
    return [variant.contentSchema];
  return [];
}

/** Whether both fields are described in the same place of each document that describes them. */
export function sameSpot(a: Spot, b: Spot): boolean {
  return same(a.old, b.old) && same(a.fresh, b.fresh) && (shares(a.old, b.old) || shares(a.fresh, b.fresh));
}

/** Where both documents say that an object has a property, and that it is required. */
export interface Member {
  readonly old: readonly string[];
  readonly fresh: readonly string[];
}

/** Where both documents speak of the property of the object. */
export function memberOf({ old, fresh }: Spot, name: string): Member {
  return { old: sayings(old, name), fresh: sayings(fresh, name) };
}

/** Whether the property of the object is spoken of in the same place of each document that speaks of it. */
export function sameMember(spot: Spot, member: Member, name: string): boolean {
  const { old, fresh } = memberOf(spot, name);
  return same(old, member.old) && same(fresh, member.fresh) && (shares(old, member.old) || shares(fresh, member.fresh));
}

function sayings(schemas: readonly Schema[], name: string): readonly string[] {
  return objectsIn(schemas).flatMap((variant) => {
    const place = variant.places.get(name);
    const required = variant.required.get(name);
    return place === undefined && required === undefined ? [] : [`${place ?? ''} ${required ?? ''}`];
  });
}

/** The object alternatives of the schemas. */
export function objectsIn(schemas: readonly Schema[]): readonly ObjectVariant[] {
  return schemas.flatMap(({ shape }) => shape.variants.filter((variant) => variant.type === 'object'));
}

function same<T>(a: readonly T[], b: readonly T[]): boolean {
  return shares(a, b) || (a.length === 0 && b.length === 0);
}

function shares<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.some((item) => b.includes(item));
}
