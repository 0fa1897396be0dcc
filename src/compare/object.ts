// Objects: their properties, and what else may stand beside them.

import { ANYTHING } from '../model/anything.ts';
import { lazily } from '../model/lazily.ts';
import type { ObjectVariant, Schema } from '../model/schema.ts';
import { finds, isNever } from './accepts.ts';
import { record, type Scope } from './comparison.ts';
import { narrows, widens } from './inclusion.ts';
import { compareProperties, isConstrained } from './properties.ts';
import { namesFor } from './samples.ts';
import { compareBound, sides } from './scalars.ts';
import { compareSchemas } from './schema.ts';
import { areAlike } from './strings.ts';
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

function comparePatternProperties(scope: Scope, old: ObjectVariant, news: ObjectVariant): void {
  const fresh = inWordsOf(scope, old, news);
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

/** The fresh variant with those of its patterns as the old one writes them that match the same names. */
function inWordsOf(scope: Scope, { patternProperties: known }: ObjectVariant, fresh: ObjectVariant): ObjectVariant {
  const { patternProperties } = fresh;
  const left = [...known.keys()].filter((pattern) => !patternProperties.has(pattern));
  if (left.length === 0 || patternProperties.size === 0) return fresh;
  const entries = [...patternProperties].map(([pattern, schema]): [string, Schema] => {
    const twin = known.has(pattern) ? -1 : left.findIndex((other) => areAlike(scope, other, pattern));
    const [same = pattern] = twin < 0 ? [] : left.splice(twin, 1);
    return [same, schema];
  });
  return { ...fresh, patternProperties: new Map(entries) };
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
