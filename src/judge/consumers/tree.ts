// What a contract says of one payload, as a tree of the fields that it names.

import { type FieldUse, fieldsOf } from '../../model/field-use.ts';
import type { JsonObject } from '../../model/json.ts';
import { lazily } from '../../model/lazily.ts';
import type { FieldPath, FieldSegment } from '../../model/place.ts';
import type { Schema } from '../../model/schema.ts';
import type { Payload } from '../../model/usage.ts';
import { type Spot, stepped } from './places.ts';
import { typesSaid } from './said.ts';
import type { Matching } from './skills.ts';

/** A field that a contract names, with those below it. */
export interface UseNode {
  readonly path: FieldPath;
  /** JSON Schema 2020-12 of what the consumer sends here, or can take. */
  readonly schema: JsonObject;
  /** Whether it is never absent where what holds it is there. */
  readonly required: boolean;
  readonly parent: UseNode | undefined;
  readonly children: readonly { readonly segment: FieldSegment; readonly node: UseNode }[];
  /** What both documents say of it; read when it is asked for. */
  readonly spot: Spot;
}

/** The fields that a contract names in one payload. */
export interface UseTree {
  /** The payload itself. */
  readonly root: UseNode;
  /** All of them, what holds a field before it. */
  readonly nodes: readonly UseNode[];
  /** Those that either document describes by the schema. */
  describedBy(schema: Schema): readonly UseNode[];
}

/** The tree of the payload's fields; `spot` is what both documents say of the payload. */
export function payloadTree(payload: Payload, spot: Spot, skills: Matching): UseTree {
  const fields = fieldsOf(payload);
  return treeOf(fields.length === 0 ? [{ path: [], schema: {}, required: true }] : fields, spot, skills);
}

/** The tree of fields of which the first is the payload, and each stands after what holds it. */
export function treeOf(fields: readonly FieldUse[], spot: Spot, skills: Matching): UseTree {
  const nodes = new Map<string, UseNode & { readonly children: { segment: FieldSegment; node: UseNode }[] }>();
  const [first = { path: [], schema: {}, required: true }] = fields;
  const root = { ...first, parent: undefined, children: [], spot };
  nodes.set(keyOf([]), root);
  for (const field of fields.slice(1)) {
    const parent = nodes.get(keyOf(field.path.slice(0, -1)));
    const segment = field.path.at(-1);
    if (parent === undefined || segment === undefined) continue;
    let known: Spot | undefined;
    const node = {
      ...field,
      parent,
      children: [],
      get spot() {
        known ??= stepped(parent.spot, segment, skills);
        return known;
      },
    };
    parent.children.push({ segment, node });
    nodes.set(keyOf(field.path), node);
  }
  const all = [...nodes.values()];
  const index = lazily(() => {
    const bySchema = new Map<Schema, UseNode[]>();
    for (const node of all)
      for (const schema of [...node.spot.old, ...node.spot.fresh]) {
        const known = bySchema.get(schema);
        if (known === undefined) bySchema.set(schema, [node]);
        else known.push(node);
      }
    return bySchema;
  });
  return { root, nodes: all, describedBy: (schema) => index().get(schema) ?? [] };
}

/** Whether the contract names the field and nothing in it, though it may hold more: then it is used as a whole. */
export function isWhole({ schema, children }: UseNode): boolean {
  if (children.length > 0) return false;
  const said = typesSaid(schema);
  return said === undefined || said.has('object') || said.has('array');
}

/** The first field in it that has none in it. */
export function firstLeaf(node: UseNode): UseNode {
  let leaf = node;
  for (let [child] = leaf.children; child !== undefined; [child] = leaf.children) leaf = child.node;
  return leaf;
}

function keyOf(path: FieldPath): string {
  return JSON.stringify(path);
}
