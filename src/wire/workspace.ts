// The folder that `init` looks into and writes to.

import { glob, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { Workspace } from '../tasks/init.ts';

/** The folder `cwd` for `init`. What is created is tried by `valid` first. */
export function workspace(cwd: string, valid: (text: string) => unknown): Workspace {
  return {
    async find(globs) {
      const files: string[] = [];
      const found = glob([...globs], { cwd, withFileTypes: true, exclude: ({ name }) => name === 'node_modules' });
      for await (const entry of found) {
        if (!entry.isFile()) continue;
        files.push(relative(cwd, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
      }
      return files.sort();
    },
    read: (file) => readFile(resolve(cwd, file), 'utf8'),
    async create(file, text) {
      valid(text);
      try {
        await writeFile(resolve(cwd, file), text, { flag: 'wx' });
      } catch (cause) {
        throw new Failure({
          code: 'usage',
          message: `\`${file}\` is there already, or cannot be written`,
          hint: 'edit it, or name another file with `--config`',
          place: file,
          cause,
        });
      }
    },
  };
}
