// A payload of a contract against the document's schema: by the comparison of schemas, and by the example.

import type { Api } from '../../model/api.ts';
import { code } from '../../model/code.ts';
import type { Schema } from '../../model/schema.ts';
import { type Comparison, type Draft, drain, slotScope } from '../comparison.ts';
import { graph } from '../graph.ts';
import type { Sameness } from '../sameness.ts';
import { compareSchemas } from '../schema.ts';
import { givenToTaken } from './alternatives.ts';
import { schemaOfExample } from './example.ts';
import { type Case, grade, isAnything } from './grading.ts';
import type { PayloadContext, PayloadFound, PayloadPair } from './pair.ts';
import { refusesWithin } from './refusal.ts';
import { told, untyped } from './telling.ts';
import { type ContractKind, termOf, type Use, weigh } from './terms.ts';

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
  const names = `${fields
    .slice(0, MOST_NAMED)
    .map((field) => code(field))
    .join(', ')}${more}`;
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
  const { impactsOf } = graph();
  return drafts.flatMap((draft) => {
    const kind = termOf(use, draft);
    if (kind === undefined) return [];
    return impactsOf([[draft]]).flatMap(({ path }) => {
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
    same: NOTHING_SAME,
    nodes: new Map(),
    drafts: [],
    pending: [],
    trials: { left: TRIALS },
    patterns: { left: PATTERN_WORK, answers: new Map() },
    sdk: false,
    contract: { pair: givenToTaken(use === 'takes' ? 'new' : 'old', weigh(use)) },
  };
  compareSchemas(slotScope(comparison, pair.slot, pair.asText), contract, schema, []);
  drain(comparison);
  return comparison.drafts;
}

/** Pairs of alternatives that are tried on each other for one payload. */
const TRIALS = 2000;

/** What one comparison with a contract may spend on patterns. */
const PATTERN_WORK = 500_000;

/** A contract and a document share no words; only what says nothing is the same on both sides. */
const NOTHING_SAME: Sameness = {
  values: () => false,
  reference: () => false,
  schemas: (old, fresh) => (old.sources.length === 0 && fresh.sources.length === 0 ? 'same' : 'different'),
  get reversed() {
    return NOTHING_SAME;
  },
};
