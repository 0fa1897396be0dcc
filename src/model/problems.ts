// What the schema finds wrong in a file of the user's, as a failure that says the file, the line, the key and the mend.

import { z } from 'zod';
import { Failure, type FailureCode } from './failure.ts';
import { isArray, isObject, type Json, type JsonObject, own } from './json.ts';
import { suggestion } from './suggestion.ts';

/** Keys and indexes that lead to a value. */
export type KeyPath = readonly PropertyKey[];

/** A file of the user's: its value, and where each part of it is written. */
export interface WrittenFile {
  readonly value: unknown;
  /** The line, from 1, of the key at `path`, or of the nearest thing around it that is written out. */
  lineOf(path: KeyPath): number | undefined;
}

/** The value of `written` as `schema` types it. Raises {@link Failure} `code` for the first thing that is wrong in it. */
export function parsed<T extends z.ZodType>(
  schema: T,
  written: WrittenFile,
  file: string,
  code: FailureCode,
): z.output<T> {
  const foreign = findKey(written.value, '__proto__', []);
  if (foreign === undefined) return checked(schema, written, file, code);
  const problem = { path: foreign, what: 'is not a key that this file may have', hint: 'remove it' };
  throw problemFailure(problem, written, file, code);
}

/** As {@link parsed}, for a file in which any key may stand where the schema says nothing of keys. */
export function checked<T extends z.ZodType>(
  schema: T,
  written: WrittenFile,
  file: string,
  code: FailureCode,
): z.output<T> {
  const result = schema.safeParse(written.value, { reportInput: true });
  if (result.success) return result.data;
  throw problemFailure(problemOf(schema, result.error.issues), written, file, code);
}

/** The failure of a {@link Problem}: the file, the line, the key and the mend. */
export function problemFailure(problem: Problem, written: WrittenFile, file: string, code: FailureCode): Failure {
  const line = written.lineOf(problem.path);
  const key = formatPath(problem.path);
  return new Failure({
    code,
    message: key === '' ? `\`${file}\` ${problem.what}` : `\`${key}\` in \`${file}\` ${problem.what}`,
    hint: problem.hint,
    place: line === undefined ? file : `${file}:${line}`,
  });
}

/** A path of keys as people write it: `apis.stripe.spec`, `notify[0].email`. */
export function formatPath(path: KeyPath): string {
  return path
    .map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${String(segment)}`))
    .join('')
    .replace(/^\./, '');
}

/** What is wrong in a file of the user's. */
export interface Problem {
  /** Where. */
  readonly path: KeyPath;
  /** A clause whose subject is the key: `is missing`. */
  readonly what: string;
  readonly hint: string;
}

function problemOf(schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): Problem {
  // A key that is misspelt explains what is missing beside it, so it is told first.
  const told = issues.map(meant);
  const issue = told.find(({ code }) => code === 'unrecognized_keys') ?? told[0];
  if (issue === undefined) return { path: [], what: 'is not valid', hint: 'see `driftgate schema config`' };
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = keysAt(z.toJSONSchema(schema, { io: 'input' }) as JsonObject, issue.path).filter(
      (name) => name !== key,
    );
    return { path: [...issue.path, key], what: 'is not a key that is known here', hint: suggestion(key, known) };
  }
  if (issue.code === 'invalid_key') {
    return {
      path: issue.path,
      what: 'is not a name that can be used',
      hint: issue.issues[0]?.message ?? issue.message,
    };
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const given = 'input' in issue && typeof issue.input === 'string' ? issue.input : '';
    return { path: issue.path, what: 'has a value that is not known', hint: suggestion(given, values) };
  }
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.path.length > 0) {
    return { path: issue.path, what: 'is missing', hint: `add it: ${expected(issue.expected)}` };
  }
  if (issue.code === 'invalid_type') {
    return { path: issue.path, what: 'has a value of the wrong type', hint: `give it ${expected(issue.expected)}` };
  }
  return { path: issue.path, what: 'has a value that cannot be used', hint: issue.message };
}

/** Of the alternatives of a union, the one that came nearest to what is written: of the right type, with the fewest issues. */
function meant(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const isOther = (issues: readonly z.core.$ZodIssue[]) =>
    issues.some(
      ({ code, path, input }) =>
        path.length === 0 && (code === 'invalid_type' || (code === 'invalid_value' && typeof input === 'object')),
    );
  const [nearest] = issue.errors.toSorted((a, b) => Number(isOther(a)) - Number(isOther(b)) || a.length - b.length);
  // Where none is of the right type, the union's own words say what is, if it has any.
  if (nearest !== undefined && isOther(nearest) && issue.message !== 'Invalid input') return issue;
  const within = nearest?.map(meant);
  const inner = within?.find(({ code }) => code === 'unrecognized_keys') ?? within?.[0];
  return inner === undefined ? issue : { ...inner, path: [...issue.path, ...inner.path] };
}

function expected(type: string): string {
  if (type === 'record' || type === 'object') return 'keys and values below it';
  return type === 'array' ? 'a list' : `a ${type}`;
}

function keysAt(root: JsonObject, path: KeyPath): readonly string[] {
  let nodes: readonly Json[] = [root];
  for (const segment of path) {
    nodes = nodes.flatMap(alternatives).flatMap((node) => {
      const properties = own(node, 'properties');
      const named = isObject(properties) ? own(properties, String(segment)) : undefined;
      const next = typeof segment === 'number' ? own(node, 'items') : (named ?? own(node, 'additionalProperties'));
      return next === undefined ? [] : [next];
    });
  }
  const keys = nodes.flatMap(alternatives).flatMap((node) => {
    const properties = own(node, 'properties');
    return isObject(properties) ? Object.keys(properties) : [];
  });
  return [...new Set(keys)];
}

/** The schema, and those of its `anyOf`, as far down as there are any. */
function alternatives(node: Json): readonly JsonObject[] {
  if (!isObject(node)) return [];
  const among = own(node, 'anyOf');
  return [node, ...(isArray(among) ? among.flatMap(alternatives) : [])];
}

function findKey(value: unknown, key: string, path: KeyPath): KeyPath | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(name) : name];
    const found = name === key ? here : findKey(item, key, here);
    if (found !== undefined) return found;
  }
  return undefined;
}
