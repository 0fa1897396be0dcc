// Counting the operations of a document, to tell a description from an empty shell.

import type { SpecDocument } from '../../model/document.ts';
import { isObject, type Json, type JsonObject, own } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';

/** The fields of a path item that are operations. */
export const METHODS: readonly string[] = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
];

/** How many operations stand under `paths` and `webhooks`, `additionalOperations` (OpenAPI 3.2) among them. */
export function countOperations(document: SpecDocument): number {
  let count = 0;
  for (const section of ['paths', 'webhooks']) {
    const items = referred(document, own(document.root, section), below('', section));
    for (const [name, item] of Object.entries(items?.value ?? {})) {
      const pathItem = referred(document, item, below(items?.pointer ?? '', name))?.value;
      if (pathItem === undefined) continue;
      const additional = own(pathItem, 'additionalOperations');
      count += METHODS.filter((method) => isObject(own(pathItem, method))).length;
      if (isObject(additional)) count += Object.values(additional).filter(isObject).length;
    }
  }
  return count;
}

/** The object at a place, or what its `$ref`s lead to; `undefined` where there is none. */
function referred(
  document: SpecDocument,
  value: Json | undefined,
  pointer: Pointer,
): { readonly value: JsonObject; readonly pointer: Pointer } | undefined {
  const seen = new Set<Json>();
  let target = value === undefined ? undefined : { value, pointer };
  while (target !== undefined && isObject(target.value) && !seen.has(target.value)) {
    seen.add(target.value);
    const ref = own(target.value, '$ref');
    if (typeof ref !== 'string') return { value: target.value, pointer: target.pointer };
    target = document.resolve(ref, target.pointer);
  }
  return undefined;
}
