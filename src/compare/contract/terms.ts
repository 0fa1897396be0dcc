// What a difference between a contract and a document means: the same comparison, read as sent and as taken.

import type { ChangeKind } from '../../model/change.ts';
import { code, codeOf } from '../../model/code.ts';
import type { Json } from '../../model/json.ts';
import type { Draft } from '../comparison.ts';

/** The kinds of mismatches between a contract and a document. */
export type ContractKind = Extract<ChangeKind, `contract.${string}`>;

/**
 * How the two sides are held against each other. `sends`: all that the consumer may send against what the document
 * accepts. `takes`: what the document promises against all that the consumer can take. `sends-example` and
 * `shows-example`: a payload of the contract against the document, as a request and as a response.
 */
export type Use = 'sends' | 'sends-example' | 'takes' | 'shows-example';

type Terms = Readonly<Partial<Record<ChangeKind, ContractKind>>>;

const EXAMPLE: Terms = {
  'property.removed': 'contract.undeclared',
  'property.renamed': 'contract.undeclared',
  'type.narrowed': 'contract.mismatch',
  'type.changed': 'contract.mismatch',
  'null.refused': 'contract.mismatch',
  'enum.value-removed': 'contract.mismatch',
  'alternative.removed': 'contract.mismatch',
};

const TERMS: Readonly<Record<Use, Terms>> = {
  sends: {
    ...EXAMPLE,
    'property.added': 'contract.missing',
    'property.became-required': 'contract.missing',
    'format.changed': 'contract.mismatch',
    'enum.closed': 'contract.looser',
    'pattern.changed': 'contract.looser',
    'bound.tightened': 'contract.looser',
    'dependent-required.added': 'contract.undecided',
    'condition.added': 'contract.undecided',
    'condition.changed': 'contract.undecided',
    'inclusion.undecided': 'contract.undecided',
  },
  'sends-example': {
    ...EXAMPLE,
    'property.added': 'contract.missing',
    'property.became-required': 'contract.missing',
    'dependent-required.added': 'contract.missing',
    'bound.tightened': 'contract.mismatch',
    'condition.added': 'contract.mismatch',
    'inclusion.undecided': 'contract.mismatch',
  },
  takes: {
    'property.removed': 'contract.undeclared',
    'property.renamed': 'contract.undeclared',
    'property.became-optional': 'contract.optional',
    'property.added': 'contract.mismatch',
    'null.allowed': 'contract.mismatch',
    'type.widened': 'contract.mismatch',
    'type.changed': 'contract.mismatch',
    'enum.value-added': 'contract.mismatch',
    'enum.opened': 'contract.looser',
    'format.changed': 'contract.mismatch',
    'format.loosened': 'contract.looser',
    'pattern.changed': 'contract.looser',
    'pattern.loosened': 'contract.looser',
    'bound.loosened': 'contract.looser',
    'content.changed': 'contract.looser',
    'alternative.added': 'contract.mismatch',
    'condition.removed': 'contract.looser',
    'condition.changed': 'contract.looser',
    'inclusion.undecided': 'contract.undecided',
  },
  'shows-example': { ...EXAMPLE, 'condition.added': 'contract.mismatch', 'inclusion.undecided': 'contract.mismatch' },
};

/** What the difference is when it is met in this use; `undefined` for one that is none then. */
export function termOf(use: Use, { kind, facts }: Draft): ContractKind | undefined {
  if (kind === 'property.added') {
    const hits = use === 'takes' ? facts.closed : facts.required;
    return hits === true ? TERMS[use][kind] : undefined;
  }
  return TERMS[use][kind];
}

const WEIGHTS: Readonly<Partial<Record<ContractKind, number>>> = {
  'contract.mismatch': 100,
  'contract.missing': 100,
  'contract.undeclared': 30,
  'contract.looser': 3,
  'contract.optional': 1,
};

/** How much the difference tells against the two sides being meant for one another. */
export function weigh(use: Use): (draft: Draft) => number {
  return (draft) => {
    const term = termOf(use, draft);
    return term === undefined ? 0 : (WEIGHTS[term] ?? 1);
  };
}

/** What is wrong, as the end of a sentence on the field: `may be `null``, `is not declared`. */
export function wordsOf(use: Use, draft: Draft): string {
  const { kind, before, after, facts } = draft;
  const given = use === 'takes';
  const like = facts.replacement === undefined ? '' : `; ${code(facts.replacement)} is, and is like it`;
  switch (kind) {
    case 'property.removed':
    case 'property.renamed':
      return facts.keyword === undefined ? `is not declared${like}` : `is ${code(facts.keyword)}`;
    case 'property.added':
      return given ? 'is declared, and unknown to the contract' : 'is required';
    case 'property.became-required':
    case 'dependent-required.added':
      return 'is required';
    case 'property.became-optional':
      return 'is not required, so that it may be absent';
    case 'null.allowed':
      return 'may be `null`';
    case 'null.refused':
      return 'must not be `null`';
    case 'type.widened':
    case 'type.narrowed':
    case 'type.changed':
      return `is ${code(String(after))} there, and ${code(String(before))} in the contract`;
    case 'enum.value-added':
      return `may be ${valueInWords(after)}`;
    case 'enum.value-removed':
      return `must not be ${valueInWords(before)}`;
    case 'enum.opened':
      return 'may have any value, and the contract lists some';
    case 'enum.closed':
      return `must be one of ${listed(after)}`;
    case 'alternative.added':
    case 'alternative.removed':
      return `${kind === 'alternative.added' ? 'may' : 'must not'} be ${code(draft.subject)}`;
    case 'inclusion.undecided':
      return facts.reason === undefined ? 'cannot be decided' : `cannot be decided: ${facts.reason}`;
    default:
      return `${given ? 'is promised' : 'is asked'} with ${facts.keyword ?? kind.slice(0, kind.indexOf('.'))} ${valueInWords(after)}, and ${given ? 'taken' : 'sent'} with ${valueInWords(before)}`;
  }
}

/** A value of the document or the contract, or that there is none. */
export function valueInWords(value: Json | undefined): string {
  return value === undefined ? 'none' : codeOf(value);
}

function listed(values: Json | undefined): string {
  return Array.isArray(values) && values.length <= 6 ? values.map(valueInWords).join(', ') : 'a list of values';
}
