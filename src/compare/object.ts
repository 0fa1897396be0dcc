// Objects: their properties one by one, and what else may stand beside them.

import { ANYTHING } from '../model/anything.ts';
import { own } from '../model/json.ts';
import { lazily } from '../model/lazily.ts';
import type { ObjectVariant, Schema } from '../model/schema.ts';
import { finds, isNever, schemasOf } from './accepts.ts';
import { record, type Scope } from './comparison.ts';
import { narrows, widens } from './inclusion.ts';
import { pairLikeNames } from './likeness.ts';
import { namesFor } from './samples.ts';
import { compareBound, sides } from './scalars.ts';
import { compareSchemas } from './schema.ts';
import { tried } from './trial.ts';

/** Compares what objects are accepted. */
export function compareObjects(scope: Scope, old: ObjectVariant, fresh: ObjectVariant): void {
  compareProperties(scope, old, fresh);
  compareRest(scope, old, fresh);
  comparePatternProperties(scope, old, fresh);
  compareDependentRequired(scope, old, fresh);
  for (let index = 0; index < Math.max(old.propertyNames.length, fresh.propertyNames.length); index += 1)
    compareSchemas(scope, ofTexts(old.propertyNames[index]), ofTexts(fresh.propertyNames[index]), [{ names: true }]);
  compareBound(scope, 'minProperties', old.minProperties, fresh.minProperties, true, old, fresh);
  // A bound that leaves room for all that may be there bounds nothing, written or not.
  const bounds = [old.maxProperties, fresh.maxProperties].flatMap((bound) => bound?.value ?? []);
  const implied = (side: ObjectVariant): boolean =>
    side.maxProperties === undefined && isWithin(side, Math.min(...bounds));
  if (bounds.length !== 1 || !(implied(old) || implied(fresh)))
    compareBound(scope, 'maxProperties', old.maxProperties, fresh.maxProperties, false, old, fresh);
}

/** Whether no object of the variant has more properties than so many. */
function isWithin({ properties, patternProperties, additional }: ObjectVariant, count: number): boolean {
  if (!isNever(additional) || patternProperties.size > 0) return false;
  return [...properties.values()].filter((schema) => !isNever(schema)).length <= count;
}

/** What the schema says of texts, which is all that names are. */
function ofTexts(schema: Schema = ANYTHING): Schema {
  const { key, pointer, sources, annotations } = schema;
  const variants = lazily(() => schema.shape.variants.filter((variant) => variant.type === 'string'));
  return {
    key: `${key} as a name`,
    pointer,
    sources,
    annotations,
    get shape() {
      return { ...schema.shape, variants: variants() };
    },
    get isNever() {
      return variants().length === 0;
    },
  };
}

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

function compareProperties(scope: Scope, old: ObjectVariant, fresh: ObjectVariant): void {
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
  if (before.some(isNever) === after.some(isNever)) return;
  for (const was of before) for (const is of after) compareSchemas(scope, was, is, [{ property: name }]);
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
  const renames = pairLikeNames(gone, come, (before, after) =>
    alike(old.properties.get(before), fresh.properties.get(after)),
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
        subject: name,
        old: old.places.get(name),
        newAnchor: fresh.pointer,
        facts,
        path,
      });
      if (fresh.required.has(name)) compareRequired(scope, name, old, fresh);
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
      subject: name,
      new: fresh.places.get(name),
      oldAnchor: old.pointer,
      facts,
      path,
    });
    if (old.required.has(name)) compareRequired(scope, name, old, fresh);
  }
}

/** What holds for the name where its own entry, if there is one, does not travel. */
function besides(variant: ObjectVariant, name: string): readonly Schema[] {
  const own = variant.properties.get(name);
  return own === undefined || isNever(own) ? schemasOf(variant, name) : [variant.additional];
}

function isConstrained(schema: Schema): boolean {
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

function compareRest(scope: Scope, old: ObjectVariant, fresh: ObjectVariant): void {
  const was = isNever(old.additional);
  const is = isNever(fresh.additional);
  if (was && is) return;
  if (was !== is) {
    record(scope, is ? 'object.closed' : 'object.opened', {
      old: was ? old.additional.pointer : undefined,
      new: is ? fresh.additional.pointer : undefined,
      oldAnchor: was ? old.additional.pointer : old.pointer,
      newAnchor: is ? fresh.additional.pointer : fresh.pointer,
      facts: { keyword: 'additionalProperties' },
    });
    return;
  }
  compareSchemas(scope, old.additional, fresh.additional, [{ values: true }]);
}

function comparePatternProperties(scope: Scope, old: ObjectVariant, fresh: ObjectVariant): void {
  for (const pattern of new Set([...old.patternProperties.keys(), ...fresh.patternProperties.keys()])) {
    const before = old.patternProperties.get(pattern) ?? old.additional;
    const after = fresh.patternProperties.get(pattern) ?? fresh.additional;
    const path = [{ pattern }];
    const [was, is] = [isNever(before), isNever(after)];
    const [wasThere, isThere] = [old.patternProperties.has(pattern), fresh.patternProperties.has(pattern)];
    if ((wasThere && isThere) || (!was && !is && isConstrained(wasThere ? after : before))) {
      compareSchemas(scope, before, after, path);
    } else if ((was && is) || (!was && !is && !isConstrained(before) && !isConstrained(after))) {
      // Said of a pattern or of all names alike: the same.
    } else {
      record(scope, wasThere ? 'pattern-property.removed' : 'pattern-property.added', {
        subject: pattern,
        old: wasThere ? before.pointer : undefined,
        new: isThere ? after.pointer : undefined,
        oldAnchor: wasThere ? before.pointer : old.pointer,
        newAnchor: isThere ? after.pointer : fresh.pointer,
        facts: { closed: wasThere ? is : was },
        path,
      });
    }
    if (wasThere !== isThere) compareOverlaps(scope, pattern, wasThere ? before : after, old, fresh);
  }
}

/** Compares what holds for names that match a pattern of one side only, and another one that the other side has too. */
function compareOverlaps(
  scope: Scope,
  pattern: string,
  schema: Schema,
  old: ObjectVariant,
  fresh: ObjectVariant,
): void {
  const gone = old.patternProperties.has(pattern);
  for (const [other, beside] of (gone ? fresh : old).patternProperties) {
    const wanted = gone ? widens : narrows;
    const [first, second] = gone ? [schema, beside] : [beside, schema];
    const found = tried(scope, (inner) => compareSchemas(inner, first, second, []), wanted);
    if (found !== undefined && !found.some(wanted)) continue;
    const sure =
      found !== undefined &&
      namesFor([pattern, other]).some((name) => [pattern, other].every((one) => finds(one, name)));
    const reason = `whether a name can match both \`${pattern}\` and \`${other}\` is not known`;
    record(scope, !sure ? 'inclusion.undecided' : gone ? 'condition.removed' : 'condition.added', {
      old: gone ? schema.pointer : beside.pointer,
      new: gone ? beside.pointer : schema.pointer,
      facts: { keyword: 'patternProperties', ...(!sure && { reason }) },
      path: [{ pattern }],
    });
  }
}

function compareDependentRequired(scope: Scope, old: ObjectVariant, fresh: ObjectVariant): void {
  for (const name of new Set([...old.dependentRequired.keys(), ...fresh.dependentRequired.keys()])) {
    const before = old.dependentRequired.get(name);
    const after = fresh.dependentRequired.get(name);
    const report = (kind: 'dependent-required.added' | 'dependent-required.removed', need: string): void =>
      record(scope, kind, {
        ...sides(before, after, old, fresh),
        subject: need,
        before: name,
        path: [{ property: need }],
      });
    for (const need of after?.value ?? []) if (!before?.value.includes(need)) report('dependent-required.added', need);
    for (const need of before?.value ?? [])
      if (!after?.value.includes(need)) report('dependent-required.removed', need);
  }
}
