// The identity of a finding: what stays while documents are rearranged, reworded and judged by another profile.

import { createHash } from 'node:crypto';
import type { Change } from '../model/change.ts';
import { canonical, type Json } from '../model/json.ts';
import { pathTemplate, type Slot } from '../model/place.ts';

/**
 * 16 hex digits of the SHA-256 of rule, direction, root, field path, subject and keyword. A value takes part only where
 * it is what came or went: in an enum. Pointers, messages, severities, and the names of path parameters take no part.
 */
export function fingerprint(rule: string, change: Change): string {
  const { kind, direction, root, facts } = change;
  const path = root.path.map((segment) => ({ ...segment }));
  const values = kind.startsWith('enum.value-') ? bothValues(change) : [];
  return hash([rule, kind, direction, placeOf(change), path, subjectOf(change), facts.keyword ?? null, values]);
}

/**
 * The fingerprints of all changes of one report, each different, in their order. Changes that share one (two `not` added
 * at one field) are told apart by their values, every one of them: none takes over what was acknowledged for another
 * when that goes. Those with equal values are counted in the order of their pointers.
 */
export function fingerprints(judged: readonly { readonly rule: string; readonly change: Change }[]): readonly string[] {
  const result = judged.map(({ rule, change }) => fingerprint(rule, change));
  const keyed = judged.map(({ change }, index) => {
    const values = canonical(bothValues(change));
    return { index, shared: result[index] ?? '', values, order: `${values} ${canonical(pointers(change))}` };
  });
  for (const group of Map.groupBy(keyed, ({ shared }) => shared).values()) {
    if (group.length === 1) continue;
    for (const equals of Map.groupBy(group, ({ values }) => values).values())
      equals
        .sort((a, b) => (a.order < b.order ? -1 : 1))
        .forEach(({ index, shared, values }, count) => {
          result[index] = hash([shared, values, count]);
        });
  }
  return result;
}

function placeOf(change: Change): Json {
  if ('component' in change.root) return ['component', change.root.component];
  if ('outside' in change.root) return ['outside', change.root.outside];
  if ('metadata' in change.root) return ['metadata', change.root.metadata];
  const slot = slotOf(change);
  return slot === undefined ? ['document'] : ['slot', wirePlace(slot)];
}

/** The slot that the edit is in; where several share what has no name, the first of them. */
function slotOf({ root, impacts }: Change): Slot | undefined {
  if ('component' in root || 'outside' in root || 'metadata' in root) return undefined;
  return 'slot' in root ? root.slot : impacts[0];
}

/** A slot by what goes over the wire: a path parameter is known by where it stands in the path, not by its name. */
function wirePlace(slot: Slot): Json {
  const parameter = positionInPath(slot) ?? slot.parameter ?? null;
  const { operation, direction, status, header, mediaType } = slot;
  return [pathTemplate(operation), direction, parameter, status ?? null, header ?? null, mediaType ?? null];
}

function subjectOf(change: Change): string {
  const { subject } = change;
  const slot = slotOf(change);
  if (slot === undefined) return subject;
  if (subject === pathParameter(slot)) return positionInPath(slot) ?? subject;
  return subject === slot.operation ? pathTemplate(subject) : subject;
}

function positionInPath(slot: Slot): string | undefined {
  const position = [...slot.operation.matchAll(/\{([^{}]*)\}/g)].findIndex(([, name]) => name === pathParameter(slot));
  return position < 0 ? undefined : `path ${position}`;
}

function pathParameter({ parameter }: Slot): string | undefined {
  return parameter?.startsWith('path ') ? parameter.slice('path '.length) : undefined;
}

function bothValues({ before, after }: Change): readonly Json[] {
  return [before === undefined ? [] : [before], after === undefined ? [] : [after]];
}

function pointers(change: Change): readonly Json[] {
  return [change.old?.pointer ?? null, change.new?.pointer ?? null];
}

function hash(parts: Json): string {
  return createHash('sha256').update(canonical(parts)).digest('hex').slice(0, 16);
}
