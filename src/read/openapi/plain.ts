// Schemas that say their type and nothing else: most of those that are written, and all alike but for their places.

import type { Target } from '../../model/document.ts';
import { isObject } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import type { Shape } from '../../model/schema.ts';

/** The types whose schema alike has no place within it. */
const PLAIN_TYPES = ['string', 'boolean'] as const;
type PlainType = (typeof PLAIN_TYPES)[number];

/** What says nothing of values, and nothing that the shape of a schema tells. */
const REMARKS: ReadonlySet<string> = new Set(['description', 'title', 'example', 'examples']);

/** The one of a few types that is all that `target` says; `undefined` where it says more, or other things. */
export function plainType({ value }: Target): PlainType | undefined {
  if (!isObject(value)) return undefined;
  const plain = PLAIN_TYPES.find((type) => type === value.type);
  if (plain === undefined) return undefined;
  for (const key in value) if (key !== 'type' && !REMARKS.has(key)) return undefined;
  return plain;
}

/** Shapes of plain types, each read once by `read` and from then on only moved to its place. */
export function plainShapes(read: (target: Target) => Shape): (type: PlainType, target: Target) => Shape {
  const models = new Map<PlainType, Shape>();
  return (type, { pointer }) => {
    // Without accessors, which are slow to copy.
    const model = models.get(type) ?? { ...read({ value: { type }, pointer: '' }) };
    models.set(type, model);
    return {
      ...model,
      variants: model.variants.map((variant) => ({ ...variant, pointer })),
      typeAt: below(pointer, 'type'),
    };
  };
}
