// Text into JSON: JSON first, then JSON with its usual slips mended, then YAML.

import { isNativeError } from 'node:util/types';
import { YAMLException } from 'js-yaml';
import type { Note } from '../../model/document.ts';
import { Failure } from '../../model/failure.ts';
import type { Json } from '../../model/json.ts';
import { decode } from './decode.ts';
import { mendJson } from './json.ts';
import { jsonLines } from './json-lines.ts';
import { type ReadLimits, survey, tooDeep, tooManyBytes } from './limits.ts';
import { type LineFinder, position } from './lines.ts';
import { looksLikeBytes, looksLikeText, looksLikeValue, oneLine, quote } from './looks.ts';
import { type KnownEntries, readYamlByEntries } from './yaml-entries.ts';
import { yamlLines } from './yaml-outline.ts';

/** One file as it was read. */
export interface Parsed {
  readonly value: Json;
  /** The text that was parsed: after mending, with the lines of what came. */
  readonly text: string;
  readonly lines: () => LineFinder;
  readonly format: 'json' | 'yaml';
  /** The size of what came. */
  readonly bytes: number;
  /** Values, aliases counted as what they stand for. */
  readonly nodes: number;
  /** The texts that stand at a `$ref`, be it a reference or data. */
  readonly refs: ReadonlySet<string>;
  /** Pointers are within this file. */
  readonly notes: readonly Note[];
}

type Unsized = Omit<Parsed, 'bytes'>;

/**
 * Reads the bytes of one file, of whatever kind. YAML that is written as in a text that was read into `known` before is
 * shared with it. Raises {@link Failure} `not-a-document`, `truncated`, `too-large` or `too-deep`.
 */
export function parse(
  name: string,
  bytes: Uint8Array,
  contentType: string | undefined,
  limits: ReadLimits,
  known: KnownEntries = new Map(),
): Parsed {
  if (bytes.length > limits.bytes) throw tooManyBytes(name, bytes.length, limits);
  const binary = looksLikeBytes(bytes);
  if (binary !== undefined) throw notADocument(name, binary);
  const { text, mend } = decode(bytes, contentType);
  const alien = looksLikeText(text);
  if (alien !== undefined) throw notADocument(name, alien);
  const json = /^\s*[[{]/.test(text) ? parseJson(name, text, limits) : undefined;
  const parsed = json ?? parseYaml(name, text, limits, known);
  const notes = mend === undefined ? parsed.notes : [noteOf(mend), ...parsed.notes];
  return { ...parsed, bytes: bytes.length, notes };
}

/** The failure of a file that is something else than an API description. */
export function notADocument(name: string, what: string): Failure {
  return new Failure({
    code: 'not-a-document',
    message: `\`${name}\` is ${what}`,
    hint: 'give the location of the OpenAPI or Swagger document itself, not of a page that shows it',
    place: name,
  });
}

/** The failure of a document whose end is missing. */
export function truncated(name: string, message: string, place = name, cause?: unknown): Failure {
  return new Failure({
    code: 'truncated',
    message: `\`${name}\` ends too early: ${message}`,
    hint: 'try again; when it stays so, the provider publishes half a document',
    place,
    cause,
  });
}

function parseJson(name: string, text: string, limits: ReadLimits): Unsized | undefined {
  for (const candidate of jsonCandidates(text)) {
    let value: Json;
    try {
      value = JSON.parse(candidate);
    } catch {
      continue;
    }
    const { nodes, refs, extents } = survey(value, limits, name);
    const notes = candidate === text ? [] : [noteOf('comments and trailing commas, which JSON has not, are ignored')];
    const lines = (): LineFinder => jsonLines(candidate, value, extents);
    return { value, text: candidate, format: 'json', lines, nodes, refs, notes };
  }
  return undefined;
}

function* jsonCandidates(text: string): Generator<string> {
  yield text;
  const mended = mendJson(text);
  if (mended !== text) yield mended;
}

const YAML_MENDS = [
  {
    slip: /(?![\t\n\r\x85])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu,
    mended: () => '\uFFFD',
    message: 'characters that YAML does not allow are read as U+FFFD',
  },
  {
    slip: /^[ \t]*\t[ \t]*/gm,
    mended: (indent: string) => indent.replaceAll('\t', '  '),
    message: 'tabs, which YAML does not allow as indentation, are read as two spaces each',
  },
];

function parseYaml(name: string, text: string, limits: ReadLimits, known: KnownEntries): Unsized {
  const looksLikeJson = /^\s*\{\s*["}]/.test(text);
  const notes = looksLikeJson ? [noteOf('the text is no valid JSON and is read as YAML')] : [];
  let candidate = text;
  let failure: unknown;
  for (const mend of [undefined, ...YAML_MENDS]) {
    if (mend !== undefined) {
      const mended = candidate.replace(mend.slip, mend.mended);
      if (mended === candidate) continue;
      candidate = mended;
      notes.push(noteOf(mend.message));
    }
    try {
      const { value, nodes, refs, notes: found } = readYamlByEntries(candidate, limits, name, known);
      if (value === undefined) throw notADocument(name, looksLikeValue(undefined));
      refuseCut(name, candidate);
      const read = candidate;
      const lines = (): LineFinder => yamlLines(read);
      return { value, text: read, format: 'yaml', lines, nodes, refs, notes: [...notes, ...found] };
    } catch (error) {
      if (error instanceof Failure) throw error;
      failure = error;
    }
  }
  throw yamlFailure(name, candidate, limits, failure);
}

/** Refuses text that stops after a key or a dash, without a line end: half a document is valid YAML most of the time. */
function refuseCut(name: string, text: string): void {
  const last = text.slice(text.lastIndexOf('\n') + 1);
  if (/^\s*(?:[^\s#].*:|-)[ \t]*$/.test(last) && text.includes('\n'))
    throw truncated(name, `its last line is ${quote(last)}, without a value and a line end`);
}

function yamlFailure(name: string, text: string, limits: ReadLimits, error: unknown): unknown {
  if (isNativeError(error) && error.name === 'RangeError') return tooDeep(name, limits);
  if (!(error instanceof YAMLException) || error.mark === undefined) return error;
  if (error.reason.includes('maxDepth')) return tooDeep(name, limits);
  const reason = oneLine(error.reason);
  const { line, column } = position(text, error.mark.position);
  const place = `${name}:${line}:${column}`;
  if (error.mark.position >= text.trimEnd().length) return truncated(name, reason, place, error);
  return new Failure({
    code: 'not-a-document',
    message: `\`${name}\` is neither JSON nor YAML: ${reason} at line ${line}, column ${column}`,
    hint: /^<{7} /m.test(text)
      ? 'resolve the merge conflict that is left in it'
      : 'mend that line, or give the location of the OpenAPI or Swagger document itself',
    place,
    cause: error,
  });
}

function noteOf(message: string): Note {
  return { pointer: '', message };
}
