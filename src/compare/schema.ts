// Two schemas compared in the normal form: types first, then each variant with its counterpart.

import { ANYTHING } from '../model/anything.ts';
import { canonical, type Json } from '../model/json.ts';
import type { FieldPath } from '../model/place.ts';
import { JSON_TYPES, type JsonType, type Keyword, type Schema, type Shape, type Variant } from '../model/schema.ts';
import { pairVariants } from './alternatives.ts';
import { compareArrays } from './array.ts';
import { record, type Scope } from './comparison.ts';
import { compareConditions } from './conditions.ts';
import type { Node, Use } from './graph.ts';
import { compareObjects } from './object.ts';
import { compareNumbers, compareValues, isWhole } from './scalars.ts';
import { compareStrings } from './strings.ts';
import { differingReferences } from './words.ts';

/** Compares the schemas of a slot's payload, or of a field below the pair of `scope`; `undefined` accepts everything. */
export function compareSchemas(
  scope: Scope,
  old: Schema | undefined,
  fresh: Schema | undefined,
  step: FieldPath,
): void {
  const before = old ?? ANYTHING;
  const after = fresh ?? ANYTHING;
  const relation = scope.comparison.same.schemas(before, after);
  if (relation === 'same') return;
  const compare = (inner: Scope): void => {
    if (relation === 'different' || !compareReferences(inner, before, after)) compareShapes(inner, before, after);
  };
  visitPair(scope, `${before.key} | ${after.key}`, step, compare, [before, after]);
}

/** Compares what two schemas in the same words refer to, and whether that is all there is to compare. */
function compareReferences(scope: Scope, old: Schema, fresh: Schema): boolean {
  const { old: before, new: after, same } = scope.comparison;
  const [was] = old.sources;
  const [is] = fresh.sources;
  if (was === undefined || is === undefined) return false;
  const documents = { old: before.document, fresh: after.document };
  const references = differingReferences(scope.direction, same, documents, was, is);
  for (const reference of references ?? [])
    compareSchemas(scope, before.schemaAt(reference.old), after.schemaAt(reference.fresh), reference.step);
  return references !== undefined;
}

/** Notes the use of a pair, and compares it where it is met for the first time; through a cycle it counts as equal. */
function visitPair(
  scope: Scope,
  pair: string,
  step: FieldPath,
  compare: (scope: Scope) => void,
  schemas?: Node['schemas'],
): void {
  const { comparison, direction, asText = false } = scope;
  const key = `${direction}${asText ? ' text' : ''} ${pair}`;
  const use: Use = { node: scope.node, step };
  const known = comparison.nodes.get(key);
  if (known !== undefined) {
    known.uses.push(use);
    return;
  }
  const node: Node = { uses: [use], ...(schemas !== undefined && !asText && { schemas }) };
  comparison.nodes.set(key, node);
  comparison.pending.push(() => compare({ comparison, node, direction, asText }));
}

function compareShapes(scope: Scope, old: Schema, fresh: Schema): void {
  const before = old.shape;
  const after = fresh.shape;
  compareTypes(scope, old, fresh);
  for (const type of new Set(before.variants.map((variant) => variant.type))) {
    const olds = before.variants.filter((variant) => variant.type === type);
    const news = after.variants.filter((variant) => variant.type === type);
    const pair = scope.comparison.contract?.pair ?? pairVariants;
    if (news.length > 0) pair(scope, before, after, olds, news, compareVariants);
  }
  compareAnnotations(scope, old, fresh);
  compareUnread(scope, before.unread, after.unread);
  if (before.truncated || after.truncated) {
    record(scope, 'inclusion.undecided', {
      old: old.pointer,
      new: fresh.pointer,
      facts: { reason: 'too many combinations of alternatives' },
    });
  }
}

/** Reports keywords that the house does not know where they differ (`field.unjudged`). */
export function compareUnread(
  scope: Scope,
  old: ReadonlyMap<string, Keyword<Json>>,
  fresh: ReadonlyMap<string, Keyword<Json>>,
): void {
  if (old.size === 0 && fresh.size === 0) return;
  for (const keyword of new Set([...old.keys(), ...fresh.keys()])) {
    const before = old.get(keyword);
    const after = fresh.get(keyword);
    if (canonical(before?.value) === canonical(after?.value)) continue;
    record(scope, 'field.unjudged', {
      subject: keyword,
      old: before?.pointer,
      new: after?.pointer,
      before: short(before?.value),
      after: short(after?.value),
      facts: { keyword },
    });
  }
}

/** The value where it is one that fits into a sentence. */
function short(value: Json | undefined): Json | undefined {
  return typeof value === 'object' ? undefined : value;
}

function compareVariants(scope: Scope, old: Variant, fresh: Variant): void {
  visitPair(scope, `${old.key} || ${fresh.key}`, [], (inner) => {
    if (old.type === 'number' && fresh.type === 'number') compareNumbers(inner, old, fresh);
    else if (old.type === 'string' && fresh.type === 'string') compareStrings(inner, old, fresh);
    else if (old.values !== undefined || fresh.values !== undefined) {
      // Lists are the whole of what is accepted, however their members are described.
    } else if (old.type === 'array' && fresh.type === 'array') compareArrays(inner, old, fresh);
    else if (old.type === 'object' && fresh.type === 'object') compareObjects(inner, old, fresh);
    compareValues(inner, old, fresh);
    compareConditions(inner, old, fresh);
  });
}

function compareTypes(scope: Scope, old: Schema, fresh: Schema): void {
  const before = new Set(old.shape.variants.map((variant) => variant.type));
  const after = new Set(fresh.shape.variants.map((variant) => variant.type));
  const come = [...after].filter((type) => !before.has(type) && !isText(scope, type, old.shape));
  const gone = [...before].filter((type) => !after.has(type) && !isText(scope, type, fresh.shape));
  const sides = {
    old: old.shape.typeAt ?? old.pointer,
    new: fresh.shape.typeAt ?? fresh.pointer,
    oldAnchor: old.pointer,
    newAnchor: fresh.pointer,
  };
  const whole =
    before.has('number') && after.has('number') && Number(isWhole(fresh.shape)) - Number(isWhole(old.shape));
  const widened = come.some((type) => type !== 'null') || whole === -1;
  const narrowed = gone.some((type) => type !== 'null') || whole === 1;
  if (widened || narrowed) {
    record(scope, widened && narrowed ? 'type.changed' : widened ? 'type.widened' : 'type.narrowed', {
      ...sides,
      before: typeNames(old.shape),
      after: typeNames(fresh.shape),
      facts: widened && narrowed ? {} : implied(widened ? fresh.shape : old.shape),
    });
  }
  // Where anything is accepted, `null` is one of it and no news of its own. What is wrapped to allow `null` may be a
  // component that others use as it is: the edit is where the `null` stands.
  if (come.includes('null') && !(widened && after.size === JSON_TYPES.length))
    record(scope, 'null.allowed', { ...sides, oldAnchor: '' });
  if (gone.includes('null') && !(narrowed && before.size === JSON_TYPES.length))
    record(scope, 'null.refused', { ...sides, newAnchor: '' });
}

/** Whether values of the type are strings to the other side, since they travel as text. */
function isText(scope: Scope, type: JsonType, other: Shape): boolean {
  if (!scope.asText || (type !== 'number' && type !== 'boolean')) return false;
  return other.variants.some((variant) => variant.type === 'string' && variant.key.endsWith(':'));
}

/** Set when the wider side declares no type and only its keywords tell which one is meant. */
function implied(wider: Shape): { readonly implied?: true } {
  const told = wider.variants.some((variant) => !variant.key.endsWith(':'));
  return wider.typeAt === undefined && told ? { implied: true } : {};
}

/** The types as people name them; `any` when all are accepted. */
export function typeNames(shape: Shape): string {
  const types = new Set(shape.variants.map((variant) => variant.type));
  if (types.size === JSON_TYPES.length) return 'any';
  const names = [...types].map((type) => (type === 'number' && isWhole(shape, true) ? 'integer' : type));
  return names.length === 0 ? 'nothing' : names.join(' | ');
}

function compareAnnotations(scope: Scope, old: Schema, fresh: Schema): void {
  const before = old.annotations;
  const after = fresh.annotations;
  if (scope.direction === 'request' && canonical(before.default?.value) !== canonical(after.default?.value)) {
    record(scope, 'default.changed', {
      old: before.default?.pointer,
      new: after.default?.pointer,
      before: before.default?.value,
      after: after.default?.value,
    });
  }
  if (canonical(before.xml?.value) !== canonical(after.xml?.value)) {
    record(scope, 'xml.changed', {
      old: before.xml?.pointer,
      new: after.xml?.pointer,
      before: before.xml?.value,
      after: after.xml?.value,
    });
  }
}
