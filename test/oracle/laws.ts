// The laws that the comparison keeps, and how a pair of schemas is held to them.

import { isNativeError } from 'node:util/types';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { compareApis } from '../../src/compare/compare.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Finding } from '../../src/model/finding.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../src/model/json.ts';
import type { FieldPath } from '../../src/model/place.ts';
import { parsePointer } from '../../src/model/pointer.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { apiOf } from '../compare/documents.ts';
import { POLICY as USUAL } from '../judge/policy.ts';
import { copy, counterpart } from './edits.ts';
import { instancesFor, TYPE_OF_KEYWORD } from './instances.ts';
import { isAtOrAbove, leadsTo, refusalsOf } from './places.ts';
import { random } from './random.ts';
import { anyWhole, FORMATS, PATTERNS, type Whole, type Written } from './schemas.ts';

/** So many instances are tried where something is called a break and none of the first ones shows it. */
const LONG_LOOK = 4000;
/** So often again before a break that none shows is called a false alarm. */
const LONGER_LOOKS = 8;

const POLICY = { ...USUAL, profile: 'strict' } as const;

/** Why a pair is a failure. */
export type Law =
  /** New accepts what old refuses, and nothing in the response is breaking. */
  | 'response-miss'
  /** Old accepts what new refuses, and nothing in the request is breaking. */
  | 'request-miss'
  /** Nothing tells the two apart, and something is breaking. */
  | 'false-alarm'
  /** The one is the other in other words, and something is found. */
  | 'rewrite-noise'
  /** A schema differs from itself. */
  | 'self-noise';

/** A law that a pair breaks. */
export interface Failure {
  readonly law: Law;
  readonly seed: number;
  readonly before: Whole;
  readonly after: Whole;
  /** The instance that shows it, where one does. */
  readonly instance: Json | undefined;
  readonly findings: readonly Finding[];
}

/** What trying one pair gave. */
export interface Trial {
  readonly by: 'edit' | 'rewrite' | 'chance' | 'unusable';
  readonly failures: readonly Failure[];
  /** Directions in which an instance shows a break, and the comparison says only that it cannot decide. */
  readonly undecided: number;
  /** Directions in which an instance breaks only because `oneOf` refuses what two alternatives take, before as after. */
  readonly disputed: number;
  /** Directions in which an instance shows a break. */
  readonly broken: number;
}

/** Holds the pair of `seed` to the laws. */
export async function tryPair(seed: number, instances = 350): Promise<Trial> {
  const chance = random(seed);
  const before = anyWhole(chance);
  const { whole: after, by } = counterpart(chance, before);
  return { ...(await holdToLaws({ before, after, by, seed, instances })) };
}

/** Holds a given pair to the laws. */
export async function holdToLaws(pair: {
  readonly before: Whole;
  readonly after: Whole;
  readonly by: 'edit' | 'rewrite' | 'chance';
  readonly seed: number;
  readonly instances: number;
}): Promise<Trial> {
  const { before, after, by, seed } = pair;
  const old = validator(before);
  const fresh = validator(after);
  const findings = await findingsBetween(before, after);
  const failures: Failure[] = [];
  const fail = (law: Law, instance?: Json): void => {
    failures.push({ law, seed, before, after, instance, findings });
  };
  const added = findings.filter(isAdded).flatMap(({ change }) => change.impacts.map((impact) => impact.path));
  // An optional property that is new in an open object is no break by the house's table (DESIGN 8), though by the letter
  // another value could stand under the name before: an instance that breaks only by such a name shows nothing.
  const hangsOn = (instance: Json): boolean => {
    if (added.length === 0) return false;
    const rest = added.reduce((left, path) => withoutField(left, path), instance);
    if (old(rest)) return fresh(rest);
    // Where the name cannot be left out, what is refused tells.
    return refusalsOf(errorsOf(after, instance)).some(({ path }) => added.some((field) => leadsTo(field, path)));
  };
  let taken = 0;
  let widened: Json | undefined;
  let narrowed: Json | undefined;
  const search = (start: number, count: number): void => {
    for (const instance of instancesFor(random(start), [before, after], count)) {
      const was = old(instance);
      const is = fresh(instance);
      if (is || was) taken += 1;
      if (is && !was) widened = smaller(widened, instance);
      if (was && !is && !hangsOn(instance)) narrowed = smaller(narrowed, instance);
    }
  };
  const isBreaking = (finding: Finding): boolean => finding.severity === 'breaking';
  const isShown = (): boolean => widened !== undefined || narrowed !== undefined;
  try {
    search(seed + 1, pair.instances);
    // What is called a break and is not shown yet deserves a longer look.
    if (!isShown() && findings.some(isBreaking)) search(seed + 2, LONG_LOOK);
  } catch (cause) {
    // A schema that leads back to itself without a step in between, or one that the validator itself fails on.
    if (isNativeError(cause)) return { by: 'unusable', failures: [], undecided: 0, disputed: 0, broken: 0 };
    throw cause;
  }
  let undecided = 0;
  let disputed = 0;
  for (const [direction, shown] of [
    ['response', widened],
    ['request', narrowed],
  ] as const) {
    if (shown === undefined) continue;
    const found = findings.filter((finding) => finding.change.direction === direction);
    const refusals = refusalsOf(errorsOf(direction === 'response' ? before : after, shown));
    const there = found.filter((finding) => refusals.some((refusal) => isAtOrAbove(finding, refusal)));
    if (there.some(isBreaking)) continue;
    if (there.some(isUndecided)) undecided += 1;
    else if (hangsOnOneOf(before, after, direction, shown)) disputed += 1;
    else fail(`${direction}-miss`, shown);
  }
  if (by === 'rewrite') {
    if (isShown())
      throw new Error(
        `seed ${seed}: the rewrite changed the meaning: ${JSON.stringify(widened ?? narrowed)} ${JSON.stringify(before)} ${JSON.stringify(after)}`,
      );
    if (findings.length > 0) fail('rewrite-noise');
  } else if (!isShown() && taken > 0) {
    // Who takes nothing of thousands of instances serves nobody: nothing shows what such schemas have in common.
    const alarms = findings.filter((finding) => isBreaking(finding) && !isPromiseGone(finding, before));
    if (alarms.length > 0 && !DISREGARDED.some((without) => areTold(before, after, without, seed))) {
      for (let look = 3; look < 3 + LONGER_LOOKS && !isShown(); look += 1) search(seed + look, LONG_LOOK);
      if (!isShown()) fail('false-alarm');
    }
  }
  if ((await findingsBetween(before, copy(before))).length > 0) fail('self-noise');
  return { by, failures, undecided, disputed, broken: Number(widened !== undefined) + Number(narrowed !== undefined) };
}

function isAdded({ change, severity }: Finding): boolean {
  return change.kind === 'property.added' && change.direction === 'request' && severity === 'info';
}

/** The value without the property at the path, wherever the path leads. */
function withoutField(value: Json, [step, ...path]: FieldPath): Json {
  if (step === undefined) return value;
  if (isArray(value)) return value.map((item) => withoutField(item, 'property' in step ? [step, ...path] : path));
  if (!isObject(value)) return value;
  const names = Object.entries(value).flatMap(([name, held]): [string, Json][] => {
    if ('property' in step && step.property !== name) return [[name, held ?? null]];
    return path.length === 0 ? [] : [[name, withoutField(held ?? null, path)]];
  });
  return Object.fromEntries(names);
}

/**
 * Whether both sides have a `oneOf`, and the instance would break nothing if it were an `anyOf`. Alternatives that are
 * open objects nearly always overlap, and the comparison takes a `oneOf` of them, where it was one before, as it is meant.
 */
function hangsOnOneOf(before: Whole, after: Whole, direction: 'request' | 'response', instance: Json): boolean {
  const [old, fresh] = [before, after].map((whole) => JSON.stringify(whole));
  if (!old?.includes('"oneOf"') || !fresh?.includes('"oneOf"')) return false;
  const was = validator(JSON.parse(old.replaceAll('"oneOf"', '"anyOf"')))(instance);
  const is = validator(JSON.parse(fresh.replaceAll('"oneOf"', '"anyOf"')))(instance);
  return direction === 'request' ? !was || is : was || !is;
}

/**
 * Whether a property is gone that took anything: by the house's table (DESIGN 8) who reads it finds nothing, though by
 * the letter an open object takes all that it took.
 */
function isPromiseGone({ change }: Finding, before: Whole): boolean {
  if (change.kind !== 'property.removed' || change.facts.closed === true || change.old === null) return false;
  const { segments } = parsePointer(change.old.pointer);
  const inComponent = segments[0] === 'components';
  let schema = (inComponent ? before.components : before.schema) as unknown as Json | undefined;
  for (const segment of segments.slice(inComponent ? 2 : segments.indexOf('schema') + 1))
    schema = isArray(schema) ? schema[Number(segment)] : isObject(schema) ? schema[segment] : undefined;
  const accepts = validator({
    schema: { allOf: [(schema ?? true) as unknown as Written] },
    components: before.components,
  });
  return instancesFor(random(1), [before], 200).every(accepts);
}

/** Whether some instance tells the pair apart once something is left out of both. */
function areTold(before: Whole, after: Whole, without: (whole: Json) => Json, seed: number): boolean {
  const [old, fresh] = [before, after].map((whole) => without(whole as unknown as Json) as unknown as Whole);
  if (old === undefined || fresh === undefined || JSON.stringify([old, fresh]) === JSON.stringify([before, after]))
    return false;
  const [was, is] = [validator(old), validator(fresh)];
  return instancesFor(random(seed), [old, fresh], LONG_LOOK).some((instance) => was(instance) !== is(instance));
}

/** What may hide by the letter what a document promises, so that what is told beside it is no false alarm. */
const DISREGARDED: readonly ((whole: Json) => Json)[] = [
  // An alternative that takes all values of a type: whoever describes something beside it promises it all the same.
  (whole) => withoutOpen(whole, (option) => option),
  (whole) => withoutOpen(whole, asImplied),
  // A format leaves some lengths and characters and not others: the comparer takes it for a name, and knows none of them.
  withoutFormat,
  formatsAsNames,
];

function withoutFormat(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema), (key, value) => (key === 'format' ? undefined : value));
}

/** Each format with a pattern in its place, which leaves some texts of nearly every length. */
function formatsAsNames(schema: Json): Json {
  const patterns = Object.keys(PATTERNS);
  const standsFor = new Map(Object.keys(FORMATS).map((format, index) => [format, patterns[index]]));
  return JSON.parse(JSON.stringify(schema), (_key, value) => {
    const pattern = standsFor.get(value?.format);
    if (pattern === undefined) return value;
    const { format: _format, allOf = [], ...rest } = value;
    return { ...rest, allOf: [...allOf, { pattern }] };
  });
}

/** Alternatives that take every object or array, without these; of each alternative what `reading` makes of it. */
function withoutOpen(whole: Json, reading: (option: JsonObject) => JsonObject): Json {
  const { components = {} } = whole as unknown as Whole;
  const instances = instancesFor(random(1), [whole as unknown as Whole], 300);
  const isOpen = (option: Json, type: 'object' | 'array'): boolean => {
    const accepts = validator({ schema: { allOf: [option as unknown as Written] }, components });
    return instances.filter(type === 'array' ? isArray : isObject).every(accepts);
  };
  const visit = (schema: Json): Json => {
    if (isArray(schema)) return schema.map(visit);
    if (!isObject(schema)) return schema;
    const entries = Object.entries(schema).map(([key, held = null]): [string, Json] => {
      const inner = visit(held);
      if ((key !== 'anyOf' && key !== 'oneOf') || !isArray(inner)) return [key, inner];
      const told = inner.flatMap((option) => {
        if (!isObject(option)) return [];
        const keywords = Object.keys(option);
        // What says nothing, or no more than that it is an object or an array.
        const said = keywords.some((keyword) => keyword !== 'type');
        if (!said && !/string|number|integer|boolean|null/.test(String(option.type))) return [];
        const read = reading(option);
        const open = (['object', 'array'] as const).filter((type) => isOpen(read, type));
        return [open.length === 0 ? read : { allOf: [read, { not: { type: open } }] }];
      });
      return [key, told.length > 0 ? told : inner];
    });
    return Object.fromEntries(entries);
  };
  return visit(whole);
}

/** The schema with the type that all its keywords are of. */
function asImplied(schema: JsonObject): JsonObject {
  const types = new Set(Object.keys(schema).map((keyword) => TYPE_OF_KEYWORD[keyword]));
  const [type] = types;
  return types.size === 1 && type !== undefined ? { ...schema, type } : schema;
}

function isUndecided({ change }: Finding): boolean {
  return change.kind === 'inclusion.undecided' && change.facts.reason !== undefined;
}

function smaller(a: Json | undefined, b: Json): Json {
  return a === undefined || JSON.stringify(b).length < JSON.stringify(a).length ? b : a;
}

/** What the schema accepts, by JSON Schema 2020-12, formats asserted. */
function validator(whole: Whole): (instance: Json) => boolean {
  const validate = compiled(whole, false);
  return (instance) => validate(instance) === true;
}

/** Why the schema refuses the instance; of a double `not` the validator would say only that all of it is refused. */
function errorsOf(whole: Whole, instance: Json): readonly ErrorObject[] {
  const told = affirmed(whole as unknown as Json) as unknown as Whole;
  const validate = compiled(told, true);
  try {
    validate(instance);
    return validate.errors ?? [];
  } catch (cause) {
    // Asked for all errors, ajv 8.20 fails on some `unevaluatedProperties`: then the first one has to do.
    if (!isNativeError(cause)) throw cause;
    const first = compiled(told, false);
    first(instance);
    return first.errors ?? [];
  }
}

function affirmed(schema: Json): Json {
  if (isArray(schema)) return schema.map(affirmed);
  if (!isObject(schema)) return schema;
  const { not, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, affirmed(value ?? null)]),
  );
  if (not === undefined) return rest;
  if (!isObject(not) || not.not === undefined || Object.keys(not).length > 1) return { ...rest, not };
  return { ...rest, allOf: [...(isArray(rest.allOf) ? rest.allOf : []), not.not] };
}

function compiled(whole: Whole, allErrors: boolean): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, logger: false, meta: false, validateSchema: false, allErrors });
  addFormats.default(ajv);
  return ajv.compile(apart({ allOf: [whole.schema], components: { schemas: whole.components } } as never) as never);
}

/**
 * The schema with `contains` and `dependentSchemas` apart: beside others ajv 8.20 forgets `contains`, takes all items for
 * those that it has seen, and forgets what it has seen where no name calls for a dependent schema.
 */
function apart(schema: Json): Json {
  if (isArray(schema)) return schema.map(apart);
  if (!isObject(schema)) return schema;
  const { contains, minContains, maxContains, dependentSchemas, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, apart(value ?? null)]),
  );
  const counts = {
    ...(minContains !== undefined && { minContains }),
    ...(maxContains !== undefined && { maxContains }),
  };
  const { allOf = [], unevaluatedItems, ...others } = rest;
  const counted = contains === undefined ? [] : [{ contains, ...counts }];
  const members = [...(isArray(allOf) ? allOf : []), ...(dependentSchemas === undefined ? [] : [{ dependentSchemas }])];
  const plain = { ...others, ...(contains === undefined && counts) };
  const together = (all: readonly Json[]): JsonObject => (all.length > 0 ? { allOf: [...all] } : {});
  if (unevaluatedItems === undefined) return { ...plain, ...together([...members, ...counted]) };
  // What stands beside the whole is not seen in it.
  const seen = contains === undefined ? unevaluatedItems : { anyOf: [contains, unevaluatedItems] };
  const whole = { ...plain, unevaluatedItems: seen, ...together(members) };
  return counted.length === 0 ? whole : { allOf: [...counted, whole] };
}

/** What the strict profile finds where the schemas are the whole body of a request and of a response. */
export async function findingsBetween(before: Whole, after: Whole): Promise<readonly Finding[]> {
  const changes = compareApis(await apiOf(documentOf(before), 'api.json'), await apiOf(documentOf(after), 'api.json'));
  return judge(changes, ruleFor, POLICY);
}

/** A document whose one operation takes and gives the schema as the whole body. */
export function documentOf({ schema, components }: Whole): string {
  const content = { 'application/json': { schema } };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things': {
        post: { requestBody: { required: true, content }, responses: { '200': { description: 'ok', content } } },
      },
    },
    components: { schemas: components },
  });
}
