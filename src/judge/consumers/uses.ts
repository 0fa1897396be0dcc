// Interactions with the operations that they are about, by the names that changes give these.

import type { Api, Operation } from '../../model/api.ts';
import { callsOf } from '../../model/calls.ts';
import { operationName, pathTemplate } from '../../model/place.ts';
import type { Interaction, Usage } from '../../model/usage.ts';

/** One interaction, with the operation that it is about in either document. */
export interface Use {
  readonly usage: Usage;
  readonly interaction: Interaction;
  readonly old: Operation | undefined;
  readonly fresh: Operation | undefined;
  /** The values that the interaction has in the place of path parameters, by their names in the old document, or in the new one for what is new. */
  readonly pathValues: ReadonlyMap<string, string>;
}

/** All uses, by operation: `METHOD /path` as changes name it. */
export function usesByOperation(usages: readonly Usage[], old: Api, fresh: Api): ReadonlyMap<string, readonly Use[]> {
  const [before, after] = [callsOf(old), callsOf(fresh)];
  const like = counterparts(fresh);
  const known = new Set([...old.operations, ...old.webhooks].map(nameOf));
  const uses = new Map<string, Use[]>();
  const add = (name: string, use: Use): void => {
    const group = uses.get(name);
    if (group === undefined) uses.set(name, [use]);
    else group.push(use);
  };
  for (const usage of usages) {
    for (const interaction of usage.interactions) {
      const was = before.find(interaction);
      const is = after.find(interaction);
      const use = {
        usage,
        interaction,
        old: was?.operation,
        fresh: is?.operation ?? (was && like(was.operation)),
        pathValues: (was ?? is)?.pathValues ?? new Map(),
      };
      const then = was && nameOf(was.operation);
      if (then !== undefined) add(then, use);
      // What is new is named as in the new document, unless the old one has another operation of that name.
      const now = is && nameOf(is.operation);
      if (now !== undefined && now !== then && !known.has(now)) add(now, use);
    }
  }
  return uses;
}

/** `METHOD /path` of the operation. */
export function nameOf({ method, path }: Operation): string {
  return operationName(method, path);
}

/** Finds the operation of the new document that an old one became: the same path, or the same `operationId`. */
function counterparts(fresh: Api): (old: Operation) => Operation | undefined {
  const index = new Map<string, Operation>();
  for (const operation of [...fresh.operations, ...fresh.webhooks])
    for (const key of keysOf(operation)) if (!index.has(key)) index.set(key, operation);
  return (old) =>
    keysOf(old)
      .map((key) => index.get(key))
      .find((operation) => operation !== undefined);
}

function keysOf({ method, path, operationId }: Operation): readonly string[] {
  const id = operationId === undefined ? [] : [`id ${method} ${operationId}`];
  return [`path ${method} ${pathTemplate(path)}`, ...id];
}
