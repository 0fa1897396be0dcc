// Countdowns as neutral facts: what comes to an end.

import type { Change } from '../model/change.ts';
import { code } from '../model/code.ts';
import type { Deadline } from '../model/deadline.ts';
import type { FieldPath } from '../model/place.ts';

/** A change for each deadline whose day is known. What tells them apart is what ends, and no day of it. */
export function deadlineChanges(deadlines: readonly Deadline[]): readonly Change[] {
  return deadlines.flatMap(({ operation, part, ends, daysLeft = 0, successor, more, message }): readonly Change[] => {
    if (ends === undefined) return [];
    const direction = 'meta';
    const isField = part?.in === 'body';
    const parameter = part === undefined || isField ? {} : { parameter: `${part.in} ${part.name}` };
    const slot = { operation, direction, ...parameter } as const;
    const path: FieldPath = isField ? [{ property: part.name }] : [];
    return [
      {
        kind: 'deadline.ends',
        direction,
        subject: part?.name ?? operation,
        root: { slot, path },
        old: null,
        new: null,
        after: ends,
        facts: {
          sunset: ends,
          reason: message,
          ...(daysLeft < 0 && { past: true }),
          ...(successor !== undefined && { replacement: successor }),
          ...(hintOf(successor, more) !== '' && { hint: hintOf(successor, more) }),
        },
        impacts: [{ ...slot, field: isField ? part.name : '', path }],
      },
    ];
  });
}

/** Where to move, and where there is more to read. */
function hintOf(successor: string | undefined, [page]: readonly string[]): string {
  const move = successor === undefined ? [] : [`move to ${code(successor, LONGEST_URL)}`];
  const read = page === undefined ? [] : [`read ${code(page, LONGEST_URL)}`];
  return [...move, ...read].join(', and ');
}

const LONGEST_URL = 200;
