// Where a change meets the fields that a contract names: by whole segments, wherever the changed part is used.

import type { FieldPath, FieldSegment } from '../../model/place.ts';
import { memberOf, objectsIn, type Spot, sameMember, sameSpot, spotsAlong } from './places.ts';
import type { Matching } from './skills.ts';
import { isWhole, type UseNode, type UseTree } from './tree.ts';

/** How a change meets a contract's fields. */
export interface Meeting {
  /** `at`: the field is named; `inside`: it lies in one that is used as a whole; `beside`: it is a member of one that is used, and not named. */
  readonly how: 'at' | 'inside' | 'beside';
  readonly node: UseNode;
  /** The way from `node` to the changed field; empty for `at`. */
  readonly rest: FieldPath;
}

/**
 * Where a change at `path` meets the tree. A component may stand at several places of one payload, of which a change names
 * only the nearest: what both documents describe in the same place as something on `path` has the change as well.
 * `ofMember` says that the change is in the object that holds the field, and not in the field's own schema.
 */
export function meetings(tree: UseTree, path: FieldPath, ofMember: boolean, skills: Matching): readonly Meeting[] {
  const found = new Map<string, Meeting>();
  const add = (meeting: Meeting): void => {
    const key = JSON.stringify([meeting.how, meeting.node.path, meeting.rest]);
    if (!found.has(key)) found.set(key, meeting);
  };
  walk(tree.root, path, skills).forEach(add);
  const spots = spotsAlong(tree.root.spot, path, skills);
  for (const [at, spot] of spots.entries()) {
    if (ofMember && at === path.length) continue;
    for (const node of new Set([...spot.old, ...spot.fresh].flatMap(tree.describedBy)))
      if (sameSpot(node.spot, spot)) walk(node, path.slice(at), skills).forEach(add);
  }
  const [last, holder] = [path.at(-1), spots.at(-2)];
  if (ofMember && last !== undefined && 'property' in last && holder !== undefined) {
    const member = memberOf(holder, last.property);
    for (const node of tree.nodes)
      if (sameMember(node.spot, member, last.property)) walk(node, [last], skills).forEach(add);
  }
  return [...found.values()];
}

function walk(node: UseNode, rest: FieldPath, skills: Matching): readonly Meeting[] {
  const [segment, ...further] = rest;
  // Names of properties, and what is encoded in a text, are no fields of their own.
  if (segment === undefined || 'names' in segment || 'content' in segment) return [{ how: 'at', node, rest: [] }];
  const children = node.children.filter((child) => meets(child.segment, segment, node.spot, skills));
  if (children.length > 0) return children.flatMap((child) => walk(child.node, further, skills));
  if (isWhole(node)) return [{ how: 'inside', node, rest }];
  return further.length === 0 && 'property' in segment ? [{ how: 'beside', node, rest }] : [];
}

/** Whether a field that the contract names by `used` can be one that the document names by `changed`. */
function meets(used: FieldSegment, changed: FieldSegment, holder: Spot, { finds }: Matching): boolean {
  if ('property' in used) {
    if ('property' in changed) return used.property === changed.property;
    if ('pattern' in changed) return finds(changed.pattern, used.property) !== false;
    return 'values' in changed && !isListed(holder, used.property);
  }
  if ('values' in used) return 'property' in changed || 'values' in changed || 'pattern' in changed;
  if ('pattern' in used) {
    if ('property' in changed) return finds(used.pattern, changed.property) !== false;
    return 'values' in changed || ('pattern' in changed && changed.pattern === used.pattern);
  }
  if ('items' in used) return 'items' in changed || 'item' in changed || 'contains' in changed;
  if ('item' in used)
    return 'item' in changed ? changed.item === used.item : 'items' in changed || 'contains' in changed;
  return false;
}

/** Whether the name has an entry of its own in every object that may stand there, so that the rest says nothing of it. */
function isListed({ old, fresh }: Spot, name: string): boolean {
  const objects = objectsIn([...old, ...fresh]);
  return objects.length > 0 && objects.every(({ properties }) => properties.has(name));
}
