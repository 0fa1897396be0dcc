// What many operations of a host show alike: it is of the host.

import { code } from '../../model/code.ts';
import type { Trouble, TroubleCause } from '../../model/trouble.ts';

/** Two operations may fail alike by chance. */
const LEAST_OPERATIONS = 3;

/** Of what is wrong with a request, each operation has its own. */
const CAUSES: ReadonlySet<TroubleCause> = new Set(['server-fault', 'slow', 'not-found', 'gone', 'moved', 'refused']);

/** The same troubles, those of a host whose operations are in trouble by one cause with the host as their subject. */
export function widened(troubles: readonly Trouble[]): readonly Trouble[] {
  const operations = new Map<string, Set<string>>();
  for (const trouble of troubles) {
    const names = operations.get(placeOf(trouble)) ?? new Set();
    if (isOfOperation(trouble)) operations.set(placeOf(trouble), names.add(trouble.subject.name));
  }
  return troubles.map((trouble) => {
    const isWide = (operations.get(placeOf(trouble))?.size ?? 0) >= LEAST_OPERATIONS;
    return isWide && isOfOperation(trouble) ? ofHost(trouble) : trouble;
  });
}

function placeOf({ api, cause, host }: Trouble): string {
  return JSON.stringify([api, cause, host]);
}

function isOfOperation({ cause, subject }: Trouble): boolean {
  return subject.kind === 'operation' && CAUSES.has(cause);
}

function ofHost(trouble: Trouble): Trouble {
  const { subject, host, fact, message } = trouble;
  const named = code(subject.name, 120);
  const wide = fact.startsWith(named) ? `${code(host)}${fact.slice(named.length)}` : fact;
  const rest = message.startsWith(fact) ? message.slice(fact.length) : `: ${message}`;
  return { ...trouble, subject: { kind: 'host', name: host }, fact: wide, message: `${wide}${rest}` };
}
