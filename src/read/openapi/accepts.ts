// Whether a schema accepts one value: what a list of values comes down to under everything else that is said of it.

import { types } from 'node:util';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { SpecDocument, Target } from '../../model/document.ts';
import { canonical, isArray, isObject, type Json, type JsonObject, own, text } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import { isNullable, type Leaf, refSiblingsCount } from './leaves.ts';
import { found } from './pattern.ts';
import { declaredTypes, typeOf } from './types.ts';

/** Yes, no, or `undefined` where it cannot be told. */
export type Verdict = boolean | undefined;

/** So many schema objects are tried on one value; what needs more cannot be told. */
const MOST_STEPS = 2000;
/** So deep a chain of references is taken for one without an end. */
const DEEPEST = 100;

/** What a schema object says of one value, and what `unevaluated*` around it need not look at any more. */
interface Outcome {
  readonly verdict: Verdict;
  readonly names: ReadonlySet<string>;
  readonly items: ReadonlySet<number>;
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING_SEEN: Pick<Outcome, 'names' | 'items'> = { names: NONE, items: new Set() };

/** Tells for schemas of `document` whether all of `sources` accept the value (JSON Schema 2020-12, formats asserted). */
export function acceptance(document: SpecDocument): (sources: readonly Target[], value: Json) => Verdict {
  const siblings = refSiblingsCount(document.dialect);
  let steps = 0;

  function judge(target: Target | undefined, value: Json, depth: number): Outcome {
    if (target === undefined) return { verdict: true, ...NOTHING_SEEN };
    const { value: raw, pointer } = target;
    if (!isObject(raw)) return { verdict: raw !== false, ...NOTHING_SEEN };
    steps += 1;
    if (depth > DEEPEST || steps > MOST_STEPS) return { verdict: undefined, ...NOTHING_SEEN };
    const leaf: Leaf = { raw, pointer, above: NONE };
    const at = (...keys: readonly (string | number)[]): Target | undefined => targetAt(leaf, keys);
    const inner = (...keys: readonly (string | number)[]): Outcome => judge(at(...keys), value, depth + 1);
    const verdicts: Verdict[] = [];
    const names = new Set<string>();
    const items = new Set<number>();
    const take = (outcome: Outcome): void => {
      for (const name of outcome.names) names.add(name);
      for (const item of outcome.items) items.add(item);
    };

    const ref = text(raw, '$ref');
    if (ref !== undefined) {
      const outcome = judge(document.resolve(ref, pointer), value, depth + 1);
      if (!siblings) return outcome;
      verdicts.push(outcome.verdict);
      take(outcome);
    }
    if (own(raw, '$dynamicRef') !== undefined || own(raw, '$recursiveRef') !== undefined) verdicts.push(undefined);
    if (value === null && isNullable(raw)) return { verdict: true, names, items };
    verdicts.push(acceptsType(leaf, value), acceptsListed(leaf, value));
    for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
      const members = own(raw, keyword);
      if (!isArray(members) || members.length === 0) continue;
      const outcomes = members.map((_, index) => inner(keyword, index));
      for (const outcome of outcomes) if (outcome.verdict !== false) take(outcome);
      verdicts.push(COMBINED[keyword](outcomes.map((outcome) => outcome.verdict)));
    }
    if (own(raw, 'not') !== undefined) verdicts.push(negated(inner('not').verdict));
    if (own(raw, 'if') !== undefined) {
      const condition = inner('if');
      if (condition.verdict !== false) take(condition);
      const then = inner('then');
      const otherwise = inner('else');
      if (condition.verdict === undefined) verdicts.push(then.verdict === otherwise.verdict ? then.verdict : undefined);
      else {
        const taken = condition.verdict ? then : otherwise;
        verdicts.push(taken.verdict);
        take(taken);
      }
    }
    if (typeof value === 'number') verdicts.push(acceptsNumber(raw, value));
    else if (typeof value === 'string') verdicts.push(acceptsText(raw, value));
    else if (isArray(value)) judgeArray(leaf, value, depth, verdicts, items);
    else if (isObject(value)) judgeObject(leaf, value, depth, verdicts, names, take);
    return { verdict: COMBINED.allOf(verdicts), names, items };
  }

  function judgeArray(
    leaf: Leaf,
    value: readonly Json[],
    depth: number,
    verdicts: Verdict[],
    items: Set<number>,
  ): void {
    const { raw } = leaf;
    const count = (key: string): number | undefined => amount(raw, key);
    verdicts.push(value.length >= (count('minItems') ?? 0), value.length <= (count('maxItems') ?? Infinity));
    if (own(raw, 'uniqueItems') === true) verdicts.push(new Set(value.map(canonical)).size === value.length);
    const prefixKey = isArray(own(raw, 'items')) ? 'items' : 'prefixItems';
    const prefix = own(raw, prefixKey);
    const length = isArray(prefix) ? prefix.length : 0;
    const rest = targetAt(leaf, [prefixKey === 'items' ? 'additionalItems' : 'items']);
    value.forEach((item, index) => {
      const target = index < length ? targetAt(leaf, [prefixKey, index]) : rest;
      if (target === undefined) return;
      items.add(index);
      verdicts.push(judge(target, item, depth + 1).verdict);
    });
    const wanted = targetAt(leaf, ['contains']);
    if (wanted !== undefined) {
      const matches = value.map((item) => judge(wanted, item, depth + 1).verdict);
      const least = matches.filter((match) => match === true).length;
      const most = matches.filter((match) => match !== false).length;
      matches.forEach((match, index) => {
        if (match === true) items.add(index);
      });
      const min = count('minContains') ?? 1;
      const max = count('maxContains') ?? Infinity;
      verdicts.push(most < min || least > max ? false : least >= min && most <= max ? true : undefined);
    }
    const unevaluated = targetAt(leaf, ['unevaluatedItems']);
    if (unevaluated === undefined) return;
    value.forEach((item, index) => {
      if (items.has(index)) return;
      verdicts.push(judge(unevaluated, item, depth + 1).verdict);
      items.add(index);
    });
  }

  function judgeObject(
    leaf: Leaf,
    value: JsonObject,
    depth: number,
    verdicts: Verdict[],
    names: Set<string>,
    take: (outcome: Outcome) => void,
  ): void {
    const { raw } = leaf;
    const keys = Object.keys(value);
    verdicts.push(
      keys.length >= (amount(raw, 'minProperties') ?? 0),
      keys.length <= (amount(raw, 'maxProperties') ?? Infinity),
    );
    const required = own(raw, 'required');
    if (isArray(required))
      verdicts.push(required.every((name) => typeof name !== 'string' || Object.hasOwn(value, name)));
    const patterns = own(raw, 'patternProperties');
    const patternNames = isObject(patterns) ? Object.keys(patterns) : [];
    const propertyNames = targetAt(leaf, ['propertyNames']);
    for (const key of keys) {
      const held: Json = own(value, key) ?? null;
      if (propertyNames !== undefined) verdicts.push(judge(propertyNames, key, depth + 1).verdict);
      const matching = patternNames.filter((pattern) => found(pattern, key) !== false);
      if (matching.some((pattern) => found(pattern, key) === undefined)) verdicts.push(undefined);
      const named = targetAt(leaf, ['properties', key]);
      const targets = [
        ...(named === undefined ? [] : [named]),
        ...matching.flatMap((pattern) => targetAt(leaf, ['patternProperties', pattern]) ?? []),
      ];
      const additional = targetAt(leaf, ['additionalProperties']);
      if (targets.length === 0 && additional !== undefined) targets.push(additional);
      for (const target of targets) verdicts.push(judge(target, held, depth + 1).verdict);
      if (targets.length > 0) names.add(key);
    }
    for (const keyword of ['dependentRequired', 'dependentSchemas', 'dependencies']) {
      const map = own(raw, keyword);
      if (!isObject(map)) continue;
      for (const [name, needs] of Object.entries(map)) {
        if (!Object.hasOwn(value, name)) continue;
        if (isArray(needs))
          verdicts.push(needs.every((need) => typeof need !== 'string' || Object.hasOwn(value, need)));
        else {
          const outcome = judge(targetAt(leaf, [keyword, name]), value, depth + 1);
          verdicts.push(outcome.verdict);
          take(outcome);
        }
      }
    }
    const unevaluated = targetAt(leaf, ['unevaluatedProperties']);
    if (unevaluated === undefined) return;
    for (const key of keys) {
      if (names.has(key)) continue;
      verdicts.push(judge(unevaluated, own(value, key) ?? null, depth + 1).verdict);
      names.add(key);
    }
  }

  return (sources, value) => {
    steps = 0;
    return COMBINED.allOf(sources.map((source) => judge(source, value, 0).verdict));
  };
}

const COMBINED: Readonly<Record<'allOf' | 'anyOf' | 'oneOf', (verdicts: readonly Verdict[]) => Verdict>> = {
  allOf: (verdicts) => (verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true),
  anyOf: (verdicts) => (verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false),
  oneOf: (verdicts) => {
    const yes = verdicts.filter((verdict) => verdict === true).length;
    if (yes > 1) return false;
    return verdicts.includes(undefined) ? undefined : yes === 1;
  },
};

function negated(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict;
}

function targetAt(leaf: Leaf, keys: readonly (string | number)[]): Target | undefined {
  let value: Json | undefined = leaf.raw;
  for (const key of keys)
    value = isArray(value) ? value[Number(key)] : isObject(value) ? own(value, String(key)) : undefined;
  return value === undefined ? undefined : { value, pointer: below(leaf.pointer, ...keys) };
}

function amount(raw: JsonObject, key: string): number | undefined {
  const value = own(raw, key);
  return typeof value === 'number' ? value : undefined;
}

function acceptsType(leaf: Leaf, value: Json): Verdict {
  const declared = declaredTypes(leaf);
  if (declared === undefined) return true;
  if (!declared.types.has(typeOf(value))) return false;
  return typeof value !== 'number' || !declared.integer || Number.isInteger(value);
}

function acceptsListed(leaf: Leaf, value: Json): Verdict {
  const { raw } = leaf;
  const constant = own(raw, 'const');
  if (constant !== undefined && canonical(constant) !== canonical(value)) return false;
  const listed = own(raw, 'enum');
  if (!isArray(listed)) return true;
  const key = canonical(value);
  const declared = declaredTypes(leaf)?.types;
  // Where strings are declared, a bare number or boolean of YAML is the text that was meant.
  const isMeant = (member: Json): boolean =>
    (typeof member === 'number' || typeof member === 'boolean') &&
    declared?.has('string') === true &&
    !declared.has(typeOf(member)) &&
    String(member) === value;
  return listed.some((member) => canonical(member) === key || isMeant(member));
}

function acceptsNumber(raw: JsonObject, value: number): Verdict {
  const minimum = amount(raw, 'minimum');
  const maximum = amount(raw, 'maximum');
  const exclusiveMinimum = own(raw, 'exclusiveMinimum');
  const exclusiveMaximum = own(raw, 'exclusiveMaximum');
  if (minimum !== undefined && (value < minimum || (exclusiveMinimum === true && value === minimum))) return false;
  if (maximum !== undefined && (value > maximum || (exclusiveMaximum === true && value === maximum))) return false;
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) return false;
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) return false;
  const step = amount(raw, 'multipleOf');
  if (step !== undefined && step > 0 && !isMultiple(value, step)) return false;
  return acceptsFormat(raw, value);
}

/** Whether the number is a whole multiple, give or take what binary fractions lose. */
function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

function acceptsText(raw: JsonObject, value: string): Verdict {
  const length = [...value].length;
  if (length < (amount(raw, 'minLength') ?? 0) || length > (amount(raw, 'maxLength') ?? Infinity)) return false;
  const pattern = text(raw, 'pattern');
  return COMBINED.allOf([pattern === undefined ? true : found(pattern, value), acceptsFormat(raw, value)]);
}

const FORMATS: ReadonlyMap<string, unknown> = new Map(Object.entries(fullFormats));

/** Longer texts are not tried on the expressions of formats, which promise nothing about the time that they take. */
const LONGEST_FORMATTED = 1000;

/** A format that nobody defined asserts nothing. */
function acceptsFormat(raw: JsonObject, value: string | number): Verdict {
  const format = FORMATS.get(text(raw, 'format') ?? '');
  const { type = 'string', validate = format }: { readonly type?: string; readonly validate?: unknown } =
    typeof format === 'object' && format !== null && !types.isRegExp(format) ? format : {};
  if (typeof value !== type) return true;
  if (typeof value === 'string' && value.length > LONGEST_FORMATTED) return undefined;
  if (types.isRegExp(validate)) return validate.test(String(value));
  return typeof validate === 'function' ? Boolean(validate(value)) : true;
}
