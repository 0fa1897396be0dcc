// Contracts of every kind into usages: each is known by its content.

import { Failure } from '../../model/failure.ts';
import { isArray, isObject, type Json, own } from '../../model/json.ts';
import type { ContractDocument, Usage } from '../../model/usage.ts';
import { looksLikeValue } from '../document/looks.ts';
import { readPact } from '../pact/read.ts';

/** What a contract is written as. */
export type ContractKind = 'pact' | 'har' | 'manifest';

/**
 * What `documents` say that their consumers rely on, in their order. Raises {@link Failure} `contract-invalid` for what
 * is no contract, and whatever reading it raises.
 */
export function readContracts(documents: readonly ContractDocument[]): readonly Usage[] {
  return documents.map((document) => {
    const kind = contractKind(document.root);
    if (kind === 'pact') return readPact(document);
    throw kind === undefined ? notAContract(document) : notYet(document, kind);
  });
}

/** What kind of contract a parsed file is by its content; `undefined` for none. */
export function contractKind(root: Json): ContractKind | undefined {
  if (!isObject(root)) return undefined;
  const has = (key: string): boolean => own(root, key) !== undefined;
  if (has('interactions') || (has('messages') && (has('consumer') || has('provider')))) return 'pact';
  const log = own(root, 'log');
  if (isObject(log) && isArray(own(log, 'entries'))) return 'har';
  return has('consumer') && has('operations') ? 'manifest' : undefined;
}

function notAContract({ name, root }: ContractDocument): Failure {
  return new Failure({
    code: 'contract-invalid',
    message: `\`${name}\` is no contract but ${looksLikeValue(root)}`,
    hint: 'name a Pact file, a usage manifest or a HAR recording',
    place: name,
  });
}

function notYet({ name }: ContractDocument, kind: ContractKind): Failure {
  return new Failure({
    code: 'contract-invalid',
    message: `\`${name}\` is a ${kind === 'har' ? 'HAR recording' : 'usage manifest'}, and only Pact files are read`,
    hint: 'name a Pact file',
    place: name,
  });
}
