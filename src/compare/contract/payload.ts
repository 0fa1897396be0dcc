// A payload of a contract against the document's schema: by the comparison of schemas, and by the example.

import type { Api } from '../../model/api.ts';
import type { Change } from '../../model/change.ts';
import type { Json } from '../../model/json.ts';
import { type FieldPath, formatField, type Slot } from '../../model/place.ts';
import type { Pointer } from '../../model/pointer.ts';
import { JSON_TYPES, type Schema, type StringVariant } from '../../model/schema.ts';
import type { Interaction, Payload } from '../../model/usage.ts';
import { finds } from '../accepts.ts';
import { type Comparison, type Draft, drain, slotScope } from '../comparison.ts';
import { impactsOf, reachOf } from '../graph.ts';
import { compareSchemas } from '../schema.ts';
import { givenToTaken } from './alternatives.ts';
import { schemaOfExample } from './example.ts';
import { objectsAt, schemasAt, valueAt, withoutNumbers } from './fields.ts';
import { SAMPLES } from './formats.ts';
import type { Claim, Found } from './mismatch.ts';
import { refusesWithin } from './refusal.ts';
import type { ContractReading } from './seam.ts';
import { type ContractKind, quoted, termOf, type Use, weigh, wordsOf } from './terms.ts';
import { acceptsText } from './texts.ts';

/** A payload that is sent or read, and the document's schema for it. */
export interface PayloadPair {
  readonly slot: Slot;
  readonly payload: Payload;
  /** Where the payload stands in its contract. */
  readonly pointer: Pointer;
  /** `undefined` accepts anything. */
  readonly schema: Schema | undefined;
  readonly asText: boolean;
  /** Where the document describes the payload. */
  readonly at: Pointer;
}

/** What is found of a payload, with what is to be proven of it. */
export type PayloadFound = Found & { readonly claim?: Claim; readonly example?: true };

/** What holding a payload against a schema needs to know. */
export interface PayloadContext {
  readonly api: Api;
  readonly interaction: Interaction;
  readonly reading: ContractReading;
  /** `list charges`, as messages name it. */
  readonly who: string;
}

/** Everything in which the document's schema does not keep what the contract says of the payload; each once. */
export function comparePayload(context: PayloadContext, pair: PayloadPair): readonly PayloadFound[] {
  const { payload, schema, slot } = pair;
  const response = slot.direction === 'response';
  if (schema === undefined || isAnything(schema)) return response ? [untyped(context, pair, [], pair.at)] : [];
  const found = new Map<string, PayloadFound>();
  const fieldsOf = (kind: ContractKind): Set<string> =>
    new Set([...found.values()].filter((one) => one.kind === kind).map(({ subject }) => subject));
  const fits = payload.example === undefined ? undefined : context.reading.accepts(schema, payload.example);
  if (payload.schema !== undefined) {
    const read = context.reading.schema(payload.schema, pair.pointer);
    for (const one of differences(context, pair, read, schema, response ? 'takes' : 'sends', fits)) {
      const key = [one.kind, one.subject, one.facts?.keyword].join('\n');
      if (!found.has(key)) found.set(key, one);
    }
  }
  if (payload.example !== undefined && isTelling(context, pair, schema, fits)) {
    const shown = schemaOfExample(payload.example, context.reading.redacted);
    const read = context.reading.schema(shown, `${pair.pointer}/example`);
    for (const one of differences(context, pair, read, schema, response ? 'shows-example' : 'sends-example', fits))
      if (!fieldsOf(one.kind).has(one.subject))
        found.set([one.kind, one.subject].join('\n'), { ...one, example: true });
  }
  return optionalTogether(context, [...found.values()]);
}

/** So many fields are named in a sentence. */
const MOST_NAMED = 4;

/** Fields that may be absent are one fact of a payload: many documents require nothing at all. A strict decoder minds each. */
function optionalTogether(
  { who, interaction }: PayloadContext,
  found: readonly PayloadFound[],
): readonly PayloadFound[] {
  const optional = found.filter(({ kind }) => kind === 'contract.optional');
  const [first] = optional;
  if (first === undefined || optional.length === 1 || interaction.decodes === 'strict') return found;
  const fields = optional.map(({ subject }) => subject);
  const more = fields.length > MOST_NAMED ? ` and ${fields.length - MOST_NAMED} more fields` : '';
  const names = `${fields.slice(0, MOST_NAMED).map(quoted).join(', ')}${more}`;
  const together: PayloadFound = {
    ...first,
    path: [],
    subject: 'the body',
    before: fields,
    says: `does not require ${names}, so that they may be absent`,
    because: `${who} reads ${names}, which are not required, so that they may be absent`,
  };
  return [...found.filter((one) => !optional.includes(one)), together];
}

/** Whether the example may tell something that the contract's schema does not. */
function isTelling(
  { reading }: PayloadContext,
  { payload, slot }: PayloadPair,
  schema: Schema,
  fits: boolean | undefined,
): boolean {
  if (payload.example === undefined || payload.schema === undefined) return true;
  // What a response lacks, or has beside what is declared, the schema has told.
  return fits !== true && (slot.direction === 'request' || refusesWithin([schema], payload.example, reading));
}

function differences(
  context: PayloadContext,
  pair: PayloadPair,
  contract: Schema,
  schema: Schema,
  use: Use,
  fits: boolean | undefined,
): readonly PayloadFound[] {
  const drafts = draftsBetween(context.api, pair, contract, schema, use);
  return drafts.flatMap((draft) => {
    const kind = termOf(use, draft);
    if (kind === undefined) return [];
    return impactsOf(reachOf(draft.node), draft.path).flatMap(({ path }) => {
      const one: Case = { context, pair, contract, schema, use, fits, draft, path };
      const graded = grade(one, kind);
      return graded === undefined ? [] : [told(one, graded)];
    });
  });
}

function draftsBetween(api: Api, pair: PayloadPair, contract: Schema, schema: Schema, use: Use): readonly Draft[] {
  const comparison: Comparison = {
    old: api,
    new: api,
    same: { values: () => false, sources: (old, fresh) => old.length === 0 && fresh.length === 0 },
    nodes: new Map(),
    drafts: [],
    pending: [],
    trials: { left: TRIALS },
    sdk: false,
    contract: { pair: givenToTaken(use === 'takes' ? 'new' : 'old', weigh(use)) },
  };
  compareSchemas(slotScope(comparison, pair.slot, pair.asText), contract, schema, []);
  drain(comparison);
  return comparison.drafts;
}

/** Pairs of alternatives that are tried on each other for one payload. */
const TRIALS = 2000;

interface Case {
  readonly context: PayloadContext;
  readonly pair: PayloadPair;
  readonly contract: Schema;
  readonly schema: Schema;
  readonly use: Use;
  readonly fits: boolean | undefined;
  readonly draft: Draft;
  readonly path: FieldPath;
}

/** What a difference is, and how it is said where the comparison's own words say too little. */
interface Graded {
  readonly kind: ContractKind;
  readonly says: string;
}

/** What the difference is at this very field; `undefined` where it is none. */
function grade(one: Case, term: ContractKind): Graded | undefined {
  const { draft, use, schema, path } = one;
  if (isMeantByText(one)) return undefined;
  if (draft.kind === 'pattern.loosened' || draft.kind === 'format.loosened') return gradeText(one, term);
  if (term !== 'contract.undecided' && (draft.kind === 'inclusion.undecided' || draft.kind === 'condition.added')) {
    const shown = refusedAt(one);
    return shown === undefined ? undefined : { kind: term, says: `must not be ${quoted(shown)}` };
  }
  if (draft.kind === 'property.removed' && isUntyped(schema, path.slice(0, -1))) return UNTYPED;
  if (draft.kind.startsWith('type.') && draft.after === 'any') return UNTYPED;
  const kind = gradeValue(one, term);
  return kind === undefined ? undefined : { kind, says: wordsOf(use, draft) };
}

/** Whether the field travels as text, and what is shown of it is the text of a value that the document takes. */
function isMeantByText({ pair, schema, path, context }: Case): boolean {
  const text = pair.asText ? valueAt(pair.payload.example, path) : undefined;
  return (
    typeof text === 'string' &&
    schemasAt(schema, path).some((candidate) => acceptsText(candidate, text, PLAIN, context.reading) !== false)
  );
}

const PLAIN = { style: 'form' };

const UNTYPED: Graded = { kind: 'contract.untyped', says: 'is described without its fields' };

function gradeValue(one: Case, kind: ContractKind): ContractKind | undefined {
  const { draft, use, path, fits } = one;
  switch (draft.kind) {
    case 'type.widened':
    case 'type.changed':
    case 'type.narrowed':
      return givesOtherTypes(one) ? kind : undefined;
    case 'enum.value-added':
      if (draft.facts.extensible === true) return 'contract.undecided';
      return listedBy(one) === 1 ? 'contract.looser' : kind;
    case 'enum.opened':
      return listedBy(one) === 1 ? undefined : kind;
    case 'bound.tightened':
      if (use === 'sends-example') return refusedAt(one) === undefined ? undefined : kind;
      return draft.before === undefined || fits === true ? undefined : kind;
    case 'bound.loosened':
      return /Items$|Contains$/.test(draft.facts.keyword ?? '') ? undefined : kind;
    case 'dependent-required.added':
      if (use === 'sends-example')
        return refusedAt({ ...one, path: path.slice(0, -1) }) === undefined ? undefined : kind;
      return fits === true ? undefined : kind;
    case 'condition.added':
    case 'condition.changed':
    case 'inclusion.undecided':
      return fits === true ? undefined : kind;
    default:
      return kind;
  }
}

/** Whether the giving side gives a type that the other does not take; a whole number is a number. */
function givesOtherTypes({ use, draft: { before, after }, pair, path }: Case): boolean {
  // `null` alone says that there was nothing to show.
  if (use === 'takes' && before === 'null') return false;
  const [given, taken] = (use === 'takes' ? [after, before] : [before, after]).map((names) =>
    String(names).split(' | '),
  );
  const others = (given ?? []).filter(
    (type) => type !== 'null' && !taken?.includes(type) && !(type === 'integer' && taken?.includes('number')),
  );
  // A number that is shown whole is sent as one, whatever a matcher makes of it.
  const whole = Number.isInteger(valueAt(pair.payload.example, path)) && taken?.includes('integer') === true;
  return others.some((type) => use !== 'sends' || type !== 'number' || !whole);
}

/** The value that the contract shows at the field, where the document surely refuses it. */
function refusedAt({ context, schema, path, pair }: Case): Json | undefined {
  const value = valueAt(pair.payload.example, path);
  const schemas = schemasAt(schema, path);
  if (value === undefined || schemas.length === 0) return undefined;
  return schemas.every((candidate) => context.reading.accepts(candidate, value) === false) ? value : undefined;
}

/** How many values the contract lists at the field: a single one is what it was tried with. */
function listedBy({ contract, path }: Case): number {
  const lists = schemasAt(contract, path).flatMap(({ shape }) =>
    shape.variants.map(({ values }) => values?.value ?? []),
  );
  return new Set(lists.flat()).size;
}

/**
 * What the contract's pattern or format asks of a text: a mismatch where the plainest value of the document's format does
 * not meet it, nothing where all do that are known.
 */
function gradeText(one: Case, kind: ContractKind): Graded | undefined {
  const texts = (schema: Schema): StringVariant[] =>
    schemasAt(schema, one.path).flatMap(({ shape }) => shape.variants.filter((variant) => variant.type === 'string'));
  const wanted = texts(one.contract);
  const promised = texts(one.schema);
  const known = promised.map(({ values, format }) => values?.value ?? SAMPLES.get(format?.value ?? ''));
  const meets = (text: Json): boolean =>
    wanted.some(({ patterns }) => patterns.every(({ value }) => finds(value, String(text)) !== false));
  const refused = known.flatMap((samples) => samples?.find((sample) => !meets(sample)) ?? []);
  if (refused.length === 0 && known.length > 0 && !known.includes(undefined)) return undefined;
  const format = promised.find((variant) => variant.format !== undefined)?.format?.value;
  const text = format === undefined ? 'any text' : `of format ${quoted(format)}`;
  const says = `may be ${text}${refused[0] === undefined ? '' : `, such as ${quoted(refused[0])}`}, and the contract takes only ${quoted(one.draft.before)}`;
  return {
    kind: known.some((samples) => samples?.[0] !== undefined && !meets(samples[0])) ? 'contract.mismatch' : kind,
    says,
  };
}

/** Whether nothing is said of what the objects there hold. */
function isUntyped(schema: Schema, path: FieldPath): boolean {
  const objects = objectsAt(schema, path);
  return (
    objects.length > 0 &&
    objects.every(
      ({ properties, patternProperties, additional }) =>
        properties.size === 0 && patternProperties.size === 0 && isAnything(additional),
    )
  );
}

function isAnything(schema: Schema): boolean {
  return (
    schema.sources.length === 0 ||
    (schema.shape.typeAt === undefined &&
      schema.shape.variants.length === JSON_TYPES.length &&
      schema.shape.variants.every(({ key }) => key.endsWith(':')))
  );
}

function untyped({ who }: PayloadContext, { slot }: PayloadPair, path: FieldPath, at: Pointer): PayloadFound {
  const field = formatField(path);
  const subject = field === '' ? 'the body' : field;
  const verb = slot.direction === 'response' ? 'reads' : 'sends';
  return { ...UNTYPED, slot, path, subject, at, because: `${who} ${verb} ${named(subject)}, which ${UNTYPED.says}` };
}

function named(subject: string): string {
  return subject === 'the body' ? subject : quoted(subject);
}

function told(one: Case, { kind, says }: Graded): PayloadFound {
  const { context, pair, contract, use, draft, path } = one;
  const at = draft.new ?? draft.newAnchor;
  if (kind === 'contract.untyped') {
    const whole = draft.kind.startsWith('property.') ? path.slice(0, -1) : path;
    return untyped(context, pair, withoutNumbers(whole), at);
  }
  const field = formatField(withoutNumbers(path));
  const subject = field === '' ? 'the body' : field;
  const { slot } = pair;
  const verb = VERBS[use];
  const because =
    kind === 'contract.missing'
      ? `${context.who} does not send ${named(subject)}, which ${says}`
      : `${context.who} ${verb} ${named(subject)}, which ${says}`;
  const { before, after } = draft;
  return {
    kind,
    slot,
    path: withoutNumbers(path),
    subject,
    at,
    before,
    after,
    facts: {
      ...draft.facts,
      ...(kind === 'contract.optional' && { closed: context.interaction.decodes === 'strict' }),
      keyword: draft.facts.keyword ?? draft.kind,
    },
    says,
    because,
    ...((use === 'sends' || use === 'takes') && CLAIMED.has(kind) && { claim: claimOf(pair, contract, draft, path) }),
  };
}

/** The kinds that a payload can show; what only may not fit has none to show. */
const CLAIMED: ReadonlySet<ContractKind> = new Set([
  'contract.mismatch',
  'contract.undeclared',
  'contract.missing',
] as const);

const VERBS: Readonly<Record<Use, string>> = {
  sends: 'sends',
  'sends-example': 'sends',
  takes: 'reads',
  'shows-example': 'shows',
};

function claimOf({ slot, asText }: PayloadPair, schema: Schema, draft: Draft, path: FieldPath): Claim {
  const { kind, direction, subject, old, before, after, facts } = draft;
  const change: Change = {
    kind,
    direction,
    subject: subject === '' ? lastName(path) : subject,
    root: { slot, path },
    old: old === null ? null : { pointer: old },
    new: draft.new === null ? null : { pointer: draft.new },
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    facts,
    impacts: [{ ...slot, field: formatField(path), path }],
  };
  return { change, slot, schema, asText };
}

function lastName(path: FieldPath): string {
  const last = path.findLast((step) => 'property' in step);
  return last !== undefined && 'property' in last ? last.property : 'body';
}
