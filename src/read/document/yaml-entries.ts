// YAML text read entry by entry of its outer mappings, so that what two documents have in common is parsed once.

import { isObject, type Json } from '../../model/json.ts';
import type { ReadLimits } from './limits.ts';
import { readYaml, refuseFlood, type YamlReading } from './yaml.ts';

/** What entries mean, by the path of their keys; for as long as the documents are read that may share them. */
export type KnownEntries = Map<string, Entry>;

/** An entry of a block mapping: from the line of its key to that of the next. */
interface Entry {
  readonly text: string;
  readonly key: string;
  readonly value: Json;
  /** What reading it came to: as a mapping of its own. */
  readonly nodes: number;
  readonly height: number;
  readonly aliases: number;
  readonly refs: ReadonlySet<string>;
}

/** What was read, and where the line begins that ends it. */
interface Read<T> {
  readonly of: T;
  readonly end: number;
}

/** How far in entries are told apart: `components`, `schemas`, a schema. */
const LEVELS = 3;

/** Where the keys of entries begin at most. */
const FARTHEST = 100;

/** Text of more entries is read as a whole: each is remembered. */
const MOST_ENTRIES = 100_000;

/** A key that is sure to be one: it has no indicator in it, nor dots before it, which may end the document. */
const KEY = /(?:[\w$/](?:[^:#\n\t"'&*!|>%@`{}[\],?]|:(?=\S)|\{[\w.-]*\})*|"[^"\\\n]*"|'[^'\n]*'):(?=[ \n]|$)/y;

/** Lines that say nothing; before the first entry, also the mark that a document begins (YAML 1.2.2 §9.1.3). */
const IDLE = /(?: *(?:#[^\n]*)?\n)*/y;
const PROLOGUE = /(?:(?: *(?:#[^\n]*)?\n)*--- *\n)?(?: *(?:#[^\n]*)?\n)*/y;

/**
 * The first document of YAML text as JSON, just as {@link readYaml} reads it. Entries that were read before into `known` are
 * not parsed again, and their values are the same ones: nobody may change them. Wherever reading by entries could come to
 * anything else, such as a note, an error or an alias of what stands in another entry, the text is read as a whole.
 */
export function readYamlByEntries(text: string, limits: ReadLimits, name: string, known: KnownEntries): YamlReading {
  refuseFlood(text, limits, name);
  const read = attempt(() => byEntries(text, limits, name, known));
  // At the limit itself the parser decides, which counts keys, and what might be one, as levels of their own.
  const fits =
    read !== undefined && read.height < limits.depth && read.nodes <= limits.nodes && read.aliases <= limits.aliases;
  return fits ? read : readYaml(text, limits, name);
}

/** What is read; `undefined` where it fails, which the reading of the whole tells with its place. */
function attempt(read: () => YamlReading | undefined): YamlReading | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The block mapping that the text consists of; `undefined` where it is not sure to be one. */
function byEntries(text: string, limits: ReadLimits, name: string, known: KnownEntries): YamlReading | undefined {
  // A line end of another kind is none of those that are looked for, and NUL is refused even in a comment.
  if (/[\0\r]/.test(text) || !text.isWellFormed()) return undefined;
  let left = MOST_ENTRIES;
  const lines: RegExp[] = [];
  const first = after(PROLOGUE, 0);
  const root = mapping(0, first, indentAt(first), 1, '');
  return root?.end === text.length ? root.of : undefined;

  /** The mapping whose first key is on the line at `line`; what is written from `from` on belongs to it. */
  function mapping(
    from: number,
    line: number,
    indent: number,
    level: number,
    path: string,
  ): Read<YamlReading> | undefined {
    if (indent > FARTHEST) return undefined;
    const value: Record<string, Json> = {};
    const refs = new Set<string>();
    let [nodes, height, aliases] = [1, 1, 0];
    let [start, key] = [from, line];
    do {
      KEY.lastIndex = key + indent;
      if (!KEY.test(text) || left-- === 0) return undefined;
      const colon = KEY.lastIndex;
      const place = `${path}\n${text.slice(key + indent, colon)}`;
      const { of: entry, end } =
        shared(place, start, indent) ?? outer(place, start, colon, indent, level) ?? alone(place, start, colon, indent);
      if (entry === undefined || entry.key === '<<' || entry.key === '__proto__') return undefined;
      if (Object.hasOwn(value, entry.key)) return undefined;
      value[entry.key] = entry.value;
      // The mapping around it is this one.
      nodes += entry.nodes - 1;
      height = Math.max(height, entry.height);
      aliases += entry.aliases;
      for (const ref of entry.refs) refs.add(ref);
      start = end;
      key = end;
    } while (key < text.length && indentAt(key) === indent);
    return { of: { value, nodes, height, aliases, refs, notes: [] }, end: key };
  }

  /** An entry that is written as it was read before. */
  function shared(place: string, start: number, indent: number): Read<Entry> | undefined {
    const entry = known.get(place);
    if (entry === undefined || !text.startsWith(entry.text, start)) return undefined;
    const end = start + entry.text.length;
    return end === text.length || (text[end - 1] === '\n' && ends(end, indent)) ? { of: entry, end } : undefined;
  }

  /** An entry whose value is a mapping that is read by entries in turn. */
  function outer(place: string, start: number, colon: number, indent: number, level: number): Read<Entry> | undefined {
    if (level === LEVELS || text[colon] !== '\n') return undefined;
    const line = after(IDLE, colon + 1);
    const inner = indentAt(line);
    const value = inner > indent ? mapping(line, line, inner, level + 1, place) : undefined;
    const key = value && entryOf(start, line);
    if (value === undefined || key === undefined) return undefined;
    const { nodes, height, aliases, refs } = value.of;
    const of = { ...key, value: value.of.value ?? null, nodes: nodes + 2, height: height + 1, aliases, refs };
    return { of, end: value.end };
  }

  /** An entry that is parsed, and remembered. */
  function alone(place: string, start: number, colon: number, indent: number): Read<Entry | undefined> {
    const end = endOf(colon, indent);
    const entry = entryOf(start, end);
    if (entry !== undefined) known.set(place, entry);
    return { of: entry, end };
  }

  function entryOf(start: number, end: number): Entry | undefined {
    const piece = text.slice(start, end);
    const { value, notes, ...size } = readYaml(piece, limits, name);
    const [key, ...others] = isObject(value) ? Object.keys(value) : [];
    if (!isObject(value) || key === undefined || others.length > 0 || notes.length > 0) return undefined;
    return { text: piece, key, value: value[key] ?? null, ...size };
  }

  /** Where the line begins that ends what belongs to a key at column `indent`. */
  function endOf(from: number, indent: number): number {
    const line = lines[indent] ?? new RegExp(`\\n {0,${indent}}[^ \\n#]`, 'g');
    lines[indent] = line;
    line.lastIndex = from;
    for (let found = line.exec(text); found !== null; found = line.exec(text)) {
      if (ends(found.index + 1, indent)) return found.index + 1;
      line.lastIndex = found.index + 1;
    }
    return text.length;
  }

  /** Whether a line stands where no part of what belongs to a key at column `indent` may; comments may stand anywhere. */
  function ends(line: number, indent: number): boolean {
    const column = indentAt(line);
    const char = text.charCodeAt(line + column);
    if (column > indent || Number.isNaN(char) || char === LINE_FEED || char === HASH) return false;
    // A sequence may stand as far left as the key that it belongs to.
    return column < indent || char !== DASH || !/[ \n]|^$/.test(text.charAt(line + column + 1));
  }

  function indentAt(line: number): number {
    let at = line;
    while (text.charCodeAt(at) === SPACE) at += 1;
    return at - line;
  }

  function after(lines: RegExp, at: number): number {
    lines.lastIndex = at;
    lines.test(text);
    return lines.lastIndex;
  }
}

const SPACE = 32;
const LINE_FEED = 10;
const HASH = 35;
const DASH = 45;
