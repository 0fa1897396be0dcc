// The matching rules and generators of one message, by what they are about.

import { isObject } from '../../model/json.ts';
import { type Field, member, membersOf } from '../contract/field.ts';
import { quote } from '../document/looks.ts';
import { type Matcher, type Rule, readRule } from './matcher.ts';
import { parseName, parsePath, type Step } from './path.ts';
import { RuleTree } from './tree.ts';

/** What one side of an interaction is matched by. */
export interface Rules {
  readonly body: RuleTree;
  readonly query: RuleTree;
  /** Names are in lower case. */
  readonly header: RuleTree;
  readonly metadata: RuleTree;
  readonly status: readonly Matcher[];
}

/** Says what of an interaction cannot be held against a document, in one sentence. */
export type Note = (sentence: string) => void;

/** The names by which a category is written. */
const CATEGORIES: ReadonlyMap<string, keyof Rules | 'path'> = new Map([
  ['body', 'body'],
  ['content', 'body'],
  ['query', 'query'],
  ['header', 'header'],
  ['headers', 'header'],
  ['metadata', 'metadata'],
  ['metaData', 'metadata'],
  ['status', 'status'],
  ['path', 'path'],
]);

/**
 * The `matchingRules` and `generators` of a request, a response or a message: version 2 by whole paths, versions 3 and
 * 4 by category. `names` are those of the query parameters and headers. Raises {@link Failure} `contract-invalid`.
 */
export function readRules(message: Field, names: ReadonlySet<string>, note: Note): Rules {
  const trees = { body: new RuleTree(), query: new RuleTree(), header: new RuleTree(), metadata: new RuleTree() };
  const status: Matcher[] = [];
  const put = (category: keyof Rules | 'path', path: readonly Step[], rule: Rule): void => {
    // The path is known as it was called: whichever other value a rule allows is no other operation.
    if (category === 'path') return;
    if (category === 'status') for (const matcher of rule.generated ? [] : rule.matchers) status.push(matcher);
    else trees[category].add(category === 'header' ? lowered(path) : path, rule);
  };
  for (const { category, key, read } of [...entriesOf(message, note), ...generatorsOf(message)]) {
    const path = pathOf(category, key, names);
    if (path === undefined) note(`the matching rule at ${quote(key)} is not read: it is no path expression`);
    else put(path.category, path.steps, read());
  }
  return { ...trees, status };
}

interface Entry {
  /** Empty where the path itself says it (version 2). */
  readonly category: keyof Rules | 'path' | '';
  readonly key: string;
  readonly read: () => Rule;
}

function* entriesOf(message: Field, note: Note): Generator<Entry> {
  for (const [key, field] of membersOf(member(message, 'matchingRules'))) {
    const category = CATEGORIES.get(key);
    if (key.startsWith('$')) yield { category: '', key, read: () => readRule(field, key) };
    else if (category === undefined) note(`matching rules for ${quote(key)} are not read: there is no such category`);
    else if (isObject(field.value) && Object.hasOwn(field.value, 'matchers'))
      yield { category, key: '$', read: () => readRule(field, '$') };
    else for (const [path, rule] of membersOf(field)) yield { category, key: path, read: () => readRule(rule, path) };
  }
}

function* generatorsOf(message: Field): Generator<Entry> {
  for (const [key, field] of membersOf(member(message, 'generators'))) {
    const category = key.startsWith('$') ? '' : CATEGORIES.get(key);
    if (category === undefined || category === 'path' || category === 'status') continue;
    for (const path of category === '' ? [key] : membersOf(field).map(([name]) => name))
      yield { category, key: path, read: () => generatorAt(path) };
  }
}

function generatorAt(path: string): Rule {
  return { matchers: [{ kind: 'type', min: undefined, max: undefined }], combine: 'AND', generated: true, path };
}

function pathOf(
  category: Entry['category'],
  key: string,
  names: ReadonlySet<string>,
): { readonly category: keyof Rules | 'path'; readonly steps: readonly Step[] } | undefined {
  if (category === 'query' || category === 'header' || category === 'metadata') {
    const steps = parseName(key, names);
    return steps && { category, steps };
  }
  const steps = parsePath(key === '' ? '$' : key);
  if (category !== '' || steps === undefined)
    return category === '' || steps === undefined ? undefined : { category, steps };
  const [first, ...rest] = steps;
  const named = typeof first === 'string' ? CATEGORIES.get(first) : undefined;
  return named && { category: named, steps: rest };
}

function lowered([name, ...rest]: readonly Step[]): readonly Step[] {
  return typeof name === 'string' ? [name.toLowerCase(), ...rest] : [...(name === undefined ? [] : [name]), ...rest];
}
