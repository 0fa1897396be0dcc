// Which operation of a document a call goes to: by method, path template and server prefix, the most specific first.

import type { Api, Operation } from '../../model/api.ts';
import { compareText, likeness } from '../likeness.ts';

/** Finds the operations that calls go to. */
export interface Routes {
  /**
   * The operation that a call of `path` goes to: the path as it is called (`/charges/ch_1`) or a template
   * (`/charges/{id}`), below a server's prefix or without it.
   */
  find(method: string, path: string): Route | undefined;
  /** The document's operations most like what was called, at most three: `GET /v1/charges`. */
  nearest(method: string, path: string): readonly Operation[];
}

/** Where a call goes. */
export interface Route {
  readonly operation: Operation;
  /** The text at each parameter of the path, percent-decoded; `undefined` where the call itself is a template. */
  readonly texts: ReadonlyMap<string, string | undefined>;
}

/** One way to an operation: below one of its prefixes, or without any. */
interface Entry {
  readonly operation: Operation;
  readonly segments: readonly Segment[];
  /** Smaller for templates that say more: their text counts from the left. */
  readonly rank: string;
}

interface Segment {
  readonly written: string;
  /** The names of the parameters in it. */
  readonly names: readonly string[];
  /** Absent where the segment is nothing but text, or nothing but one parameter. */
  readonly pattern: RegExp | undefined;
}

/** The operations of `api` by where calls go. */
export function routesOf(api: Api): Routes {
  const byShape = new Map<string, Entry[]>();
  for (const operation of api.operations) {
    const prefixes = new Set(['', ...operation.servers.value.map(({ prefix }) => prefix)]);
    for (const prefix of prefixes) {
      const segments = segmentsOf(`${prefix}${operation.path}`).map(segmentOf);
      const rank = segments
        .map(({ names, pattern }) => (names.length === 0 ? 0 : pattern === undefined ? 2 : 1))
        .join('');
      const key = shape(operation.method, segments.length);
      const entries = byShape.get(key) ?? [];
      byShape.set(key, entries);
      entries.push({ operation, segments, rank });
    }
  }
  for (const entries of byShape.values()) entries.sort((a, b) => compareText(a.rank, b.rank));

  return {
    find: (method, path) => {
      const called = segmentsOf(path);
      // A slash at the end is seldom meant; where a document has one of its own, it counts.
      const forms = called.at(-1) === '' ? [called, called.slice(0, -1)] : [called, [...called, '']];
      for (const form of forms)
        for (const { operation, segments } of byShape.get(shape(method, form.length)) ?? []) {
          const texts = textsOf(segments, form);
          if (texts !== undefined) return { operation, texts };
        }
      return undefined;
    },
    nearest: (method, path) => nearest(api.operations, method, path),
  };
}

/** Least like of what is worth naming. */
const NEAR = 0.5;

function nearest(operations: readonly Operation[], method: string, path: string): readonly Operation[] {
  return operations
    .map((operation) => ({
      operation,
      near: alike(operation, path) - (operation.method === method ? 0 : 0.1),
    }))
    .filter(({ near }) => near >= NEAR)
    .sort((a, b) => b.near - a.near || compareText(a.operation.path, b.operation.path))
    .slice(0, 3)
    .map(({ operation }) => operation);
}

/** How alike a called path and an operation's are, segment by segment, below the prefix that suits best. */
function alike(operation: Operation, path: string): number {
  const called = segmentsOf(path);
  const prefixes = new Set(['', ...operation.servers.value.map(({ prefix }) => prefix)]);
  const scores = [...prefixes].map((prefix) => {
    const written = segmentsOf(`${prefix}${operation.path}`);
    const longest = Math.max(called.length, written.length);
    const sum = written.reduce((total, segment, index) => {
      const text = called[index];
      if (text === undefined) return total;
      return total + (segment.includes('{') ? 0.9 : likeness(segment, text));
    }, 0);
    return sum / Math.max(1, longest);
  });
  return Math.max(...scores);
}

function shape(method: string, length: number): string {
  return `${method} ${length}`;
}

function segmentsOf(path: string): readonly string[] {
  return path.replace(/^\/+/, '').split(/\/+/);
}

function segmentOf(written: string): Segment {
  const names = [...written.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  const whole = names.length === 1 && written === `{${names[0]}}`;
  const text = names.length > 0 && !whole ? written.split(/\{[^{}]*\}/).map(escaped) : undefined;
  return { written, names, pattern: text && new RegExp(`^${text.join('([^/]+?)')}$`) };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function textsOf(segments: readonly Segment[], called: readonly string[]): Route['texts'] | undefined {
  const texts = new Map<string, string | undefined>();
  for (const [index, { written, names, pattern }] of segments.entries()) {
    const text = called[index] ?? '';
    if (names.length === 0) {
      if (decoded(text) !== decoded(written)) return undefined;
    } else if (pattern === undefined) {
      if (text === '') return undefined;
      texts.set(names[0] ?? '', isTemplate(text) ? undefined : decoded(text));
    } else {
      const match = pattern.exec(text);
      if (match === null) return undefined;
      names.forEach((name, at) => {
        const part = match[at + 1] ?? '';
        texts.set(name, isTemplate(part) ? undefined : decoded(part));
      });
    }
  }
  return texts;
}

function isTemplate(text: string): boolean {
  return /^\{[^{}]*\}$/.test(text);
}

/** The text without percent-encoding; as it is where it is no such encoding (RFC 3986 §2.1). */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
