// Contracts in files, named by a path or a glob.

import { glob, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { ContractFile, ContractFiles } from '../ports.ts';
import { fileFailure, readRegularFile } from './sources/file.ts';
import { MAX_BYTES } from './sources/limits.ts';
import { isWithin } from './sources/reach.ts';

/** What {@link contractFiles} is told. */
export interface ContractFilesOptions {
  /** The absolute folder that patterns start from. */
  readonly folder: string;
  /** Of one file; default {@link MAX_BYTES}. */
  readonly maxBytes?: number;
}

const MAGIC = /[*?[\]{}()!+@]/;

/**
 * Finds files by a path or by a glob, in which `node_modules` and `.git` are left out. Symbolic links are followed within
 * `folder`, and within a folder outside of it that the pattern names outright. Raises `source-forbidden` for one that
 * leads elsewhere and for what is no regular file, `source-missing` for one that leads nowhere, and `too-large`.
 */
export function contractFiles({ folder, maxBytes = MAX_BYTES }: ContractFilesOptions): ContractFiles {
  return {
    async find(pattern) {
      const base = resolve(folder, fixedPart(pattern));
      // A folder within is no bound of its own: it may itself be a link that leads out.
      const bounds = isWithin(folder, base) ? [folder] : [folder, base];
      const named = (file: string) => (isAbsolute(pattern) ? file : relative(folder, file)).split(sep).join('/');
      const found: ContractFile[] = [];
      for (const file of await matches(pattern, folder)) {
        found.push({ name: named(file), bytes: await read(file, named(file), bounds, maxBytes) });
      }
      return found;
    },
  };
}

/** Absolute, sorted; the file of that very name where there is one. */
async function matches(pattern: string, folder: string): Promise<readonly string[]> {
  const literal = resolve(folder, pattern);
  if (await stat(literal).catch(() => undefined)) return [literal];
  const files = new Set<string>();
  const exclude = (name: string) => name === 'node_modules' || name === '.git';
  for await (const name of glob(pattern, { cwd: folder, exclude })) {
    const file = resolve(folder, name);
    const found = await stat(file).catch(() => undefined);
    // A link that leads nowhere is told of when it is read.
    if (found?.isDirectory() !== true) files.add(file);
  }
  return [...files].sort();
}

/** The folders that a pattern begins with, up to the first segment that may match several. */
function fixedPart(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex((segment) => MAGIC.test(segment));
  return first < 0 ? dirname(pattern) : segments.slice(0, first).join('/') || (isAbsolute(pattern) ? '/' : '.');
}

async function read(file: string, name: string, bounds: readonly string[], maxBytes: number): Promise<Uint8Array> {
  try {
    const real = await realpath(file);
    const folders = await Promise.all(bounds.map((bound) => realpath(bound)));
    if (!folders.some((bound) => isWithin(bound, real))) throw leadsOut(name);
    return readRegularFile(real, maxBytes, name);
  } catch (error) {
    throw fileFailure(error, name);
  }
}

function leadsOut(name: string): Failure {
  return new Failure({
    code: 'source-forbidden',
    message: `contract \`${name}\` is, or lies behind, a symbolic link that leads out of its folder`,
    hint: 'put the file itself there, or name the folder where it is',
    place: name,
  });
}
