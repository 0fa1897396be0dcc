// What a source of files gives, in short.

import type { Source } from '../../../src/ports.ts';

/** The text and location of a document, or the code of the failure. */
export async function look(source: Source, location: string): Promise<unknown> {
  try {
    const fetched = await source.fetch({ location });
    return fetched.status === 'fetched' ? [fetched.location, Buffer.from(fetched.bytes).toString()] : fetched;
  } catch (error) {
    return (error as { code: unknown }).code;
  }
}
