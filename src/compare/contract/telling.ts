// What is told of a difference between a contract and a document: in the contract's words, with what is to be proven.

import type { Change } from '../../model/change.ts';
import { code } from '../../model/code.ts';
import { type FieldPath, formatField } from '../../model/place.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Schema } from '../../model/schema.ts';
import type { Draft } from '../comparison.ts';
import { withoutNumbers } from './fields.ts';
import { type Case, type Graded, UNTYPED } from './grading.ts';
import type { Claim } from './mismatch.ts';
import type { PayloadContext, PayloadFound, PayloadPair } from './pair.ts';
import type { ContractKind, Use } from './terms.ts';

/** The note on a field of which the document says nothing. */
export function untyped({ who }: PayloadContext, { slot }: PayloadPair, path: FieldPath, at: Pointer): PayloadFound {
  const field = formatField(path);
  const subject = field === '' ? 'the body' : field;
  const verb = slot.direction === 'response' ? 'reads' : 'sends';
  return { ...UNTYPED, slot, path, subject, at, because: `${who} ${verb} ${named(subject)}, which ${UNTYPED.says}` };
}

function named(subject: string): string {
  return subject === 'the body' ? subject : code(subject);
}

/** The difference in words, with the place at which both sides say it. */
export function told(one: Case, { kind, says }: Graded): PayloadFound {
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
