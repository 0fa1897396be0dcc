// What a notifier kept of a letter, read back from the disk with every doubt.

import type { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import type { Letter } from '../../ports.ts';

/** The content of a letter of the notifier `name`. Raises {@link Failure} `store-failed` where it is damaged. */
export function keptContent<T>(shape: z.ZodType<T>, { content }: Letter, name: string): T {
  const parsed = shape.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Failure({
    code: 'store-failed',
    message: `A letter of \`${name}\` that was kept cannot be read`,
    hint: 'remove it from the outbox: the next run writes it anew',
    place: name,
  });
}
