// Documents in files, named by a path or a `file:` URL.

import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Failure } from '../../model/failure.ts';
import type { Source } from '../../ports.ts';
import { errorCode } from './error-code.ts';
import { ended, MAX_BYTES, tooLarge } from './limits.ts';
import { isWithin, reach } from './reach.ts';

/** What {@link fileSource} is told. */
export interface FileOptions {
  /** The absolute folder that relative paths start from. */
  readonly cwd: string;
  /** Folders, relative to `cwd`, that references may lead into beside the main document's own. */
  readonly folders?: readonly string[];
  /** Default {@link MAX_BYTES}. */
  readonly maxBytes?: number;
}

/**
 * Serves paths and `file:` URLs (RFC 8089), and gives their locations relative to `cwd`. The document that the user
 * names may be anywhere; what it refers to must lie in its folder or in `folders`, symbolic links followed. Raises
 * `source-missing`, `source-forbidden` and `too-large`.
 */
export function fileSource(options: FileOptions): Source {
  const { cwd, maxBytes = MAX_BYTES } = options;
  const references = reach((options.folders ?? []).map((folder) => resolve(cwd, folder)));
  const locationOf = (file: string): string => relative(cwd, file).split(sep).join('/');

  return {
    serves: (location) => isFileUrl(location) || !/^[a-z][a-z0-9+.-]+:/i.test(location),

    async fetch({ location, signal }) {
      const file = absolute(location, cwd);
      try {
        // Reading waits for nobody: what is due, such as the end of the time that is given, has its turn before.
        await turn();
        signal?.throwIfAborted();
        const bytes = readRegularFile(confined(file, references.bounds(file)), maxBytes, location);
        return {
          status: 'fetched',
          location: locationOf(file),
          bytes,
          contentType: undefined,
          etag: undefined,
          lastModified: undefined,
        };
      } catch (error) {
        throw fileFailure(error, location, signal);
      }
    },

    related: (base, reference) => locationOf(references.follow(absolute(base, cwd), reference)),
  };
}

function isFileUrl(location: string): boolean {
  return /^file:/i.test(location);
}

function absolute(location: string, cwd: string): string {
  if (!isFileUrl(location)) return resolve(cwd, location);
  try {
    return fileURLToPath(new URL(location, pathToFileURL(`${cwd}${sep}`)));
  } catch (cause) {
    throw new Failure({
      code: 'source-forbidden',
      message: `\`${location}\` names no file of this machine`,
      hint: 'write a path, or `file:` and a path',
      place: location,
      cause,
    });
  }
}

function confined(file: string, bounds: readonly string[]): string {
  const real = realpathSync.native(file);
  if (bounds.length === 0) return real;
  for (const bound of bounds) if (isWithin(realFolder(bound), real)) return real;
  throw new Failure({
    code: 'source-forbidden',
    message: `\`${file}\` is a symbolic link that leads out of the folder of the document`,
    hint: 'put the file itself there',
    place: file,
  });
}

function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}

/**
 * The bytes of a file at an absolute path, read without a pause: a disk answers sooner than a stream is set up. Raises
 * `source-forbidden` for what is no regular file, and `too-large`.
 */
export function readRegularFile(file: string, maxBytes: number, place: string): Uint8Array {
  // Looked at before it is opened: to open a device or a FIFO can itself have an effect, or wait for ever.
  refuseUnlessRegular(statSync(file), place);
  const opened = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(opened);
    refuseUnlessRegular(stats, place);
    return contentOf(opened, stats.size, maxBytes, place);
  } finally {
    closeSync(opened);
  }
}

/** All that is in an open file, which may be more than its `size` says: it may grow, and those of `/proc` tell none. */
function contentOf(opened: number, size: number, maxBytes: number, place: string): Uint8Array {
  if (size > maxBytes) throw tooLarge(place, maxBytes);
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length <= maxBytes) {
    // One byte more than is expected, so that the end is seen by reading less.
    const part = Buffer.alloc(Math.min(Math.max(size - length, CHUNK), maxBytes - length) + 1);
    const read = readSync(opened, part);
    if (read === 0) {
      const [first, second] = parts;
      return first !== undefined && second === undefined ? first : Buffer.concat(parts, length);
    }
    length += read;
    parts.push(part.subarray(0, read));
  }
  throw tooLarge(place, maxBytes);
}

const CHUNK = 64 * 1024;

function refuseUnlessRegular(stats: Stats, place: string): void {
  if (stats.isFile()) return;
  throw new Failure({
    code: 'source-forbidden',
    message: `\`${place}\` is ${stats.isDirectory() ? 'a folder' : 'a device, a pipe or a socket'}, not a regular file`,
    hint: 'name the file that holds the document',
    place,
  });
}

/** What to throw for `error`, met while reading the file at `place`: a {@link Failure}, unless `signal` ended the work. */
export function fileFailure(error: unknown, place: string, signal?: AbortSignal): unknown {
  if (error instanceof Failure) return error;
  if (signal?.aborted) return ended(signal, place);
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new Failure({
      code: 'source-missing',
      message: `\`${place}\` does not exist`,
      hint: 'check the path; a relative one starts from the folder of `driftgate.yaml`',
      place,
      cause: error,
    });
  }
  return new Failure({
    code: 'source-forbidden',
    message: `\`${place}\` cannot be read (${code ?? 'no code'})`,
    hint: 'check the permissions of the file and of its folders',
    place,
    cause: error,
  });
}
