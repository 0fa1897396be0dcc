// A document as the rest of the house sees it: references, lines, digest and notes, each computed when it is asked for.

import { createHash } from 'node:crypto';
import type { Dialect, Note, SpecDocument } from '../../model/document.ts';
import { isObject, type Json, type JsonObject, own, writeCanonical } from '../../model/json.ts';
import { lazily } from '../../model/lazily.ts';
import { below, type Pointer, parsePointer } from '../../model/pointer.ts';
import type { LineFinder } from './lines.ts';
import { quote } from './looks.ts';
import { eachReference, fileName, splitReference } from './references.ts';
import { filePointer, resolver } from './resolve.ts';

/** How many places are noted where a `$ref` leads nowhere. */
const MOST_DANGLING = 100;

/** What is known of one file beside its value. */
export interface Source {
  /** Where its values are written, worked out when a line is asked for; `undefined` where its text is not known. */
  readonly lines: () => LineFinder | undefined;
  /** The texts that stand at a `$ref`, be it a reference or data, where they are known. */
  readonly refs?: ReadonlySet<string>;
}

/** What a document is put together from. */
export interface Parts {
  readonly name: string;
  readonly dialect: Dialect;
  readonly root: JsonObject;
  /** Further files by name, and aliases. */
  readonly files: ReadonlyMap<string, Json>;
  /** What is known of the files, by name; the main document's is empty. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Why further files are missing, by name. */
  readonly missing: ReadonlyMap<string, string>;
  /** What was noted while reading. */
  readonly notes: readonly Note[];
}

/** The document made of `parts`. */
export function specDocument(parts: Parts): SpecDocument {
  const { name, dialect, root, files, sources } = parts;
  const values = new Map<string, Json>([['', root], ...files]);
  const resolve = resolver(values);
  const finders = new Map<string, () => LineFinder | undefined>();
  for (const [file, { lines }] of sources) finders.set(file, lazily(lines));

  const lineOf: SpecDocument['lineOf'] = (pointer) => {
    const { file, segments } = parsePointer(pointer);
    return finders.get(file)?.()?.(segments);
  };
  const digest = lazily(() => digestOf(root, files));
  const notes = lazily(() =>
    [...parts.notes, ...misshapen(root), ...dangling(parts, values, resolve)].map((note) => {
      const line = note.line ?? lineOf(note.pointer);
      return line === undefined ? note : { ...note, line };
    }),
  );
  return {
    name,
    dialect,
    root,
    files,
    resolve,
    lineOf,
    get digest() {
      return digest();
    },
    get notes() {
      return notes();
    },
  };
}

/** `sha256:` and the hex digest of the canonical JSON of a document with its files. */
function digestOf(root: JsonObject, files: ReadonlyMap<string, Json>): string {
  const hash = createHash('sha256');
  // Piece by piece: the whole text of a large document would be as large again.
  let piece = '';
  const write = (text: string): void => {
    piece += text;
    if (piece.length < 65_536) return;
    hash.update(piece);
    piece = '';
  };
  writeCanonical([root, Object.fromEntries(files)], write);
  return `sha256:${hash.update(piece).digest('hex')}`;
}

/** Sections and path items that are no objects, and are passed over. */
function misshapen(root: JsonObject): Note[] {
  const notes: Note[] = [];
  for (const section of ['paths', 'webhooks', 'components', 'definitions']) {
    const value = own(root, section);
    if (value === undefined) continue;
    const pointer = below('', section);
    if (!isObject(value)) notes.push({ pointer, message: `\`${section}\` is no object and is not read` });
    else if (section === 'paths' || section === 'webhooks')
      for (const key of Object.keys(value).sort())
        if (!isObject(value[key]) && !key.startsWith('x-') && key !== '$ref')
          notes.push({ pointer: below(pointer, key), message: 'path item is no object and is not read' });
  }
  return notes;
}

/** The first place, by name, of each `$ref` that leads nowhere; of all those to one missing file together. */
function dangling(
  { missing, sources }: Parts,
  values: ReadonlyMap<string, Json>,
  resolve: SpecDocument['resolve'],
): Note[] {
  const dangles = (ref: string, file: string): boolean => resolve(ref, filePointer(file)) === undefined;
  let any = false;
  for (const [file, value] of values) {
    const see = (ref: string): void => {
      any ||= dangles(ref, file);
    };
    const refs = sources.get(file)?.refs;
    if (refs === undefined) eachReference(value, see);
    else refs.forEach(see);
  }
  // Hardly a document has any, and a walk by name takes longer.
  if (!any) return [];
  const places = new Map<string, { readonly pointer: Pointer; readonly why: string; count: number }>();
  for (const [file, value] of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const note = (ref: string, path: readonly string[]): void => {
      if (!dangles(ref, file)) return;
      const { reference } = splitReference(ref);
      const target = reference === '' ? file : fileName(reference, file);
      const subject = values.has(target) ? ref : target;
      const known = places.get(`${file}#${subject}`);
      if (known !== undefined) known.count++;
      else if (places.size < MOST_DANGLING) {
        const reason = missing.get(target);
        const why = `\`$ref\` to ${quote(subject)} ${reason === undefined ? 'leads nowhere' : `is not followed: ${reason}`}`;
        places.set(`${file}#${subject}`, { pointer: below(filePointer(file), ...path), why, count: 1 });
      }
    };
    eachReference(value, note, true);
  }
  return [...places.values()].map(({ pointer, why, count }) => ({
    pointer,
    message: count === 1 ? why : `${why} (from ${count} places)`,
  }));
}
