// How grave a difference between a contract and a document is at the very field that it is met at.

import { code, codeOf } from '../../model/code.ts';
import type { Json } from '../../model/json.ts';
import type { FieldPath } from '../../model/place.ts';
import { JSON_TYPES, type Schema, type StringVariant } from '../../model/schema.ts';
import { finds } from '../accepts.ts';
import type { Draft } from '../comparison.ts';
import { objectsAt, schemasAt, valueAt } from './fields.ts';
import { SAMPLES } from './formats.ts';
import type { PayloadContext, PayloadPair } from './pair.ts';
import { type ContractKind, type Use, valueInWords, wordsOf } from './terms.ts';
import { acceptsText } from './texts.ts';

/** A difference at one field, and all that it is judged by. */
export interface Case {
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
export interface Graded {
  readonly kind: ContractKind;
  readonly says: string;
}

/** What the difference is at this very field; `undefined` where it is none. */
export function grade(one: Case, term: ContractKind): Graded | undefined {
  const { draft, use, schema, path } = one;
  if (!draft.kind.startsWith('property.') && isMeantByText(one)) return undefined;
  if (draft.kind === 'pattern.loosened' || draft.kind === 'format.loosened') return gradeText(one, term);
  if (term !== 'contract.undecided' && (draft.kind === 'inclusion.undecided' || draft.kind === 'condition.added')) {
    const shown = refusedAt(one);
    return shown === undefined ? undefined : { kind: term, says: `must not be ${codeOf(shown)}` };
  }
  if (draft.kind === 'property.removed' && isUntyped(schema, path.slice(0, -1))) return UNTYPED;
  if (draft.kind.startsWith('type.') && draft.after === 'any') return UNTYPED;
  // What a contract names and says no more of is sent as the document has it.
  if (draft.kind.startsWith('type.') && draft.before === 'any') return undefined;
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

/** What is neither kept nor broken. */
export const UNTYPED: Graded = { kind: 'contract.untyped', says: 'is described without its fields' };

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
  const text = format === undefined ? 'any text' : `of format ${code(format)}`;
  const says = `may be ${text}${refused[0] === undefined ? '' : `, such as ${codeOf(refused[0])}`}, and the contract takes only ${valueInWords(one.draft.before)}`;
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

/** Whether the schema says nothing of the values that it accepts. */
export function isAnything(schema: Schema): boolean {
  return (
    schema.sources.length === 0 ||
    (schema.shape.typeAt === undefined &&
      schema.shape.variants.length === JSON_TYPES.length &&
      schema.shape.variants.every(({ key }) => key.endsWith(':')))
  );
}
