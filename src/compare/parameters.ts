// Parameters and headers: what is sent beside the body.

import { ANYTHING } from '../model/anything.ts';
import type { Credentials, Header, Operation, Parameter, Serialization } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import type { Slot } from '../model/place.ts';
import type { Schema } from '../model/schema.ts';
import { type Comparison, record, type Scope, slotScope } from './comparison.ts';
import { pairLikeNames } from './likeness.ts';
import type { OperationPair } from './pairing.ts';
import { compareSchemas, compareUnread } from './schema.ts';

/**
 * Compares the parameters of two operations. Those of the path are paired by their place in it; one that a document
 * forgot to declare is in the path all the same.
 */
export function compareParameters(
  comparison: Comparison,
  pair: OperationPair,
  operation: string,
  direction: 'request' | 'response',
): void {
  const { old, new: fresh } = pair;
  const olds = keyed(old);
  const news = keyed(fresh);
  const scopeOf = (parameter: Parameter): Scope => {
    const slot: Slot = { operation, direction, parameter: `${parameter.in} ${parameter.name}` };
    return slotScope(comparison, slot, parameter.mediaType === undefined);
  };
  const gone: string[] = [];
  const come: string[] = [];
  for (const [key, before] of olds) {
    const after = news.get(key);
    if (after !== undefined) compareParameter(scopeOf(before), before, after);
    else if (before.in !== 'path') gone.push(key);
  }
  for (const [key, after] of news) if (!olds.has(key) && after.in !== 'path') come.push(key);

  const renames = pairLikeNames(gone, come, (a, b) => {
    const before = olds.get(a);
    const after = news.get(b);
    return before?.in === after?.in && typesOf(before) === typesOf(after);
  });
  for (const key of gone) {
    const before = olds.get(key);
    if (before === undefined) continue;
    const rename = renames.find((candidate) => candidate.before === key);
    const after = rename && news.get(rename.after);
    const at = { subject: before.name, old: before.pointer };
    if (rename !== undefined && after !== undefined) {
      const facts = {
        required: after.required,
        likeness: rename.likeness,
        replacement: after.name,
        keyword: before.in,
      };
      record(scopeOf(before), 'parameter.renamed', { ...at, new: after.pointer, after: after.name, facts });
      compareSchemas(scopeOf(before), before.schema, after.schema, []);
    } else if (carries(fresh.security.value, before)) {
      record(scopeOf(before), 'parameter.carries-credential', {
        ...at,
        new: fresh.security.pointer,
        facts: { required: before.required, reason: 'a security scheme asks for it now' },
      });
    } else {
      record(scopeOf(before), 'parameter.removed', {
        ...at,
        newAnchor: fresh.pointer,
        facts: { required: before.required, keyword: before.in },
      });
    }
  }
  for (const key of come) {
    const after = news.get(key);
    if (after === undefined || renames.some((rename) => rename.after === key)) continue;
    const at = { subject: after.name, new: after.pointer, oldAnchor: old.pointer };
    if (carries(old.security.value, after)) {
      record(scopeOf(after), 'parameter.carries-credential', {
        ...at,
        old: old.security.pointer,
        facts: { required: after.required, reason: 'a security scheme asked for it before' },
      });
    } else record(scopeOf(after), 'parameter.added', { ...at, facts: { required: after.required, keyword: after.in } });
  }
}

/** Parameters by place and wire name; those of the path by their order in it, since their names are not on the wire. */
function keyed(operation: Operation): Map<string, Parameter> {
  const names = [...operation.path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
  const result = new Map<string, Parameter>();
  for (const parameter of operation.parameters) {
    const position = parameter.in === 'path' ? names.indexOf(parameter.name) : -1;
    const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
    result.set(position >= 0 ? `path ${position}` : `${parameter.in} ${name}`, parameter);
  }
  return result;
}

function typesOf(parameter: Parameter | undefined): string {
  return (parameter?.schema ?? ANYTHING).shape.variants.map((variant) => variant.type).join();
}

/** Whether every set of credentials that suffices carries a key of the parameter's place and name. */
function carries(security: readonly Credentials[], parameter: Parameter): boolean {
  const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
  const carried = security.filter(({ schemes }) =>
    schemes.some(({ scheme }) => scheme.carrier?.in === parameter.in && scheme.carrier.name === name),
  );
  return carried.length > 0 && carried.length === security.length;
}

function compareParameter(scope: Scope, old: Parameter, fresh: Parameter): void {
  const at = { subject: old.name, old: old.pointer, new: fresh.pointer };
  if (scope.comparison.sdk && old.name !== fresh.name) {
    record(scope, 'parameter.renamed', {
      ...at,
      after: fresh.name,
      facts: { replacement: fresh.name, keyword: 'path', likeness: 1 },
    });
  }
  if (old.required !== fresh.required)
    record(scope, fresh.required ? 'parameter.became-required' : 'parameter.became-optional', {
      ...at,
      facts: { keyword: old.in },
    });
  const sunset = fresh.sunset === undefined ? {} : { sunset: fresh.sunset };
  if (old.deprecated !== fresh.deprecated)
    record(scope, fresh.deprecated ? 'parameter.deprecated' : 'parameter.undeprecated', { ...at, facts: sunset });
  const item = singleItem(old, fresh);
  if (item === undefined) compareSerializations(scope, 'parameter.serialization-changed', old, fresh);
  compareUnread(scope, old.unread, fresh.unread);
  compareSchemas(scope, old.schema, item ?? fresh.schema, []);
}

/** The items of a list that took the place of a single value: `?tag=a` is a list of one where lists are exploded. */
function singleItem(old: Parameter, fresh: Parameter): Schema | undefined {
  const { style, explode } = fresh.serialization;
  if (style !== 'form' || !explode) return undefined;
  const [list, ...others] = fresh.schema?.shape.variants ?? [];
  if (list?.type !== 'array' || others.length > 0 || (list.minItems?.value ?? 0) > 1) return undefined;
  const single = old.schema?.shape.variants.every((variant) => variant.type !== 'array' && variant.type !== 'object');
  return single ? list.items : undefined;
}

/** Compares the headers of two responses. */
export function compareHeaders(
  comparison: Comparison,
  olds: readonly Header[],
  news: readonly Header[],
  slot: Slot,
  anchors: { readonly old: string; readonly new: string },
): void {
  const scopeOf = (name: string): Scope => slotScope(comparison, { ...slot, header: name }, true);
  for (const old of olds) {
    const fresh = news.find((header) => header.name === old.name);
    const scope = scopeOf(old.name);
    if (fresh === undefined) {
      record(scope, 'header.removed', {
        subject: old.name,
        old: old.pointer,
        newAnchor: anchors.new,
        facts: { required: old.required },
      });
      continue;
    }
    const at = { subject: old.name, old: old.pointer, new: fresh.pointer };
    if (old.required !== fresh.required)
      record(scope, fresh.required ? 'header.became-required' : 'header.became-optional', at);
    if (old.deprecated !== fresh.deprecated)
      record(scope, fresh.deprecated ? 'header.deprecated' : 'header.undeprecated', at);
    compareUnread(scope, old.unread, fresh.unread);
    compareSerializations(scope, 'header.serialization-changed', old, fresh);
    compareSchemas(scope, old.schema, fresh.schema, []);
  }
  for (const fresh of news) {
    if (olds.some((header) => header.name === fresh.name)) continue;
    record(scopeOf(fresh.name), 'header.added', {
      subject: fresh.name,
      new: fresh.pointer,
      oldAnchor: anchors.old,
      facts: { required: fresh.required },
    });
  }
}

interface Serialized {
  readonly pointer: string;
  readonly name: string;
  readonly serialization: Serialization;
  readonly schema: Schema | undefined;
}

function compareSerializations(
  scope: Scope,
  kind: 'parameter.serialization-changed' | 'header.serialization-changed',
  old: Serialized,
  fresh: Serialized,
): void {
  for (const keyword of ['style', 'explode', 'allowReserved', 'allowEmptyValue'] as const) {
    const before: Json = old.serialization[keyword];
    const after: Json = fresh.serialization[keyword];
    if (before === after) continue;
    // How lists and objects are laid out matters only where one may come.
    const layout = keyword === 'style' || keyword === 'explode';
    if (layout && !isStructured(old.schema) && !isStructured(fresh.schema)) continue;
    record(scope, kind, { subject: old.name, old: old.pointer, new: fresh.pointer, before, after, facts: { keyword } });
  }
}

function isStructured(schema: Schema | undefined): boolean {
  if (schema?.shape.typeAt === undefined) return false;
  return schema.shape.variants.some(({ type }) => type === 'array' || type === 'object');
}
