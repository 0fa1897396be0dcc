// Files and folders of ours on the disk: what is not there yet is told from what the system refuses.

import { readFile } from 'node:fs/promises';
import { Failure } from '../model/failure.ts';
import { errorCode } from './sources/error-code.ts';

/** The text of the file at `path`; `undefined` where there is none. Raises what else the file system says. */
export function textAt(path: string): Promise<string | undefined> {
  return ifThere(() => readFile(path, 'utf8'));
}

/** What `look` gives of a file or folder; `undefined` where there is none. Raises what else the file system says. */
export async function ifThere<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The result of `work` on the file or folder that people call `place`. Raises {@link Failure} `store-failed` for an error of
 * the system, and a {@link Failure} of the work as it is.
 */
export async function onDisk<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const code = errorCode(cause);
    throw new Failure({
      code: 'store-failed',
      message: `\`${place}\` cannot be read or written${code === undefined ? '' : ` (${code})`}`,
      hint: 'check what is there, who may read and write it, and the space on the disk',
      place,
      cause,
    });
  }
}
