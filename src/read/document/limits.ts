// How much of a stranger's document is taken in before reading it is refused.

import { Failure } from '../../model/failure.ts';
import type { Json } from '../../model/json.ts';

/** What reading may cost. Every limit counts over the document with all its files. */
export interface ReadLimits {
  /** Bytes of text, after decompression. */
  readonly bytes: number;
  /** Levels of objects and arrays within each other. */
  readonly depth: number;
  /** Values of any kind; a YAML alias counts as all that it stands for. */
  readonly nodes: number;
  /** YAML aliases. */
  readonly aliases: number;
  /** Further files that `$ref`s lead to. */
  readonly files: number;
}

/** Several times what the largest public documents need. */
export const DEFAULT_LIMITS: ReadLimits = {
  bytes: 64 * 1024 * 1024,
  depth: 500,
  nodes: 5_000_000,
  aliases: 100_000,
  files: 500,
};

/** What one walk through a value tells. */
export interface Survey {
  /** How many values there are in it. */
  readonly nodes: number;
  /** The texts that stand at a `$ref`, be it a reference or data. */
  readonly refs: ReadonlySet<string>;
  /**
   * How many lines objects and arrays take where each value has one, and each closer of what is not empty; of those that
   * are not deep in it.
   */
  readonly extents: ReadonlyMap<object, number>;
}

/** Walks through `value`. Raises {@link Failure} `too-deep` or `too-large` when it is over a limit. */
export function survey(value: Json, limits: ReadLimits, name: string): Survey {
  const extents = new Map<object, number>();
  const refs = new Set<string>();
  let nodes = 1;
  let lines = 1;
  // Its frames are kept small: a document may be as deep as the limit, and the stack is not much deeper.
  const visit = (node: object, depth: number): void => {
    if (depth >= limits.depth) throw tooDeep(name, limits);
    let key: string | undefined;
    // Every own key is visited: `for in` costs a third of `Object.values`, and parsed JSON inherits nothing enumerable.
    for (key in node) {
      const child = (node as Readonly<Record<string, Json>>)[key];
      lines += 1;
      if (++nodes > limits.nodes) throw tooManyNodes(name, limits);
      if (typeof child === 'object' && child !== null) {
        if (depth < EXTENTS_DEPTH) measure(child, depth + 1);
        else visit(child, depth + 1);
      } else if (key === '$ref' && typeof child === 'string') refs.add(child);
    }
    if (key !== undefined) lines += 1;
  };
  const measure = (node: object, depth: number): void => {
    const before = lines;
    visit(node, depth);
    extents.set(node, lines - before + 1);
  };
  if (typeof value === 'object' && value !== null) measure(value, 0);
  return { nodes, refs, extents };
}

/** The number of values in `value`. Raises {@link Failure} `too-deep` or `too-large` when it is over a limit. */
export function countNodes(value: Json, limits: ReadLimits, name: string): number {
  return survey(value, limits, name).nodes;
}

/** As deep as operations and schemas mostly are: further down there are too many. */
const EXTENTS_DEPTH = 3;

/** The failure of a document that is larger than `limits.bytes`. */
export function tooManyBytes(name: string, bytes: number, limits: ReadLimits): Failure {
  return new Failure({
    code: 'too-large',
    message: `\`${name}\` has ${bytes} bytes, more than the limit of ${limits.bytes}`,
    hint: 'check that the location leads to an API description, or raise `limits.megabytes`',
    place: name,
  });
}

/** The failure of a document with more values than `limits.nodes`, aliases counted as what they stand for. */
export function tooManyNodes(name: string, limits: ReadLimits): Failure {
  return new Failure({
    code: 'too-large',
    message: `\`${name}\` unfolds to more than ${limits.nodes} values`,
    hint: 'look for YAML aliases that multiply each other, or raise `limits.nodes`',
    place: name,
  });
}

/** The failure of a document whose nesting is deeper than `limits.depth`. */
export function tooDeep(name: string, limits: ReadLimits): Failure {
  return new Failure({
    code: 'too-deep',
    message: `\`${name}\` nests objects and arrays more than ${limits.depth} levels deep`,
    hint: 'take the document with `$ref`s instead of dereferenced schemas, or raise `limits.depth`',
    place: name,
  });
}
