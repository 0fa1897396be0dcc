// What a consumer takes of an operation: one contract says what another cannot, such as that a field may be `null`.

import { isArray, isObject, type Json, type JsonObject, own } from '../../model/json.ts';
import type { HttpInteraction, Interaction, Usage } from '../../model/usage.ts';

/**
 * The usages, in which each answer may also be what other interactions of the same consumer show, or say, that it takes of
 * the same operation under the same status: other types, `null`, and fields that are named as ones that may be absent. A
 * field that another does not name is left as it is. `operationOf` gives the same thing for calls of the same operation,
 * and `undefined` for a call of none.
 */
export function readTogether(
  usages: readonly Usage[],
  operationOf: (interaction: HttpInteraction) => unknown,
): readonly Usage[] {
  const calls = usages.flatMap(({ consumer, interactions }) =>
    interactions
      .filter(isReadCall)
      .map((interaction) => ({ consumer, interaction, operation: operationOf(interaction) })),
  );
  const byOperation = Map.groupBy(calls, ({ operation }) => operation);
  const alike = new Map(
    [...byOperation].flatMap(([operation, group]) =>
      operation === undefined || group.length === 1 ? [] : group.map((call) => [call.interaction, { ...call, group }]),
    ),
  );
  const widenedOf = (interaction: Interaction): Interaction => {
    const call = isReadCall(interaction) ? alike.get(interaction) : undefined;
    if (call === undefined || !isReadCall(interaction)) return interaction;
    const others = call.group.filter(
      (other) =>
        other.interaction !== interaction && other.consumer === call.consumer && meet(other.interaction, interaction),
    );
    const { received } = interaction;
    const schema = others.reduce((taken, other) => widened(taken, other.interaction.received.schema), received.schema);
    return schema === received.schema ? interaction : { ...interaction, received: { ...received, schema } };
  };
  if (alike.size === 0) return usages;
  return usages.map((usage) => ({ ...usage, interactions: usage.interactions.map(widenedOf) }));
}

/** A call of whose answer something is known. */
type ReadCall = HttpInteraction & { readonly received: { readonly schema: JsonObject } };

function isReadCall(interaction: Interaction): interaction is ReadCall {
  return interaction.kind === 'http' && interaction.received?.schema !== undefined;
}

/** Whether both read answers of one status; `2XX` is each that begins with 2. */
function meet(a: HttpInteraction, b: HttpInteraction): boolean {
  const covers = (wide: string, status: string): boolean =>
    wide === status || (wide.endsWith('XX') && wide[0] === status[0]);
  return a.statuses.some((one) => b.statuses.some((other) => covers(one, other) || covers(other, one)));
}

/** What the one takes and, at the fields that both name, what the other does. The same object where that is no more. */
function widened(taken: JsonObject, other: JsonObject): JsonObject {
  const inner = widenedWithin(taken, other);
  const known = typesOf(taken);
  const more = known.length === 0 ? [] : typesOf(other).filter((type) => !known.includes(type));
  return more.length === 0 ? inner : { anyOf: [inner, ...more.map((type) => ({ type }))] };
}

function widenedWithin(taken: JsonObject, other: JsonObject): JsonObject {
  const [before, said] = [membersOf(taken), membersOf(other)];
  const members = new Map(
    [...before].map(([name, schema]) => [name, isObject(schema) ? widenedBy(schema, said.get(name)) : schema]),
  );
  const needed = listOf(taken, 'required');
  const required = needed.filter((name) => !said.has(String(name)) || listOf(other, 'required').includes(name));
  const [items, otherItems] = [own(taken, 'items'), own(other, 'items')];
  const all = isObject(items) ? widenedBy(items, otherItems) : items;
  if (
    required.length === needed.length &&
    all === items &&
    [...members].every(([name, each]) => each === before.get(name))
  )
    return taken;
  return {
    ...taken,
    ...(before.size > 0 && { properties: Object.fromEntries(members) }),
    ...(required.length < needed.length && { required }),
    ...(items !== undefined && { items: all }),
  };
}

function widenedBy(taken: JsonObject, other: Json | undefined): JsonObject {
  return isObject(other) ? widened(taken, other) : taken;
}

function membersOf(schema: JsonObject): ReadonlyMap<string, Json | undefined> {
  const properties = own(schema, 'properties');
  return new Map(isObject(properties) ? Object.entries(properties) : []);
}

function listOf(schema: JsonObject, key: string): readonly Json[] {
  const list = own(schema, key);
  return isArray(list) ? list : [];
}

/** The types that a schema names, `number` for `integer`; none where it takes any. */
function typesOf(schema: JsonObject): readonly string[] {
  const alternatives = [...listOf(schema, 'anyOf'), ...listOf(schema, 'oneOf')].filter(isObject);
  const declared = own(schema, 'type');
  const written = isArray(declared) ? declared : declared === undefined ? [] : [declared];
  if (written.length > 0) return written.map((type) => (type === 'integer' ? 'number' : String(type)));
  const among = alternatives.map(typesOf);
  return [...new Set(among.flat())];
}
