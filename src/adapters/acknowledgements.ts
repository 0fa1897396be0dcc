// Acknowledgements in one YAML file that people read, edit and review.

import { open, readFile, rename, rm } from 'node:fs/promises';
import { Failure } from '../model/failure.ts';
import type { Acknowledgement } from '../model/finding.ts';

/**
 * The acknowledgements in the file at `path`, which people call `name`. A file that is not there holds none.
 * Raises {@link Failure} `acknowledgement-invalid`, and `store-failed` when the disk refuses.
 */
export function acknowledgementFile(path: string, name: string) {
  return {
    async read(): Promise<readonly Acknowledgement[]> {
      const text = await textOf(path, name);
      if (text === '') return [];
      const { parseAcknowledgements } = await import('../config/acknowledgements.ts');
      return parseAcknowledgements(text, name);
    },
    async add(acknowledgement: Acknowledgement): Promise<void> {
      const { withAcknowledgement } = await import('../config/acknowledgements.ts');
      await replace(path, withAcknowledgement(await textOf(path, name), acknowledgement, name), name);
    },
  };
}

async function textOf(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw refused(name, 'read', error);
  }
}

/** Wholly or not at all: a rename is atomic (POSIX rename(2)). */
async function replace(path: string, text: string, name: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(draft, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw refused(name, 'written', error);
  }
}

function refused(name: string, verb: string, cause: unknown): Failure {
  return new Failure({
    code: 'store-failed',
    message: `\`${name}\` cannot be ${verb}${codeOf(cause) === undefined ? '' : ` (${codeOf(cause)})`}`,
    hint: 'check that it is a file, who may touch it, and the space on the disk',
    place: name,
    cause,
  });
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
