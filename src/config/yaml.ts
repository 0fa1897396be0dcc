// Reading the YAML files that the user writes: values with `${...}` references, and the line of each key.

import { EVENT_ID, getScalarValue, loadAll, parseEvents, YAMLException } from 'js-yaml';
import { Failure, type FailureCode } from '../model/failure.ts';
import type { KeyPath, WrittenFile } from '../model/problems.ts';

// `{ bearer: ${env:NAME} }` is no YAML: braces end a plain scalar in a flow mapping, and so do commas and others in a
// command. While the file is read, such characters of references are characters of the private use area, so that people
// need no quotes and every column stays.
const REFERENCES = /\$\{(?:env|file|command):[^{}\r\n]*\}/g;
const ACTING = '{}[],:#';
const PRIVATE = 0xe000;

/** Reads the first document of `text`; an empty text has none. Raises {@link Failure} `code` with `file` and line as its place. */
export function readYaml(text: string, file: string, code: FailureCode): WrittenFile {
  const source = text.replace(REFERENCES, (reference) =>
    reference.replace(/[{}[\],:#]/g, (acting) => String.fromCharCode(PRIVATE + ACTING.indexOf(acting))),
  );
  try {
    const [value] = loadAll(source, { filename: file }).map(restored);
    return { value, lineOf: (path) => lineOf(source, path) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = (error.mark?.line ?? 0) + 1;
    throw new Failure({
      code,
      message: `\`${file}\` is not YAML: ${error.reason}`,
      hint: `mend line ${line}`,
      place: `${file}:${line}`,
      cause: error,
    });
  }
}

function restored(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replace(/[\uE000-\uE006]/g, (acting) => ACTING[acting.charCodeAt(0) - PRIVATE] ?? '');
  if (Array.isArray(value)) return value.map(restored);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, restored(item)] as const);
  return Object.fromEntries(entries);
}

function lineOf(source: string, path: KeyPath): number {
  const events = parseEvents(source, {});
  const after = (index: number): number => {
    let depth = 0;
    for (let at = index; at < events.length; at++) {
      const type = events[at]?.type;
      if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++;
      if (type === EVENT_ID.POP) depth--;
      if (depth === 0) return at + 1;
    }
    return events.length;
  };
  let node = 1;
  let offset = 0;
  for (const segment of path) {
    const parent = events[node];
    let found: number | undefined;
    for (let at = node + 1, item = 0; at < events.length && events[at]?.type !== EVENT_ID.POP; item++) {
      const event = events[at];
      const keyed = parent?.type === EVENT_ID.MAPPING;
      const value = keyed ? after(at) : at;
      const name = keyed && event?.type === EVENT_ID.SCALAR ? getScalarValue(source, event) : item;
      if (name === segment) {
        found = value;
        if (event !== undefined) offset = startOf(event) ?? offset;
        break;
      }
      at = after(value);
    }
    if (found === undefined) break;
    node = found;
  }
  return source.slice(0, offset).split('\n').length;
}

function startOf(event: ReturnType<typeof parseEvents>[number]): number | undefined {
  if (event.type === EVENT_ID.SCALAR) return event.valueStart;
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) return event.start;
  return undefined;
}
