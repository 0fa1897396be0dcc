// Where a validator refuses an instance, and which findings lie at such a place or above it.

import type { ErrorObject } from 'ajv';
import type { Finding } from '../../src/model/finding.ts';
import type { FieldPath, FieldSegment } from '../../src/model/place.ts';
import { parsePointer } from '../../src/model/pointer.ts';

/** Where an instance is refused: by keys and indexes, and by which words of the schema. */
export interface Refusal {
  readonly path: readonly Step[];
  readonly words: readonly string[];
}

/** A key or an index, some item of the array, or the names of the object's properties. */
type Step = string | { readonly any: 'item' | 'name' };

const ANY_ITEM: Step = { any: 'item' };
const NAMES: Step = { any: 'name' };

/** The places that ajv's errors speak of: for a property that is missing or one too many, its own place. */
export function refusalsOf(errors: readonly ErrorObject[]): Refusal[] {
  return errors.flatMap(({ instancePath, schemaPath, keyword, params, propertyName = params.propertyName }) => {
    const steps = parsePointer(instancePath).segments;
    const words = parsePointer(decodeURIComponent(schemaPath).replace(/^#(\/allOf\/0)?/, '')).segments;
    const named: unknown = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
    const ends: Step[][] = [[]];
    if (typeof propertyName === 'string') ends.push([NAMES], [propertyName]);
    if (typeof named === 'string') ends.push([named]);
    if (OF_ITEMS.has(keyword)) ends.push([ANY_ITEM]);
    // What no object can be, or have, with a property beside it bars the property.
    if (typeof params.property === 'string') ends.push([params.property]);
    const dependent = words[words.lastIndexOf('dependentSchemas') + 1];
    if (words.includes('dependentSchemas') && dependent !== undefined) ends.push([dependent]);
    return ends.map((end) => ({ path: [...steps, ...end], words }));
  });
}

const OF_ITEMS = new Set(['contains', 'items', 'unevaluatedItems']);

/** Whether the finding is at the place or above it. */
export function isAtOrAbove({ change }: Finding, { path, words }: Refusal): boolean {
  // One edit is told at the shortest of the ways that lead to it: elsewhere it is known by its words.
  const told = [change.old, change.new].some((side) => {
    if (side === null) return false;
    const { segments } = parsePointer(side.pointer);
    const from = segments[0] === 'components' ? 0 : segments.indexOf('schema') + 1;
    return segments.slice(from).every((word, index) => word === words[index]) && segments.length > from;
  });
  return told || change.impacts.some((impact) => leadsTo(impact.path, path));
}

/** Whether the field is the place, or one above it. */
export function leadsTo(field: FieldPath, path: Refusal['path']): boolean {
  return field.every((segment, index) => {
    const step = path[index];
    return step !== undefined && isStep(segment, step);
  });
}

function isStep(segment: FieldSegment, step: Step): boolean {
  if ('property' in segment) return segment.property === step;
  if ('pattern' in segment) return typeof step === 'string' && new RegExp(segment.pattern, 'u').test(step);
  if ('values' in segment) return typeof step === 'string';
  if ('names' in segment) return step === NAMES;
  if ('item' in segment) return step === ANY_ITEM || step === String(segment.item);
  return step === ANY_ITEM || (typeof step === 'string' && /^\d+$/.test(step));
}
