// Properties of objects: which is which, and what each of them says.

import { ANYTHING } from '../model/anything.ts';
import type { Facts } from '../model/change.ts';
import { own } from '../model/json.ts';
import type { ObjectVariant, Schema } from '../model/schema.ts';
import { isNever, schemasOf } from './accepts.ts';
import { type Finding, record, type Scope } from './comparison.ts';
import { pairLikeNames } from './likeness.ts';
import { compareSchemas, typeNames } from './schema.ts';

/** Whether the property travels: `readOnly` ones are no part of a request, `writeOnly` none of a response (OpenAPI 3.1 §4.8.24). */
function travels(scope: Scope, schema: Schema | undefined): schema is Schema {
  if (schema === undefined || isNever(schema)) return false;
  const { readOnly, writeOnly } = schema.annotations;
  return !(scope.direction === 'request' ? readOnly : writeOnly);
}

/** The names that either speaks of, each once. */
function namesOfBoth(old: ObjectVariant, fresh: ObjectVariant): readonly string[] {
  const names = [...old.properties.keys()];
  for (const name of fresh.properties.keys()) if (!old.properties.has(name)) names.push(name);
  const isNew = (name: string): boolean => !old.properties.has(name) && !fresh.properties.has(name);
  for (const name of old.required.keys()) if (isNew(name)) names.push(name);
  for (const name of fresh.required.keys()) if (isNew(name) && !old.required.has(name)) names.push(name);
  return names;
}

/** Whether the property is the same word for word, so that neither side's schema need be read. */
function isWordedSame({ comparison }: Scope, name: string, old: ObjectVariant, fresh: ObjectVariant): boolean {
  if (old.plain === undefined || fresh.plain === undefined) return false;
  const [before, after] = [own(old.plain.value, name), own(fresh.plain.value, name)];
  if (before === undefined || after === undefined) return false;
  return comparison.same.values(before, old.plain.pointer, after, fresh.plain.pointer);
}

/** Compares the properties that either speaks of, and what was renamed, went or came. */
export function compareProperties(scope: Scope, old: ObjectVariant, fresh: ObjectVariant): void {
  const gone: string[] = [];
  const come: string[] = [];
  const unused: string[] = [];
  for (const name of namesOfBoth(old, fresh)) {
    if (old.required.has(name) === fresh.required.has(name) && isWordedSame(scope, name, old, fresh)) continue;
    const before = old.properties.get(name);
    const after = fresh.properties.get(name);
    if (before === undefined && isUnused(scope, name, old, fresh)) {
      unused.push(name);
      continue;
    }
    if (before !== undefined && after !== undefined && scope.comparison.same.schemas(before, after) === 'same') {
      // The shape of what is the same is read only where there is something to say of it.
      const told = old.required.has(name) !== fresh.required.has(name) && travels(scope, before);
      if (told) compareRequired(scope, name, old, fresh);
      continue;
    }
    const wasThere = travels(scope, before);
    const isThere = travels(scope, after);
    if (wasThere && isThere) compareProperty(scope, name, before, after, old, fresh);
    else if (wasThere) gone.push(name);
    else if (isThere) come.push(name);
    else if (before === undefined || after === undefined) {
      // What may not be there may yet be asked for: no object is right then.
      if ([before, after].every((schema) => schema === undefined || isNever(schema)))
        compareRequired(scope, name, old, fresh);
      compareBarred(scope, name, old, fresh);
    }
  }
  // What a contract does not name matters only as what a name may have become.
  if (gone.length > 0) come.push(...unused.filter((name) => travels(scope, fresh.properties.get(name))));
  compareUnpaired(scope, gone, come, old, fresh);
}

/** Whether the old side is a contract which the property does not concern, so that its schema need not be read. */
function isUnused({ comparison, direction }: Scope, name: string, old: ObjectVariant, fresh: ObjectVariant): boolean {
  if (comparison.contract === undefined || old.required.has(name) || isNever(old.additional)) return false;
  return direction === 'response' || !fresh.required.has(name);
}

/** Compares a name that one side bars, and the other does not speak of. */
function compareBarred(scope: Scope, name: string, old: ObjectVariant, fresh: ObjectVariant): void {
  const before = schemasOf(old, name);
  const after = schemasOf(fresh, name);
  const isBarred = after.some(isNever);
  if (before.some(isNever) === isBarred) return;
  const types = (schemas: readonly Schema[]): string =>
    typeNames((schemas.find(isNever) ?? schemas[0] ?? ANYTHING).shape);
  record(scope, isBarred ? 'type.narrowed' : 'type.widened', {
    ...sidesOf(name, old, fresh),
    before: types(before),
    after: types(after),
  });
}

function compareProperty(
  scope: Scope,
  name: string,
  before: Schema,
  after: Schema,
  old: ObjectVariant,
  fresh: ObjectVariant,
): void {
  compareRequired(scope, name, old, fresh);
  const path = [{ property: name }];
  const wasDeprecated = before.annotations.deprecated;
  const isDeprecated = after.annotations.deprecated;
  if (wasDeprecated !== isDeprecated) {
    const { sunset } = after.annotations;
    record(scope, isDeprecated ? 'property.deprecated' : 'property.undeprecated', {
      subject: name,
      old: before.annotations.deprecatedAt,
      new: after.annotations.deprecatedAt,
      facts: sunset === undefined ? {} : { sunset },
      path,
    });
  }
  compareSchemas(scope, before, after, path);
}

function compareRequired(scope: Scope, name: string, old: ObjectVariant, fresh: ObjectVariant): void {
  const before = old.required.get(name);
  const after = fresh.required.get(name);
  if ((before === undefined) === (after === undefined)) return;
  record(scope, before === undefined ? 'property.became-required' : 'property.became-optional', {
    subject: name,
    old: before,
    new: after,
    oldAnchor: before ?? old.properties.get(name)?.pointer ?? old.pointer,
    newAnchor: after ?? fresh.properties.get(name)?.pointer ?? fresh.pointer,
    path: [{ property: name }],
  });
}

function compareUnpaired(
  scope: Scope,
  gone: readonly string[],
  come: readonly string[],
  old: ObjectVariant,
  fresh: ObjectVariant,
): void {
  const renames = pairLikeNames(
    gone.filter((name) => !isNamed(fresh, name)),
    come.filter((name) => !isNamed(old, name)),
    (before, after) => alike(old.properties.get(before), fresh.properties.get(after)),
  );
  const renamed = new Set(renames.map((rename) => rename.after));
  for (const name of gone) {
    const before = old.properties.get(name);
    if (before === undefined) continue;
    const rename = renames.find((candidate) => candidate.before === name);
    const rest = besides(fresh, name);
    const facts = { required: old.required.has(name), closed: rest.some(isNever) };
    const path = [{ property: name }];
    if (rename !== undefined) {
      const after = fresh.properties.get(rename.after);
      record(scope, 'property.renamed', {
        subject: name,
        old: old.places.get(name),
        new: fresh.places.get(rename.after),
        after: rename.after,
        facts: {
          ...facts,
          required: fresh.required.has(rename.after),
          likeness: rename.likeness,
          replacement: rename.after,
        },
        path,
      });
      if (after !== undefined) compareSchemas(scope, before, after, path);
    } else if (rest.every(isConstrained)) {
      // A map still describes what was named before: the values are compared, and only the name's promise is gone.
      compareRequired(scope, name, old, fresh);
      for (const after of rest) compareSchemas(scope, before, after, path);
    } else {
      record(scope, 'property.removed', {
        ...sidesOf(name, old, fresh),
        facts: { ...facts, ...hiding(scope, fresh, name) },
      });
      if (fresh.required.has(name) && !isNamed(fresh, name)) compareRequired(scope, name, old, fresh);
    }
  }
  for (const name of come) {
    const after = fresh.properties.get(name);
    if (after === undefined || renamed.has(name)) continue;
    const path = [{ property: name }];
    const rest = besides(old, name);
    if (rest.every(isConstrained)) {
      compareRequired(scope, name, old, fresh);
      for (const before of rest) compareSchemas(scope, before, after, path);
      continue;
    }
    const facts = { required: fresh.required.has(name) && !old.required.has(name), closed: rest.some(isNever) };
    record(scope, 'property.added', {
      ...sidesOf(name, old, fresh),
      facts: { ...facts, ...hiding(scope, old, name) },
    });
    if (old.required.has(name) && !isNamed(old, name)) compareRequired(scope, name, old, fresh);
  }
}

/** The property as the subject, and where each side speaks of it; told at the object where it does not. */
function sidesOf(name: string, old: ObjectVariant, fresh: ObjectVariant): Finding {
  const [before, after] = [old.places.get(name), fresh.places.get(name)];
  return {
    subject: name,
    old: before,
    new: after,
    oldAnchor: before || old.pointer,
    newAnchor: after || fresh.pointer,
    path: [{ property: name }],
  };
}

/** Whether the property is described, whichever way it travels. */
function isNamed({ properties }: ObjectVariant, name: string): boolean {
  const schema = properties.get(name);
  return schema !== undefined && !isNever(schema);
}

/** The keyword that keeps the property out of what travels; nothing where it is not described at all. */
function hiding({ direction }: Scope, variant: ObjectVariant, name: string): Facts {
  if (!isNamed(variant, name)) return {};
  return { keyword: direction === 'request' ? 'readOnly' : 'writeOnly' };
}

/** What holds for the name where its own entry, if there is one, does not travel. */
function besides(variant: ObjectVariant, name: string): readonly Schema[] {
  const own = variant.properties.get(name);
  return own === undefined || isNever(own) ? schemasOf(variant, name) : [variant.additional];
}

/** Whether the schema accepts something, and not everything. */
export function isConstrained(schema: Schema): boolean {
  return (
    schema.sources.length > 0 &&
    !isNever(schema) &&
    schema.shape.variants.some((variant) => !variant.key.endsWith(':') || schema.shape.variants.length < 6)
  );
}

/** Whether two properties could be one under two names: they admit the same types. */
function alike(old: Schema | undefined, fresh: Schema | undefined): boolean {
  const types = (schema: Schema | undefined): string =>
    (schema ?? ANYTHING).shape.variants
      .map((variant) => variant.type)
      .filter((type) => type !== 'null')
      .join();
  return types(old) === types(fresh);
}
