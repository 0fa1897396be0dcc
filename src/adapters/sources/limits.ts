// How large a document may be and how long one may take, wherever it comes from.

import { Failure } from '../../model/failure.ts';

/** Bytes of a document, after decompression, unless the configuration says otherwise: 64 MiB. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** The failure `too-large` for the document at `place`, of which more than `limit` bytes came. */
export function tooLarge(place: string, limit: number): Failure {
  return new Failure({
    code: 'too-large',
    message: `\`${place}\` is larger than ${limit} bytes`,
    hint: 'raise `limits.megabytes` in `driftgate.yaml` if a document of that size is expected',
    place,
  });
}

/** The chunks as one array; raises {@link tooLarge} as soon as there is more of them than `limit`. */
export async function collect(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
  place: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limit) throw tooLarge(place, limit);
    parts.push(chunk);
  }
  return Buffer.concat(parts, length);
}

/** What to throw when `signal` ended the work on `place`: `timeout` when time was up, else the reason it was given. */
export function ended(signal: AbortSignal, place: string): unknown {
  const { reason } = signal;
  if (!(reason instanceof DOMException && reason.name === 'TimeoutError')) return reason;
  return new Failure({
    code: 'timeout',
    message: `\`${place}\` was not read in the time that it was given`,
    hint: 'try again later, or raise `limits.seconds` in `driftgate.yaml`',
    place,
    cause: reason,
  });
}
