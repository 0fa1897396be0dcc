// Drafts with one cause put together: one change for each edit, with all that it reaches.

import type { Change, Root } from '../model/change.ts';
import { canonical, inOrder } from '../model/json.ts';
import type { FieldPath, FieldSegment, Impact } from '../model/place.ts';
import { parsePointer } from '../model/pointer.ts';
import type { Draft } from './comparison.ts';
import { graph, slotKey } from './graph.ts';
import { compareText } from './likeness.ts';

/** The changes that `drafts` come down to, in the order in which their first drafts were found. */
export function changesOf(drafts: readonly Draft[]): Change[] {
  const { impactsOf } = graph();
  return groups(drafts).flatMap((group) => {
    const first = leaderOf(group);
    if (first === undefined) return [];
    // Drafts of one place are one edit; of several places, each has fields of its own.
    const places = [...Map.groupBy(group, (draft) => `${draft.old}\n${draft.new}`).values()];
    const impacts = impactsOf(places);
    const root = rootOf(first, impacts);
    const change: Change = {
      kind: first.kind,
      direction: first.direction,
      subject: first.subject || fieldName(root, impacts),
      root,
      old: first.old === null ? null : { pointer: first.old },
      new: first.new === null ? null : { pointer: first.new },
      ...(first.before !== undefined && { before: inOrder(first.before) }),
      ...(first.after !== undefined && { after: inOrder(first.after) }),
      facts: first.facts,
      impacts,
    };
    return [change];
  });
}

/** Drafts that say the same and share a place on either side: the edit was made once. */
function groups(drafts: readonly Draft[]): readonly (readonly Draft[])[] {
  const leader = new Map<number, number>();
  const find = (index: number): number => {
    let current = index;
    for (let next = leader.get(current); next !== undefined && next !== current; next = leader.get(current))
      current = next;
    return current;
  };
  const byPlace = new Map<string, number>();
  drafts.forEach((draft, index) => {
    leader.set(index, index);
    const said = [draft.kind, draft.direction, draft.subject, canonical(draft.before), canonical(draft.after)].join(
      '\n',
    );
    for (const place of [`- ${draft.oldAnchor}`, `+ ${draft.newAnchor}`]) {
      if (place.length <= 2) continue;
      const key = `${said}\n${place}`;
      const known = byPlace.get(key);
      if (known === undefined) byPlace.set(key, index);
      else {
        const [a, b] = [find(known), find(index)];
        leader.set(Math.max(a, b), Math.min(a, b));
      }
    }
  });
  const grouped = new Map<number, Draft[]>();
  drafts.forEach((draft, index) => {
    const key = find(index);
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [draft]);
    else group.push(draft);
  });
  return [...grouped.values()];
}

/** The draft that speaks for its group: the first by where it stands, whatever the order in which they were found. */
function leaderOf(group: readonly Draft[]): Draft | undefined {
  const [first] = group;
  if (group.length < 2) return first;
  const order = ({ old, new: fresh, oldAnchor, facts }: Draft): string =>
    canonical([old, fresh, oldAnchor, { ...facts }]);
  return group
    .map((draft) => ({ draft, place: order(draft) }))
    .reduce((least, next) => (compareText(next.place, least.place) < 0 ? next : least)).draft;
}

/** The component that the edit was made in, else the slot, else, where several slots share what is no component, the document. */
function rootOf(draft: Draft, impacts: readonly Impact[]): Root {
  const pointer = draft.oldAnchor === '' ? draft.new : (draft.old ?? draft.new);
  const component = pointer === null ? undefined : componentOf(pointer);
  if (component !== undefined) return component;
  const [impact] = impacts;
  if (impact === undefined || impacts.some((other) => slotKey(other) !== slotKey(impact)))
    return { document: true, path: impact?.path ?? [] };
  const { field: _field, path, ...slot } = impact;
  return { slot, path };
}

const SWAGGER2_SECTIONS: Readonly<Record<string, string>> = {
  definitions: 'schemas',
  parameters: 'parameters',
  responses: 'responses',
  securityDefinitions: 'securitySchemes',
};

/** The component that a pointer leads into, and the field of it; `undefined` where it leads into none. */
export function componentOf(pointer: string): { readonly component: string; readonly path: FieldPath } | undefined {
  const { file, segments } = parsePointer(pointer);
  const [first = '', second = '', third = ''] = segments;
  if (first === 'components' && third !== '')
    return { component: `${second}/${third}`, path: fieldPath(segments.slice(3)) };
  const section = SWAGGER2_SECTIONS[first];
  if (section !== undefined && second !== '')
    return { component: `${section}/${second}`, path: fieldPath(segments.slice(2)) };
  return file === ''
    ? undefined
    : { component: `${file}#/${segments.slice(0, 2).join('/')}`, path: fieldPath(segments) };
}

/** The way from a schema to a field, as its pointer tells it: keywords that only compose are no steps. */
function fieldPath(segments: readonly string[]): FieldPath {
  const path: FieldSegment[] = [];
  for (let index = 0; index < segments.length; index += 1) {
    const next = segments[index + 1];
    switch (segments[index]) {
      case 'properties':
        if (next !== undefined) path.push({ property: next });
        index += 1;
        break;
      case 'patternProperties':
        if (next !== undefined) path.push({ pattern: next });
        index += 1;
        break;
      case 'items':
        path.push({ items: true });
        break;
      case 'prefixItems':
        if (next !== undefined) path.push({ item: Number(next) });
        index += 1;
        break;
      case 'additionalProperties':
        path.push({ values: true });
        break;
      case 'propertyNames':
        path.push({ names: true });
        break;
      default:
        break;
    }
  }
  return path;
}

/** The name of the field that changed, or of what holds it. */
function fieldName(root: Root, impacts: readonly Impact[]): string {
  const [impact] = impacts;
  const named = (path: FieldPath): string | undefined =>
    path
      .map((segment) => ('property' in segment ? segment.property : undefined))
      .findLast((name) => name !== undefined);
  const found = named(root.path) ?? ('component' in root ? undefined : impact && named(impact.path));
  if (found !== undefined) return found;
  if (impact?.parameter !== undefined) return impact.parameter.slice(impact.parameter.indexOf(' ') + 1);
  if (impact?.header !== undefined) return impact.header;
  return 'component' in root ? (root.component.split('/').at(-1) ?? 'body') : 'body';
}
