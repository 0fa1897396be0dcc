import type { SpecDocument, Target } from '../../model/document.ts';
import { canonical, isArray, isObject, type Json, type JsonObject, own, text } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import { acceptsListed, acceptsNumber, acceptsText, acceptsType, amount } from './accepts-scalar.ts';
import { isNullable, type Leaf, refSiblingsCount } from './leaves.ts';
import { found } from './pattern.ts';
import { COMBINED, negated, type Verdict } from './verdict.ts';

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

function targetAt(leaf: Leaf, keys: readonly (string | number)[]): Target | undefined {
  let value: Json | undefined = leaf.raw;
  for (const key of keys)
    value = isArray(value) ? value[Number(key)] : isObject(value) ? own(value, String(key)) : undefined;
  return value === undefined ? undefined : { value, pointer: below(leaf.pointer, ...keys) };
}
