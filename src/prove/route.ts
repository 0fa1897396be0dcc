// The way from a payload to a field, through one alternative at each step.

import { ANYTHING } from '../model/anything.ts';
import type { Json } from '../model/json.ts';
import { spellingsOf } from '../model/pattern/spelling.ts';
import type { FieldPath, FieldSegment } from '../model/place.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Schema, Variant } from '../model/schema.ts';
import { Unprovable } from './effort.ts';
import { meetsOf } from './meet.ts';
import type { PatternCompiler } from './regexp.ts';
import type { Sampler } from './sample.ts';
import { schemaAt } from './sample.ts';

/** One way to a field. */
export interface Route {
  readonly steps: readonly Step[];
  /** The schema of the field. */
  readonly leaf: Schema;
}

interface Step {
  readonly schema: Schema;
  readonly variant: Variant;
  readonly segment: FieldSegment;
}

/** Ways that are followed at most. */
const MOST_ROUTES = 24;

/** The ways along `path`; those through what is written around `near` first. */
export function routesTo(
  schema: Schema,
  path: FieldPath,
  pattern: PatternCompiler,
  near: Pointer | undefined,
): Route[] {
  let routes: Route[] = [{ steps: [], leaf: schema }];
  for (const segment of path) {
    routes = routes
      .flatMap((route) =>
        route.leaf.shape.variants.flatMap((variant) => {
          const leaf = stepInto(variant, segment, pattern);
          return leaf === undefined
            ? []
            : [{ steps: [...route.steps, { schema: route.leaf, variant, segment }], leaf }];
        }),
      )
      .slice(0, MOST_ROUTES);
  }
  const distance = (route: Route): number =>
    near !== undefined && leadsTo(route, near) ? 0 : route.leaf.sources.length > 0 ? 1 : 2;
  return routes.sort((a, b) => distance(a) - distance(b));
}

/** Whether what the route ends in, or passes through at last, is written around `near`, or has it as an alternative. */
function leadsTo({ leaf, steps }: Route, near: Pointer): boolean {
  const last = steps.at(-1);
  if (leaf.shape.variants.some((variant) => variant.pointer === near)) return true;
  const around = [
    ...leaf.sources.map((source) => source.pointer),
    ...(last === undefined ? [] : [last.variant.pointer]),
  ];
  return around.some((pointer) => near === pointer || near.startsWith(`${pointer}/`));
}

function stepInto(variant: Variant, segment: FieldSegment, pattern: PatternCompiler): Schema | undefined {
  if ('content' in segment) throw new Unprovable('what is encoded in a text is no matter of JSON Schema validation');
  if (variant.type === 'object') {
    if ('property' in segment) return schemaAt(variant, segment.property, pattern);
    if ('values' in segment) return variant.additional;
    if ('pattern' in segment) return variant.patternProperties.get(segment.pattern) ?? variant.additional;
    if ('names' in segment) return variant.propertyNames[0] ?? ANYTHING;
  }
  if (variant.type === 'array') {
    if ('items' in segment) return variant.items;
    if ('item' in segment) return variant.prefixItems[segment.item] ?? variant.items;
    if ('contains' in segment) return variant.contains[0]?.schema ?? variant.items;
  }
  return undefined;
}

/** The route through what both sides ask for on it; `undefined` where they share nothing at some step. */
export function sharedRoute(route: Route, other: Route, pattern: PatternCompiler): Route | undefined {
  const steps = route.steps.flatMap((step, index) => {
    const partner = other.steps[index];
    const [variant] = partner === undefined ? [] : meetsOf(step.variant, [partner.variant], pattern);
    return variant === undefined ? [] : [{ ...step, variant }];
  });
  return steps.length === route.steps.length ? { ...route, steps } : undefined;
}

/** The smallest payload on the route with `value` at its end; `undefined` where none was found. */
export function embed(route: Route, value: Json, sampler: Sampler): Json | undefined {
  let inner: Json | undefined = value;
  for (const { schema, variant, segment } of route.steps.toReversed()) {
    if (inner === undefined) return undefined;
    inner = enclose(schema, variant, segment, inner, sampler);
  }
  return inner;
}

function enclose(
  schema: Schema,
  variant: Variant,
  segment: FieldSegment,
  inner: Json,
  sampler: Sampler,
): Json | undefined {
  if (variant.type === 'array') {
    const index = 'item' in segment ? segment.item : 'items' in segment ? variant.prefixItems.length : 0;
    return sampler.variant(variant, schema, { items: new Map([[index, inner]]) });
  }
  if (variant.type !== 'object') return undefined;
  if ('names' in segment) {
    const held = typeof inner === 'string' ? sampler.value(variant.additional) : undefined;
    return held === undefined
      ? undefined
      : sampler.variant(variant, schema, { properties: new Map([[String(inner), held]]) });
  }
  return sampler.variant(variant, schema, { properties: new Map([[keyOf(segment, variant, sampler), inner]]) });
}

/** A property name that the segment speaks of. */
function keyOf(segment: FieldSegment, variant: Variant & { type: 'object' }, sampler: Sampler): string {
  if ('property' in segment) return segment.property;
  if ('pattern' in segment) return spellingsOf(segment.pattern)[0] ?? segment.pattern;
  const [names] = variant.propertyNames;
  const named = names === undefined ? undefined : sampler.value(names);
  if (typeof named === 'string' && !variant.properties.has(named)) return named;
  let key = 'key';
  while (variant.properties.has(key)) key += '_';
  return key;
}
