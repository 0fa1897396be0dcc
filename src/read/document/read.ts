// Bytes into a document: the door through which every OpenAPI and Swagger description comes in.

import type { Note, SpecDocument } from '../../model/document.ts';
import { Failure } from '../../model/failure.ts';
import { type Json, type JsonObject, own } from '../../model/json.ts';
import { rooted } from './dialect.ts';
import { type Source, specDocument } from './document.ts';
import { jsonLines } from './json-lines.ts';
import { countNodes, DEFAULT_LIMITS, type ReadLimits, survey } from './limits.ts';
import type { LineFinder } from './lines.ts';
import { quote } from './looks.ts';
import { countOperations } from './operations.ts';
import { type Parsed, parse, truncated } from './parse.ts';
import { alias } from './references.ts';
import { type LoadRelated, loadFiles, type Related } from './related.ts';
import { filePointer } from './resolve.ts';
import type { KnownEntries } from './yaml-entries.ts';
import { yamlLines } from './yaml-outline.ts';

export { isDocument } from './dialect.ts';
export { DEFAULT_LIMITS, type ReadLimits } from './limits.ts';
export { countOperations } from './operations.ts';
export type { LoadRelated } from './related.ts';
export type { KnownEntries } from './yaml-entries.ts';

/** A document's bytes as they came. */
export interface DocumentText {
  /** How people call it. */
  readonly name: string;
  /** Where its relative `$ref`s start: a path, a URL, `git:REV:path`. */
  readonly location: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string | undefined;
}

/** How a document is read. */
export interface ReadOptions {
  /** What differs from {@link DEFAULT_LIMITS}. */
  readonly limits?: Partial<ReadLimits>;
  /** Gives the further files; without it, `$ref`s to them lead nowhere. */
  readonly loadRelated?: LoadRelated;
  /** What documents read before this one say, entry by entry: values that are written alike are parsed once, and shared. */
  readonly known?: KnownEntries | undefined;
}

/**
 * Reads a document, JSON or YAML, with the files that its `$ref`s lead to. What can be read is read; what cannot is in
 * the document's notes. Raises {@link Failure} for what is no API description: `not-a-document`, `truncated`,
 * `unsupported-version`, `no-operations`, `too-large` or `too-deep`.
 */
export async function readSpec(text: DocumentText, options: ReadOptions = {}): Promise<SpecDocument> {
  const { name, location, bytes, contentType } = text;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const main = parse(name, bytes, contentType, limits, options.known);
  const { root, dialect, notes } = rooted(name, main.value);
  refuseCutComponents(name, root, main);
  const { files, aliases, missing } =
    options.loadRelated === undefined ? NO_FILES : await loadFiles(main, location, limits, options.loadRelated);
  const document = specDocument({
    name,
    dialect,
    root,
    files: new Map<string, Json>([
      ...[...files].map(([file, { value }]) => [file, value] as const),
      ...[...aliases].map(([file, original]) => [file, alias(original)] as const),
    ]),
    sources: new Map<string, Source>([['', main], ...files]),
    missing,
    notes: [...main.notes, ...notes, ...[...files].flatMap(([file, parsed]) => notesIn(file, parsed.notes))],
  });
  if (countOperations(document) === 0) throw noOperations(name, missing);
  return document;
}

/**
 * The document of JSON that has been read before, such as a stored snapshot; `text`, where it is kept, is for lines.
 * Raises {@link Failure} `not-a-document`, `unsupported-version` or `too-deep`.
 */
export function specFromJson(
  name: string,
  root: JsonObject,
  files: ReadonlyMap<string, Json> = new Map(),
  text?: string,
): SpecDocument {
  const { refs, extents } = survey(root, STORED_LIMITS, name);
  for (const value of files.values()) countNodes(value, STORED_LIMITS, name);
  const { dialect, notes } = rooted(name, root);
  const lines = (): LineFinder | undefined => {
    if (text === undefined) return undefined;
    return /^\s*\{/.test(text) ? jsonLines(text, root, extents) : yamlLines(text);
  };
  const sources = new Map<string, Source>([['', { lines, refs }]]);
  return specDocument({ name, dialect, root, files, sources, notes, missing: NO_FILES.missing });
}

/** What was stored was held to its limits when it was read; only walking it must not fail. */
const STORED_LIMITS: ReadLimits = { ...DEFAULT_LIMITS, nodes: Number.POSITIVE_INFINITY, depth: 5000 };

const NO_FILES: Related = { files: new Map(), aliases: new Map(), missing: new Map() };

function notesIn(file: string, notes: readonly Note[]): Note[] {
  return notes.map((note) => ({ ...note, pointer: filePointer(file) + note.pointer }));
}

/** Refuses YAML that stops before the components which it refers to: the text alone does not tell that it was cut. */
function refuseCutComponents(name: string, root: JsonObject, main: Parsed): void {
  if (main.format === 'json' || main.text.endsWith('\n')) return;
  for (const section of ['components', 'definitions'])
    if (own(root, section) === undefined && new RegExp(`["' ]#/${section}/`).test(main.text))
      throw truncated(name, `its \`$ref\`s lead to \`${section}\`, which is missing`);
}

function noOperations(name: string, missing: Related['missing']): Failure {
  const [gap] = [...missing].map(([file, why]) => `; its file ${quote(file)} is not read: ${why}`);
  return new Failure({
    code: 'no-operations',
    message: `\`${name}\` describes no operation: nothing under \`paths\` or \`webhooks\`${gap ?? ''}`,
    hint: 'check that the location leads to the whole description and not to one of its parts',
    place: name,
  });
}
