// How far the references of a document in a folder tree may lead: to its own folder and what is below, no further.

import type { PlatformPath } from 'node:path';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Failure } from '../../model/failure.ts';

/** What the references of the documents of one source may reach. All paths are absolute. */
export interface Reach {
  /**
   * The path that `reference` (RFC 3986 §4.1; its query and fragment are left out) names as seen from the file `base`.
   * What is reached keeps the bounds of the document that led there, so that `a.yaml` -> `sub/b.yaml` -> `../c.yaml`
   * may be followed. Raises `source-forbidden`.
   */
  follow(base: string, reference: string): string;
  /** The folders that a file reached through a reference must lie in; none for a file that was only named outright. */
  bounds(file: string): readonly string[];
}

/** A {@link Reach} in which `folders` may be reached by every document. */
export function reach(folders: readonly string[] = [], paths: PlatformPath = path): Reach {
  const remembered = new Map<string, Set<string>>();
  const bounds = (file: string): readonly string[] => {
    const roots = remembered.get(file);
    return roots === undefined ? [] : [...roots, ...folders];
  };

  return {
    bounds,
    follow(base, reference) {
      const file = resolve(base, reference, paths);
      const roots = [paths.dirname(base), ...(remembered.get(base) ?? [])];
      if (file === undefined || ![...roots, ...folders].some((root) => isWithin(root, file, paths))) {
        throw forbidden(base, reference);
      }
      remembered.set(file, new Set([...(remembered.get(file) ?? []), ...roots]));
      return file;
    },
  };
}

/** Whether `file` is `folder` or lies below it. Both are absolute and normal; nothing is looked up. */
export function isWithin(folder: string, file: string, paths: PlatformPath = path): boolean {
  const relative = paths.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${paths.sep}`) && !paths.isAbsolute(relative);
}

function resolve(base: string, reference: string, paths: PlatformPath): string | undefined {
  const windows = paths === path.win32;
  try {
    const url = new URL(reference, pathToFileURL(base, { windows }));
    return url.protocol === 'file:' ? fileURLToPath(url, { windows }) : undefined;
  } catch {
    return undefined;
  }
}

function forbidden(base: string, reference: string): Failure {
  return new Failure({
    code: 'source-forbidden',
    message: `\`$ref\` ${JSON.stringify(reference)} leads out of the folder of the document`,
    hint: 'keep what a document refers to in its own folder or below',
    place: base,
  });
}
