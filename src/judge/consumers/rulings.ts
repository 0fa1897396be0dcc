// What a change at a field means for the consumer that sends or reads it, by what its contract says there.

import type { Change } from '../../model/change.ts';
import { code, codeOf } from '../../model/code.ts';
import { isArray, isObject, type Json, type JsonObject, own } from '../../model/json.ts';
import type { FieldPath, FieldSegment } from '../../model/place.ts';
import type { JsonType, Schema } from '../../model/schema.ts';
import type { ConsumerVerdict } from '../../model/usage.ts';
import type { Meeting } from './meeting.ts';
import type { Part } from './parts.ts';
import { objectsIn } from './places.ts';
import { admits, keywordSaid, readings, type SaidType, sameValue, typeOfValue, typesSaid, valuesSaid } from './said.ts';
import type { Skills } from './skills.ts';
import type { UseNode } from './tree.ts';
import type { Touch } from './used.ts';
import { name } from './words.ts';

/** A change where it meets a contract's field. */
export interface Case {
  readonly change: Change;
  readonly part: Part;
  readonly meeting: Meeting;
  /** The verdict for who is touched. */
  readonly base: ConsumerVerdict;
  readonly strict: boolean;
  readonly skills: Skills;
}

/** What a change means at one field, with what is to be said beside where it is and what became of it. */
export interface Ruling {
  readonly verdict: ConsumerVerdict;
  /** What is said in the place of "sends it" or "reads it". */
  readonly manner?: 'absent' | 'may be absent' | 'unsaid';
  /** What is said at the end. */
  readonly tail?: string;
}

/** The ruling on a case; `undefined` where the contract is not touched. */
export function rulingOn(touch: Touch, one: Case): Ruling | undefined {
  const { meeting, base } = one;
  if (touch === 'need') return needed(one);
  if (touch === 'default') return defaulted(one);
  if (touch === 'stranger') return stranger(one);
  if (touch === 'rename') return renamed(one);
  if (meeting.how === 'beside') return undefined;
  if (base === 'unaffected') return { verdict: base };
  if (touch === 'send') return sent(one);
  if (touch === 'take') return taken(one);
  if (touch === 'miss') return missed(one);
  if (touch === 'close') return closed(one);
  return { verdict: base };
}

/** What must be sent now. */
function needed({ change, part, meeting, base, skills }: Case): Ruling | undefined {
  const { how, node } = meeting;
  if (base === 'unaffected') return how === 'at' ? { verdict: base } : undefined;
  if (change.kind === 'dependent-required.added') {
    const holder = how === 'at' ? node.parent : node;
    if (how !== 'inside' && typeof change.before === 'string' && child(holder, change.before) === undefined)
      return undefined;
  }
  if (how === 'at') return node.required ? { verdict: 'unaffected' } : { verdict: base, manner: 'may be absent' };
  if (how === 'inside') return { verdict: 'at risk', manner: 'unsaid' };
  const alternatives = objectsIn(node.spot.fresh);
  if (alternatives.length > 1) {
    // It is required in one alternative, and what is sent may be another.
    const shown = shownAt(part.shown, node.path);
    const verdicts = shown.map((value) => acceptance(node.spot.fresh, value, part, skills));
    if (shown.length > 0 && verdicts.every((verdict) => verdict === true)) return undefined;
    if (!verdicts.includes(false)) return { verdict: 'at risk', manner: 'absent' };
  }
  return { verdict: base, manner: 'absent' };
}

/** What is filled in where it is left out. */
function defaulted({ meeting: { how, node }, base }: Case): Ruling | undefined {
  if (base === 'unaffected') return undefined;
  if (how === 'beside') return { verdict: base, manner: 'absent' };
  if (how === 'inside') return { verdict: base, manner: 'unsaid' };
  const last = node.path.at(-1);
  const always = node.required || (last !== undefined && ('items' in last || 'values' in last));
  return always ? { verdict: 'unaffected' } : { verdict: base, manner: 'may be absent' };
}

/** What a consumer does not know. */
function stranger({ meeting: { how }, strict }: Case): Ruling | undefined {
  if (how === 'at') return { verdict: 'unaffected' };
  return strict ? { verdict: 'breaks', manner: 'absent', tail: ', and refuses what it does not know' } : undefined;
}

/** What has another name now. */
function renamed({ change, meeting: { how, node }, base }: Case): Ruling | undefined {
  if (base === 'unaffected') return how === 'at' ? { verdict: base } : undefined;
  const fresh = typeof change.after === 'string' ? change.after : '';
  const sendsNew = change.direction !== 'response' && child(how === 'at' ? node.parent : node, fresh) !== undefined;
  if (how === 'at') return sendsNew ? { verdict: 'unaffected', tail: ', which it sends as well' } : { verdict: base };
  if (how === 'inside') return { verdict: change.direction === 'response' ? base : 'at risk', manner: 'unsaid' };
  return change.direction === 'response' || !change.facts.required || sendsNew
    ? undefined
    : { verdict: base, manner: 'absent' };
}

function child(node: UseNode | undefined, property: string): UseNode | undefined {
  return node?.children.find(({ segment }) => 'property' in segment && segment.property === property)?.node;
}

/** What a consumer may have to do without. */
function missed({ meeting: { how, node }, base }: Case): Ruling {
  return how === 'at' && node.parent !== undefined && !node.required
    ? { verdict: 'unaffected', tail: ', and can do without it' }
    : { verdict: base };
}

/** Members that the object no longer allows. */
function closed({ meeting: { how, node }, base, skills: { finds } }: Case): Ruling | undefined {
  if (how === 'inside' || node.children.length === 0) return { verdict: 'at risk', manner: 'unsaid' };
  const objects = objectsIn(node.spot.fresh);
  const known = (property: string): boolean =>
    objects.some(
      ({ properties, patternProperties }) =>
        properties.has(property) || [...patternProperties.keys()].some((pattern) => finds(pattern, property) !== false),
    );
  const strange = node.children.flatMap(({ segment }) =>
    'property' in segment && !known(segment.property) ? [segment.property] : [],
  );
  return strange.length === 0
    ? { verdict: 'unaffected', tail: ', and sends none' }
    : { verdict: base, tail: `, and sends ${strange.map(name).join(', ')}` };
}

/** What is sent, and may be refused now. */
function sent(one: Case): Ruling {
  const { change, part, meeting, base, skills } = one;
  const { how, node } = meeting;
  if (how === 'inside') return { verdict: base };
  const refused = (value: Json): boolean | undefined => isRefused(change, node.spot, value, part, skills);
  const values = valuesSaid(node.schema)?.filter((value) => typeof value !== 'object' || value === null);
  if (values !== undefined && values.length > 0) {
    const verdicts = values.map(refused);
    const touched = values[verdicts.indexOf(true)];
    if (touched !== undefined)
      return { verdict: base, tail: `, and sends ${part.asText ? code(String(touched)) : codeOf(touched)}` };
    return verdicts.includes(undefined)
      ? { verdict: 'at risk', tail: '; whether what it sends there is still accepted cannot be told' }
      : { verdict: 'unaffected', tail: ', and sends only what is still accepted' };
  }
  if (keepsWithin(change, node, part))
    return { verdict: 'unaffected', tail: ', and sends only what is still accepted' };
  const shown = shownAt(part.shown, node.path);
  const verdicts = shown.map(refused);
  if (verdicts.includes(true) || shown.length === 0 || verdicts.includes(undefined)) return { verdict: base };
  return { verdict: 'at risk', tail: '; what it shows is still accepted, and it may send other values' };
}

/** Whether the new document refuses the value for this change. */
function isRefused(
  change: Change,
  spot: UseNode['spot'],
  value: Json,
  part: Part,
  skills: Skills,
): boolean | undefined {
  if (change.kind === 'null.refused') return value === null;
  if (change.kind === 'enum.value-removed') return sameValue(value, change.before ?? null, part.asText);
  const is = acceptance(spot.fresh, value, part, skills);
  if (is !== false) return is === true ? false : undefined;
  return acceptance(spot.old, value, part, skills) !== false;
}

function acceptance(schemas: readonly Schema[], value: Json, part: Part, { accepts }: Skills): boolean | undefined {
  const verdicts = schemas.flatMap((schema) => readings(value, part.asText).map((reading) => accepts(schema, reading)));
  if (verdicts.includes(true)) return true;
  return verdicts.length === 0 || verdicts.includes(undefined) ? undefined : false;
}

/** Whether the contract's own schema keeps what is sent within what is accepted now. */
function keepsWithin(change: Change, { schema, spot }: UseNode, { asText }: Part): boolean {
  const said = typesSaid(schema);
  switch (change.kind) {
    case 'null.refused':
      return said !== undefined && !said.has('null');
    case 'type.narrowed':
    case 'type.changed':
      return said !== undefined && spot.fresh.length > 0 && within(said, typesOf(spot.fresh), asText);
    case 'bound.tightened':
      return isWithinBound(schema, change);
    case 'format.tightened':
    case 'format.changed':
      return change.after !== undefined && keywordSaid(schema, 'format') === change.after;
    case 'pattern.tightened':
    case 'pattern.changed':
      return change.after !== undefined && keywordSaid(schema, 'pattern') === change.after;
    default:
      return false;
  }
}

/** What is read, and may be more than the contract can take. */
function taken(one: Case): Ruling {
  const { change, part, meeting, base } = one;
  const { how, node } = meeting;
  if (how === 'inside') return { verdict: base };
  const said = typesSaid(node.schema);
  const takes: Ruling = { verdict: 'unaffected', tail: ', and can take that' };
  switch (change.kind) {
    case 'null.allowed':
      return said?.has('null') ? takes : { verdict: base };
    case 'type.widened':
    case 'type.changed':
      return said !== undefined && node.spot.fresh.length > 0 && within(typesOf(node.spot.fresh), said, part.asText)
        ? takes
        : { verdict: base };
    case 'enum.value-added': {
      const listed = valuesSaid(node.schema);
      if (listed === undefined)
        return { verdict: base, tail: '; the contract does not list the values that it can take' };
      return listed.some((value) => sameValue(value, change.after ?? null, part.asText))
        ? takes
        : { verdict: 'breaks', tail: ', and the contract lists others' };
    }
    case 'enum.opened':
      return valuesSaid(node.schema) === undefined
        ? { verdict: base }
        : { verdict: 'breaks', tail: ', and the contract lists its values' };
    case 'bound.loosened':
      return isWithinBound(node.schema, change, true) ? takes : { verdict: base };
    case 'format.loosened':
    case 'format.changed':
      return change.after !== undefined && keywordSaid(node.schema, 'format') === change.after
        ? takes
        : { verdict: base };
    case 'pattern.loosened':
    case 'pattern.changed':
      return change.after !== undefined && keywordSaid(node.schema, 'pattern') === change.after
        ? takes
        : { verdict: base };
    default:
      return { verdict: base };
  }
}

const LOWER = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains']);
const UPPER = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains']);

/** Whether the contract says the same bound, and a tighter one; or, where it `takes`, a wider one. */
function isWithinBound(schema: JsonObject, { facts: { keyword = '' }, after }: Change, takes = false): boolean {
  const said = keywordSaid(schema, keyword);
  if (typeof said !== 'number' || typeof after !== 'number') return false;
  if (said === after) return true;
  if (LOWER.has(keyword)) return takes ? said < after : said > after;
  return UPPER.has(keyword) && (takes ? said > after : said < after);
}

/** Whether all of `inner` is admitted by `outer`; a text is what any scalar travels as. */
function within(inner: ReadonlySet<SaidType>, outer: ReadonlySet<SaidType>, asText: boolean): boolean {
  const scalars = asText && outer.has('string');
  return [...inner].every((type) => admits(outer, type) || (scalars && type !== 'object' && type !== 'array'));
}

function typesOf(schemas: readonly Schema[]): ReadonlySet<SaidType> {
  return new Set(
    schemas.flatMap(({ shape }) =>
      shape.variants.map((variant): SaidType => {
        const type: JsonType = variant.type;
        const whole = variant.type === 'number' && (variant.integer ?? allWhole(variant.values?.value));
        return whole ? 'integer' : type;
      }),
    ),
  );
}

function allWhole(values: readonly Json[] | undefined): boolean {
  return values?.every((value) => typeOfValue(value) === 'integer') ?? false;
}

/** The values at the path in what the contract shows. */
function shownAt(shown: readonly Json[], path: FieldPath): readonly Json[] {
  let values = shown;
  for (const segment of path) values = values.flatMap((value) => membersAt(value, segment));
  return values;
}

function membersAt(value: Json, segment: FieldSegment): readonly Json[] {
  const found = (member: Json | undefined): readonly Json[] => (member === undefined ? [] : [member]);
  if (isArray(value)) {
    if ('items' in segment) return value;
    return 'item' in segment ? found(value[segment.item]) : [];
  }
  if (!isObject(value)) return [];
  if ('property' in segment) return found(own(value, segment.property));
  return 'values' in segment ? Object.keys(value).flatMap((key) => found(own(value, key))) : [];
}
