// Baselines that are to be replaced, whatever state they are in.

import { Failure } from '../model/failure.ts';

/** What `read` gives; nothing for a damaged baseline, which is replaced: that is what its owner asks for. */
export async function undamaged<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure && error.code === 'baseline-damaged') return undefined;
    throw error;
  }
}
