// Changes of schemas: the smallest payload that one side takes and the other refuses, with the changed field in it.

import { ANYTHING } from '../model/anything.ts';
import type { Change } from '../model/change.ts';
import { isArray, isObject, type Json } from '../model/json.ts';
import type { FieldPath, Impact } from '../model/place.ts';
import type { Schema } from '../model/schema.ts';
import type { Witness } from '../model/witness.ts';
import { isAbout, mended } from './cause.ts';
import type { Effort } from './effort.ts';
import { probes } from './probes.ts';
import { embed, type Route, routesTo, sharedRoute } from './route.ts';
import { sampler } from './sample.ts';
import { readings } from './text.ts';
import type { Validator } from './validator.ts';

/** One side's schema of a slot. */
export interface Side {
  readonly schema: Schema | undefined;
  readonly validator: Validator;
}

/** A slot in both documents. */
export interface SlotPair {
  readonly direction: 'request' | 'response';
  readonly old: Side;
  readonly new: Side;
  /** Whether the value travels as plain text, so that a number is the text of its digits as well. */
  readonly asText: boolean;
  /** Whether the schemas are those of one item of a sequence. */
  readonly isItem: boolean;
}

/** Kinds that speak of an object by one of its properties. */
const ABOUT_A_PROPERTY = /^(property|pattern-property|dependent-required)\./;

/** Ways to the field that are tried on either side; those through the place of the change come first. */
const MOST_ROUTES = 4;

/** Checks that are spent on one pair of ways. */
const CHECKS_AT_ONE_PLACE = 60;

/** Values in a row that the giving side itself does not take, after which it is not tried further. */
const MOST_MISSED = 25;

/** Payloads that are built around one value of the field, each less small than the one before. */
const ATTEMPTS = 8;

/** Payloads of what both sides ask for, which are built before those. */
const SHARED_ATTEMPTS = 3;

/**
 * A payload that shows the change at `impact`. The field's own value must already tell the two sides' schemas of the
 * field apart, so that the payload is refused for this change and not for another one; then the whole payload of the
 * slot (one item, where it is a sequence) must tell the whole schemas apart. `undefined` where nothing was found.
 */
export function provePayload(change: Change, impact: Impact, pair: SlotPair, effort: Effort): Witness | undefined {
  const request = pair.direction === 'request';
  const giver = request ? pair.old : pair.new;
  const refuser = request ? pair.new : pair.old;
  const nearOld = change.old?.pointer ?? change.new?.pointer;
  const nearNew = change.new?.pointer ?? change.old?.pointer;
  const context = { direction: pair.direction, pattern: giver.validator.pattern, effort };
  const takes = (side: Side, schema: Schema | undefined, value: Json): boolean => {
    effort.check();
    return readings(value, pair.asText).some((reading) => side.validator.accepts(schema, reading));
  };
  const tellsApart = (whole: Json): boolean =>
    isSmall(whole, effort.limits) && takes(giver, giver.schema, whole) && !takes(refuser, refuser.schema, whole);

  for (const { path, focus } of levels(change, pair.isItem ? impact.path.slice(1) : impact.path)) {
    const ways = (side: Side, near: string | undefined): Route[] =>
      routesTo(side.schema ?? ANYTHING, path, side.validator.pattern, near);
    const routes = ways(giver, request ? nearOld : nearNew).slice(0, MOST_ROUTES);
    const others = ways(refuser, request ? nearNew : nearOld).slice(0, MOST_ROUTES);
    for (const [route, other] of routes.flatMap((route) => others.map((other) => [route, other] as const))) {
      const { leaf } = other;
      const leaves = { giver: route.leaf, refuser: leaf };
      const shared = sharedRoute(route, other, context.pattern);
      const until = effort.left() - CHECKS_AT_ONE_PLACE;
      let missed = 0;
      for (const value of probes(change, leaves, sampler(context, 0), focus)) {
        if (effort.left() < until || missed >= MOST_MISSED) break;
        if (!isAbout(change, value, leaves) || !isSmall(value, effort.limits)) continue;
        missed = takes(giver, route.leaf, value) ? 0 : missed + 1;
        if (missed > 0 || takes(refuser, leaf, value)) continue;
        const mends = mended(change, value, leaves, focus, sampler(context, 0));
        if (mends !== undefined && !mends.some((mend) => takes(refuser, leaf, mend))) continue;
        const payload = route.steps.length === 0 ? value : wholePayload({ route, shared }, value, context, tellsApart);
        if (payload !== undefined)
          return { status: 'proven', payload, oldAccepts: request, newAccepts: !request, at: impact };
        effort.note(
          'the changed field tells the documents apart, but the whole payload does not: another alternative takes it',
        );
        break;
      }
    }
  }
  return undefined;
}

/** The field itself and, where the change is about a property, the object around it first. */
function levels(change: Change, path: FieldPath): { readonly path: FieldPath; readonly focus: string | undefined }[] {
  const last = path.at(-1);
  const field = { path, focus: undefined };
  if (last === undefined) return [field];
  const focus = 'property' in last ? last.property : undefined;
  const around = { path: path.slice(0, -1), focus };
  return ABOUT_A_PROPERTY.test(change.kind) ? [around, field] : [field, around];
}

/** A payload around the value: if possible one in which nothing else tells the sides apart. */
function wholePayload(
  { route, shared }: { readonly route: Route; readonly shared: Route | undefined },
  value: Json,
  context: Parameters<typeof sampler>[0],
  holds: (whole: Json) => boolean,
): Json | undefined {
  const tried = new Set<string>();
  const attempts = (way: Route, count: number): (readonly [Route, number])[] =>
    Array.from({ length: count }, (_, attempt) => [way, attempt]);
  const all = [...(shared === undefined ? [] : attempts(shared, SHARED_ATTEMPTS)), ...attempts(route, ATTEMPTS)];
  for (const [way, attempt] of all) {
    const whole = embed(way, value, sampler(context, attempt));
    if (whole === undefined) continue;
    const key = JSON.stringify(whole);
    if (tried.has(key)) continue;
    tried.add(key);
    if (holds(whole)) return whole;
  }
  return undefined;
}

function isSmall(value: Json, limits: Effort['limits']): boolean {
  let nodes = 0;
  const visit = (node: Json): boolean => {
    nodes += 1;
    if (nodes > limits.nodes) return false;
    if (typeof node === 'string') return node.length <= limits.characters;
    if (isArray(node)) return node.every(visit);
    return !isObject(node) || Object.values(node).every((item) => visit(item ?? null));
  };
  return visit(value);
}
