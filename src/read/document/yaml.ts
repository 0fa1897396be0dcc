// YAML 1.2 text into JSON, event by event: what is no JSON is mended and noted, and aliases are paid for.

import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { Note } from '../../model/document.ts';
import type { Json } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import { type ReadLimits, tooDeep, tooManyNodes } from './limits.ts';
import { position } from './lines.ts';
import { quote } from './looks.ts';

/** What YAML text means, and what of it had to be mended. */
export interface YamlReading {
  /** `undefined` when there is no value at all: nothing, or nothing but comments. */
  readonly value: Json | undefined;
  /** Values, aliases counted as what they stand for. */
  readonly nodes: number;
  /** Levels of collections within each other. */
  readonly height: number;
  /** How many aliases were followed. */
  readonly aliases: number;
  /** The texts that stand at a `$ref`, be it a reference or data. */
  readonly refs: ReadonlySet<string>;
  readonly notes: readonly Note[];
}

/**
 * The first document of YAML text as JSON. Aliases share what they stand for, and are counted as if they did not.
 * Raises {@link Failure} `too-deep` or `too-large`, and js-yaml's `YAMLException` for text that is not YAML.
 */
export function readYaml(text: string, limits: ReadLimits, name: string): YamlReading {
  refuseFlood(text, limits, name);
  // The parser counts a key as a level of its own; the builder counts what is built.
  return new Builder(text, limits, name).build(parseEvents(text, { maxDepth: limits.depth + 1 }));
}

/**
 * Refuses text whose events alone would fill the memory: they are many times larger than the text.
 * Raises {@link Failure} `too-large`.
 */
export function refuseFlood(text: string, limits: ReadLimits, name: string): void {
  if (text.length <= limits.nodes) return;
  let separators = 0;
  for (const _ of text.matchAll(/[\n,[{]|[-:?]\s/g)) if (++separators > limits.nodes) throw tooManyNodes(name, limits);
}

const MOST_NOTES = 100;

/** A value, with what it costs to walk it. */
interface Node {
  readonly value: Json;
  readonly size: number;
  readonly height: number;
}

/** A collection that is being read. */
interface Frame {
  readonly value: Json[] | Record<string, Json>;
  readonly anchor: string | undefined;
  size: number;
  height: number;
  /** The key that waits for its value; `null` for one that is no text. */
  key: string | null | undefined;
  isMerge: boolean;
  /** Keys that came by `<<` and may be given again. */
  merged: Set<string> | undefined;
}

class Builder {
  readonly #text: string;
  readonly #limits: ReadLimits;
  readonly #name: string;
  readonly #notes: Note[] = [];
  readonly #refs = new Set<string>();
  readonly #anchors = new Map<string, Node>();
  readonly #frames: Frame[] = [];
  #root: Node | undefined;
  #aliases = 0;
  #offset = 0;

  constructor(text: string, limits: ReadLimits, name: string) {
    this.#text = text;
    this.#limits = limits;
    this.#name = name;
  }

  build(events: readonly Event[]): YamlReading {
    let documents = 0;
    for (const event of events) {
      this.#offset = Math.max(this.#offset, eventOffset(event));
      if (event.type === EVENT_ID.DOCUMENT) documents++;
      if (documents > 1) {
        this.#note('', 'further documents after `---` are not read');
        break;
      }
      this.#take(event);
    }
    const { value, size = 0, height = 0 } = this.#root ?? {};
    return { value, nodes: size, height, aliases: this.#aliases, refs: this.#refs, notes: this.#notes };
  }

  #take(event: Event): void {
    if (event.type === EVENT_ID.SCALAR)
      this.#add(this.#scalar(event), this.#anchorOf(event), isPlainText(this.#text, event, '<<'));
    else if (event.type === EVENT_ID.ALIAS)
      this.#add(this.#alias(this.#text.slice(event.anchorStart, event.anchorEnd)), undefined, false);
    else if (event.type === EVENT_ID.POP) {
      const frame = this.#frames.pop();
      if (frame !== undefined) this.#add(frame, frame.anchor, false);
    } else if (event.type !== EVENT_ID.DOCUMENT) {
      const value = event.type === EVENT_ID.MAPPING ? {} : [];
      const anchor = this.#anchorOf(event);
      this.#frames.push({ value, anchor, size: 1, height: 1, key: undefined, isMerge: false, merged: undefined });
      if (this.#frames.length > this.#limits.depth) throw tooDeep(this.#name, this.#limits);
    }
  }

  #anchorOf(event: { readonly anchorStart: number; readonly anchorEnd: number }): string | undefined {
    return event.anchorStart < 0 ? undefined : this.#text.slice(event.anchorStart, event.anchorEnd);
  }

  #scalar(event: ScalarEvent): Node {
    const text = getScalarValue(this.#text, event);
    const frame = this.#frames.at(-1);
    const isKey = frame !== undefined && !Array.isArray(frame.value) && frame.key === undefined;
    const tag = event.tagStart < 0 ? '' : this.#text.slice(event.tagStart, event.tagEnd);
    // Keys stay as they are written: `200`, `1.0` and `on` are names.
    const isText = isKey || tag === '!' || tag === '!!str' || (event.style !== SCALAR_STYLE.PLAIN && !isCoreTag(tag));
    return { value: isText ? text : resolvePlain(text), size: 1, height: 0 };
  }

  #alias(name: string): Node {
    if (++this.#aliases > this.#limits.aliases) throw tooManyNodes(this.#name, this.#limits);
    const node = this.#anchors.get(name);
    if (node !== undefined && !this.#frames.some((frame) => frame.anchor === name)) {
      if (this.#frames.length + node.height > this.#limits.depth) throw tooDeep(this.#name, this.#limits);
      return node;
    }
    this.#note(this.#pointer(), `alias ${quote(`*${name}`)} names no finished value and is read as null`);
    return { value: null, size: 1, height: 0 };
  }

  #add(node: Node, anchor: string | undefined, isMerge: boolean): void {
    if (anchor !== undefined) this.#anchors.set(anchor, { value: node.value, size: node.size, height: node.height });
    const frame = this.#frames.at(-1);
    if (frame === undefined) {
      this.#root = node;
      return;
    }
    frame.size += node.size;
    if (frame.size > this.#limits.nodes) throw tooManyNodes(this.#name, this.#limits);
    frame.height = Math.max(frame.height, node.height + 1);
    if (Array.isArray(frame.value)) frame.value.push(node.value);
    else if (frame.key === undefined) {
      frame.key = this.#keyFor(node.value);
      frame.isMerge = isMerge;
    } else {
      this.#put(frame, frame.value, frame.key, node.value);
      frame.key = undefined;
    }
  }

  #keyFor(value: Json): string | null {
    if (typeof value !== 'object' || value === null) return String(value);
    this.#note(this.#pointer(), 'a key that is an object or an array is not read');
    return null;
  }

  #put(frame: Frame, target: Record<string, Json>, key: string | null, value: Json): void {
    if (key === null) return;
    const sources = frame.isMerge ? mergeSources(value) : undefined;
    if (sources !== undefined) {
      frame.merged ??= new Set();
      for (const [name, merged] of sources.flatMap((source) => Object.entries(source))) {
        if (Object.hasOwn(target, name)) continue;
        define(target, name, merged);
        frame.merged.add(name);
      }
      return;
    }
    if (Object.hasOwn(target, key) && frame.merged?.delete(key) !== true)
      this.#note(this.#pointer(), `key ${quote(key)} is written twice: the last one counts`);
    if (key === '$ref' && typeof value === 'string') this.#refs.add(value);
    define(target, key, value);
  }

  #pointer(): Pointer {
    const steps = this.#frames.map(({ value, key }) => (Array.isArray(value) ? value.length : key));
    return below('', ...steps.filter((step) => step !== undefined && step !== null));
  }

  #note(pointer: Pointer, message: string): void {
    // Each costs a walk through the text for its line.
    if (this.#notes.length < MOST_NOTES)
      this.#notes.push({ pointer, line: position(this.#text, this.#offset).line, message });
  }
}

/** The objects that the value of a `<<` key stands for; `undefined` when it is an ordinary value. */
function mergeSources(value: Json): Record<string, Json>[] | undefined {
  const sources: readonly Json[] = Array.isArray(value) ? value : [value];
  const isMergeable = sources.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item));
  return isMergeable ? (sources as Record<string, Json>[]) : undefined;
}

/** Sets an own property, `__proto__` too. */
function define(target: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A plain scalar by the core schema (YAML 1.2.2 §10.3.2), save that what JSON cannot say stays text. */
function resolvePlain(text: string): Json {
  if (text !== '' && !RESOLVABLE.includes(text.charAt(0))) return text;
  if (/^(?:null|Null|NULL|~|)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (!/^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(text))
    return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** What begins a plain scalar that may be no text; most are words that begin otherwise. */
const RESOLVABLE = '-+.~0123456789nNtTfF';

function isCoreTag(tag: string): boolean {
  return tag === '!!int' || tag === '!!float' || tag === '!!bool' || tag === '!!null';
}

function isPlainText(text: string, event: ScalarEvent, expected: string): boolean {
  return event.style === SCALAR_STYLE.PLAIN && text.slice(event.valueStart, event.valueEnd) === expected;
}

/** Where an event begins; -1 for one that has no text. */
export function eventOffset(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return event.valueStart;
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart;
  return event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE ? event.start : -1;
}
