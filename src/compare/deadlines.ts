// Countdowns as neutral facts: what comes to an end.

import type { Change } from '../model/change.ts';
import { code } from '../model/code.ts';
import type { Deadline } from '../model/deadline.ts';
import type { FieldPath } from '../model/place.ts';

/** What is said of an end. */
type End = Pick<Deadline, 'daysLeft' | 'successor' | 'more' | 'message'>;

/** The change that says that the document which people call `name` ends on a day. */
export function documentEnd(name: string, end: End & { readonly ends: string }): Change {
  const impact = { operation: '', direction: 'meta', field: '', path: [] } as const;
  return { ...endOf(end, end.ends), subject: name, root: { document: true, path: [] }, impacts: [impact] };
}

/** A change for each deadline whose day is known. What tells them apart is what ends, and no day of it. */
export function deadlineChanges(deadlines: readonly Deadline[]): readonly Change[] {
  return deadlines.flatMap((deadline): readonly Change[] => {
    const { operation, part, ends } = deadline;
    if (ends === undefined) return [];
    const direction = 'meta';
    const isField = part?.in === 'body';
    const parameter = part === undefined || isField ? {} : { parameter: `${part.in} ${part.name}` };
    const slot = { operation, direction, ...parameter } as const;
    const path: FieldPath = isField ? [{ property: part.name }] : [];
    return [
      {
        ...endOf(deadline, ends),
        subject: part?.name ?? operation,
        root: { slot, path },
        impacts: [{ ...slot, field: isField ? part.name : '', path }],
      },
    ];
  });
}

function endOf(
  { daysLeft = 0, successor, more, message }: End,
  ends: string,
): Pick<Change, 'kind' | 'direction' | 'old' | 'new' | 'after' | 'facts'> {
  const hint = hintOf(successor, more);
  return {
    kind: 'deadline.ends',
    direction: 'meta',
    old: null,
    new: null,
    after: ends,
    facts: {
      sunset: ends,
      reason: message,
      ...(daysLeft < 0 && { past: true }),
      ...(successor !== undefined && { replacement: successor }),
      ...(hint !== '' && { hint }),
    },
  };
}

/** Where to move, and where there is more to read. */
function hintOf(successor: string | undefined, [page]: readonly string[]): string {
  const move = successor === undefined ? [] : [`move to ${code(successor, LONGEST_URL)}`];
  const read = page === undefined ? [] : [`read ${code(page, LONGEST_URL)}`];
  return [...move, ...read].join(', and ');
}

const LONGEST_URL = 200;
