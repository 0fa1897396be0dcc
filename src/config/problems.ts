// What the schema finds wrong in a file of the user's, as a failure that says the file, the line, the key and the mend.

import { z } from 'zod';
import { Failure, type FailureCode } from '../model/failure.ts';
import { isObject, type Json, type JsonObject, own } from '../model/json.ts';
import { suggestion } from './suggestion.ts';
import type { KeyPath, YamlFile } from './yaml.ts';

/** The value of `yaml` as `schema` types it. Raises {@link Failure} `code` for the first thing that is wrong in it. */
export function parsed<T extends z.ZodType>(schema: T, yaml: YamlFile, file: string, code: FailureCode): z.output<T> {
  const foreign = findKey(yaml.value, '__proto__', []);
  const result = schema.safeParse(yaml.value, { reportInput: true });
  if (result.success && foreign === undefined) return result.data;
  const problem = foreign
    ? { path: foreign, what: 'is not a key that this file may have', hint: 'remove it' }
    : problemOf(schema, result.error?.issues ?? []);
  const line = yaml.lineOf(problem.path);
  const key = formatPath(problem.path);
  throw new Failure({
    code,
    message: key === '' ? `\`${file}\` ${problem.what}` : `\`${key}\` in \`${file}\` ${problem.what}`,
    hint: problem.hint,
    place: `${file}:${line}`,
  });
}

/** A path of keys as people write it: `apis.stripe.spec`, `notify[0].email`. */
export function formatPath(path: KeyPath): string {
  return path
    .map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${String(segment)}`))
    .join('')
    .replace(/^\./, '');
}

interface Problem {
  readonly path: KeyPath;
  readonly what: string;
  readonly hint: string;
}

function problemOf(schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): Problem {
  // A key that is misspelt explains what is missing beside it, so it is told first.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) return { path: [], what: 'is not valid', hint: 'see `driftgate schema config`' };
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = keysAt(z.toJSONSchema(schema, { io: 'input' }) as JsonObject, issue.path);
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

function expected(type: string): string {
  if (type === 'record' || type === 'object') return 'keys and values below it';
  return type === 'array' ? 'a list' : `a ${type}`;
}

function keysAt(root: JsonObject, path: KeyPath): readonly string[] {
  let node: Json | undefined = root;
  for (const segment of path) {
    if (!isObject(node)) return [];
    const properties = own(node, 'properties');
    const named: Json | undefined = isObject(properties) ? own(properties, String(segment)) : undefined;
    node = typeof segment === 'number' ? own(node, 'items') : (named ?? own(node, 'additionalProperties'));
  }
  const properties = isObject(node) ? own(node, 'properties') : undefined;
  return isObject(properties) ? Object.keys(properties) : [];
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
