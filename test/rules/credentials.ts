// The credentials of examples: what is known of them, and how they are found.

import { load } from 'js-yaml';
import { credentialChanges, scopeChanges } from '../../src/judge/credentials.ts';
import type { Change } from '../../src/model/change.ts';
import type { CredentialFailure } from '../../src/model/credential-state.ts';

interface Known {
  readonly ends?: string;
  readonly scopes?: readonly string[];
}

interface Found {
  readonly today?: string;
  readonly failure?: Partial<CredentialFailure>;
  /** The scopes that used operations ask for. */
  readonly uses?: Readonly<Record<string, readonly string[]>>;
}

/** What is told of the credential of an example. */
export function foundChanges(before: string, after: string): readonly Change[] {
  const { ends, scopes = [] } = load(before) as Known;
  const { today = '2026-11-22', failure, uses = {} } = load(after) as Found;
  const state = {
    name: 'crm',
    begins: undefined,
    ends,
    renewAt: 0.8,
    warnDays: 14,
    failure: failure && {
      code: 'credential-failed' as const,
      message: '',
      hint: undefined,
      livesUntil: undefined,
      ...failure,
    },
  };
  const missing = Object.entries(uses).map(([operation, asked]) => ({
    operation,
    scopes: asked.filter((scope) => !scopes.includes(scope)),
  }));
  return [...credentialChanges(state, new Date(today)), ...scopeChanges('crm', missing)];
}
