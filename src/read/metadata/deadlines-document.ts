// What the document itself, and the version that is pinned, say of an end.

import type { Api, Operation } from '../../model/api.ts';
import { code, harmless } from '../../model/code.ts';
import type { DeadlineClaim, DeadlinePart } from '../../model/deadline.ts';
import { operationName } from '../../model/place.ts';
import { dayOf } from './deadlines-days.ts';

/** `deprecated` and `x-sunset` of operations and parameters, as claims. `seenAt` is when the document was read, RFC 3339. */
export function readDocumentDeadlines(api: Api, seenAt: string): readonly DeadlineClaim[] {
  return api.operations.flatMap((operation) => [
    ...marks(operation, operation, undefined, seenAt),
    ...operation.parameters.flatMap((parameter) =>
      marks(parameter, operation, { in: parameter.in, name: parameter.name }, seenAt),
    ),
  ]);
}

function marks(
  marked: { readonly deprecated: boolean; readonly sunset: string | undefined },
  { method, path }: Operation,
  part: DeadlinePart | undefined,
  seenAt: string,
): readonly DeadlineClaim[] {
  const { deprecated, sunset } = marked;
  const base = { source: 'document', operation: operationName(method, path), part, seenAt } as const;
  const claims: DeadlineClaim[] = [];
  if (deprecated)
    claims.push({
      ...base,
      where: '`deprecated` of the document',
      said: undefined,
      what: 'deprecated',
      since: undefined,
    });
  if (sunset !== undefined) {
    const on = dayOf(sunset);
    const at = { ...base, where: '`x-sunset` of the document', said: harmless(sunset) };
    claims.push(on === undefined ? { ...at, what: 'unreadable' } : { ...at, what: 'ends', on });
  }
  return claims;
}

/** The end of the vendor's version that consumers send, as a claim on all operations. `ends` is an RFC 3339 date. */
export function versionDeadline(version: string, ends: string, seenAt: string): DeadlineClaim {
  const on = dayOf(ends);
  const base = { source: 'version', operation: undefined, part: undefined, seenAt } as const;
  const at = { ...base, where: `end of the pinned version ${code(version)}`, said: harmless(ends) };
  return on === undefined ? { ...at, what: 'unreadable' } : { ...at, what: 'ends', on };
}
