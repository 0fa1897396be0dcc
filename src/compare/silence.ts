// Changes that no value shows: where keywords work upon one another, the change of one of them may change nothing.

import { isArray, isObject, type Json } from '../model/json.ts';
import type { FieldPath, FieldSegment } from '../model/place.ts';
import type { Schema, Variant } from '../model/schema.ts';
import type { Comparison, Draft } from './comparison.ts';
import type { Node } from './graph.ts';
import { narrows, widens } from './inclusion.ts';
import { literalsOf } from './literals.ts';
import { candidates } from './samples.ts';

/** So many pairs of schemas are searched for values in one comparison; what is beyond stands as it was found. */
const MOST_SEARCHES = 40;
/** So many values that tell two schemas apart are carried on to what encloses them. */
const MOST_CARRIED = 24;
/** So many enclosing schemas are looked at. */
const FARTHEST = 4;
/** So many pairs around a change are looked at for keywords that work upon one another. */
const MOST_SEEN = 60;
/** So many values must be accepted before it means something that none is refused. */
const ENOUGH = 3;

/** Promised by name, whatever is accepted: what goes is told though no value shows it. */
const BY_NAME: ReadonlySet<Draft['kind']> = new Set(['property.removed', 'property.renamed', 'inclusion.undecided']);

/**
 * The drafts with `inclusion.undecided` in the place of each that lets more values through, or fewer, where a search of the
 * values near by finds none: below a condition, `contains` or `propertyNames`, which may leave the changed keyword nothing to say.
 */
export function withoutSilent(comparison: Comparison): readonly Draft[] {
  const search = searcher(comparison);
  return comparison.drafts.flatMap((draft) => {
    const tells = draft.direction === 'request' ? narrows : widens;
    if (draft.direction !== 'request' && draft.direction !== 'response') return draft;
    // What values near the edges of the alternatives told of them is taken back where the schemas part on none.
    const exclusion = draft.kind.startsWith('condition.') && draft.facts.keyword === 'oneOf';
    if (exclusion && search.isSilent(draft.node, 'request') && search.isSilent(draft.node, 'response')) return [];
    // Where other values may come anyway, one more that is listed is no break to begin with.
    if (BY_NAME.has(draft.kind) || draft.facts.extensible === true || !tells(draft)) return draft;
    if (!search.isSilent(draft.node, draft.direction)) return draft;
    const { before: _before, after: _after, ...rest } = draft;
    const reason = 'no value was found that the one side takes and the other refuses';
    return { ...rest, kind: 'inclusion.undecided', facts: { ...draft.facts, reason } };
  });
}

/** Finds values that tell pairs of schemas apart. */
interface Searcher {
  /** Whether a change at the node was looked for in values, and none shows it. */
  isSilent(node: Node, direction: 'request' | 'response'): boolean;
}

function searcher({ old, new: fresh }: Comparison): Searcher {
  let left = MOST_SEARCHES;
  const around = new Map<Node, boolean>();
  const silent = new Map<string, Map<Node, boolean>>();
  const found = new Map<Node, readonly Json[] | undefined>();

  /** Whether keywords work upon one another at the node or not far above it. */
  function isEntangled(node: Node): boolean {
    const known = around.get(node);
    if (known !== undefined) return known;
    const seen = new Set([node]);
    for (const one of seen) {
      if (one.schemas?.some(isKnotted)) {
        around.set(node, true);
        return true;
      }
      for (const use of one.uses) if ('node' in use && seen.size < MOST_SEEN) seen.add(use.node);
    }
    around.set(node, false);
    return false;
  }

  function valuesAt(node: Node, schemas: readonly [Schema, Schema]): readonly Json[] | undefined {
    if (found.has(node)) return found.get(node);
    left -= 1;
    if (left < 0) return undefined;
    const [was, is] = schemas;
    const literals = literalsOf([
      [was.sources, old.document],
      [is.sources, fresh.document],
    ]);
    const values = literals && candidates(schemas, literals);
    found.set(node, values);
    return values;
  }

  /** The values that tell the pair apart in the direction; `undefined` where too few are taken to say that none does. */
  function telling(
    [was, is]: readonly [Schema, Schema],
    values: readonly Json[],
    direction: 'request' | 'response',
  ): readonly Json[] | undefined {
    const takenBefore = (value: Json): boolean | undefined => old.accepts(was.sources, value);
    const takenNow = (value: Json): boolean | undefined => fresh.accepts(is.sources, value);
    const [wide, narrow] = direction === 'request' ? [takenBefore, takenNow] : [takenNow, takenBefore];
    const shown: Json[] = [];
    let taken = 0;
    for (const value of values) {
      if (wide(value) !== true) continue;
      taken += 1;
      const verdict = narrow(value);
      if (verdict === undefined) return undefined;
      if (!verdict) shown.push(value);
      if (shown.length >= MOST_CARRIED) break;
    }
    return shown.length > 0 || taken >= ENOUGH ? shown : undefined;
  }

  /** Whether some way up from the node leads to a slot with values that tell, or to where it cannot be told. */
  function isShown(node: Node, told: readonly Json[], direction: 'request' | 'response', depth: number): boolean {
    if (!node.uses.some((use) => 'node' in use && isEntangled(use.node))) return true;
    if (depth >= FARTHEST) return true;
    return node.uses.some((use) => {
      if ('slot' in use) return true;
      const enclosing = use.node.schemas === undefined ? use.node.uses : [{ node: use.node, step: [] }];
      return enclosing.some((way) => {
        if ('slot' in way || way.node.schemas === undefined) return true;
        const { schemas } = way.node;
        const values = valuesAt(way.node, schemas);
        if (values === undefined) return true;
        const step = [...way.step, ...use.step];
        const lifted = step.length === 0 ? told : told.flatMap((value) => carried(values, step, value));
        const shown = telling(schemas, lifted, direction);
        if (shown !== undefined && shown.length > 0) return isShown(way.node, shown, direction, depth + 1);
        return lifted.length === 0 || !schemas.some(isKnotted);
      });
    });
  }

  function isSilentAt(node: Node, direction: 'request' | 'response'): boolean {
    if (!isEntangled(node)) return false;
    const { schemas } = node;
    // A variant's changes are looked for in the values of the schemas that it is a variant of.
    if (schemas === undefined)
      return node.uses.every((use) => 'node' in use && use.step.length === 0 && isSilentIn(use.node, direction));
    const values = valuesAt(node, schemas);
    if (values === undefined) return false;
    const told = telling(schemas, values, direction);
    if (told === undefined) return false;
    return told.length === 0 ? schemas.some(isKnotted) : !isShown(node, told, direction, 0);
  }

  function isSilentIn(node: Node, direction: 'request' | 'response'): boolean {
    const known = silent.get(direction) ?? new Map<Node, boolean>();
    silent.set(direction, known);
    const verdict = known.get(node) ?? isSilentAt(node, direction);
    known.set(node, verdict);
    return verdict;
  }

  return { isSilent: isSilentIn };
}

/** Keywords that knots come of. */
const KNOTTING: ReadonlySet<string> = new Set([
  ...[
    '$ref',
    '$dynamicRef',
    '$recursiveRef',
    'allOf',
    'anyOf',
    'oneOf',
    'not',
    'if',
    'dependentSchemas',
    'dependencies',
  ],
  ...[
    'contains',
    'propertyNames',
    'maxProperties',
    'additionalProperties',
    'unevaluatedProperties',
    'unevaluatedItems',
  ],
]);

/** Whether a schema, by a look at its words, may be knotted: hardly any is, and those need not be read. */
function mayBeKnotted({ sources }: Schema): boolean {
  const [only, ...others] = sources;
  if (only === undefined || others.length > 0) return others.length > 0;
  return isObject(only.value) && Object.keys(only.value).some((keyword) => KNOTTING.has(keyword));
}

/** Whether a keyword may leave another one nothing to say. */
function isKnotted(schema: Schema): boolean {
  if (!mayBeKnotted(schema)) return false;
  const { shape } = schema;
  if (shape.variants.some(isKnottedVariant)) return true;
  // Open objects nearly always overlap, and hardly an author means what `oneOf` then refuses.
  const others = shape.variants.filter(({ type, key }) => type !== 'object' || key.endsWith(':'));
  return others.length > 1 && shape.exclusive;
}

function isKnottedVariant(variant: Variant): boolean {
  if (variant.conditions.length > 0) return true;
  if (variant.type === 'array') return variant.contains.length > 0;
  if (variant.type !== 'object') return false;
  return variant.propertyNames.length > 0 || (variant.maxProperties !== undefined && variant.required.size > 0);
}

/** Values around the one, at the end of the step. */
function carried(around: readonly Json[], [segment, ...path]: FieldPath, value: Json): readonly Json[] {
  if (segment === undefined) return [value];
  const inner = path.length === 0 ? [value] : carried(around, path, value);
  return inner.flatMap((held) => placed(around, segment, held));
}

function placed(around: readonly Json[], segment: FieldSegment, value: Json): readonly Json[] {
  if ('property' in segment || 'values' in segment || 'pattern' in segment) {
    const objects = [{}, ...around.filter(isObject)].slice(0, MOST_CARRIED);
    const names = 'property' in segment ? [segment.property] : [...new Set(objects.flatMap(Object.keys))].slice(0, 6);
    return objects.flatMap((object) => names.map((name) => ({ ...object, [name]: value })));
  }
  if ('items' in segment || 'item' in segment || 'contains' in segment) {
    const arrays = [[], ...around.filter(isArray)].slice(0, MOST_CARRIED);
    return arrays.flatMap((array) =>
      'item' in segment
        ? [[...array.slice(0, segment.item), value, ...array.slice(segment.item + 1)]]
        : [[value], [value, value], [...array, value], ...array.map((_, index) => array.with(index, value))],
    );
  }
  if ('names' in segment && typeof value === 'string') {
    const held = [null, true, 0, 'a', [], {}];
    return held.map((one) => ({ [value]: one }));
  }
  return [];
}
