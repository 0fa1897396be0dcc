// Credentials as changes: what ends, what cannot be renewed, what is missing. Pure.

import type { Operation } from '../model/api.ts';
import type { Change, ChangeKind, Facts } from '../model/change.ts';
import type { CredentialState, MissingScopes } from '../model/credential-state.ts';
import { isCredentialOf } from '../model/credentials.ts';
import type { SentCredential } from '../model/usage.ts';

const DAY = 86_400_000;

/**
 * What is to be told of a credential at a time: that it cannot be had or renewed, and that its end is near or past. Of an
 * end people are told in the last `warnDays`, and, where its begin is known, not before `renewAt` of its life is over.
 */
export function credentialChanges(state: CredentialState, now: Date): readonly Change[] {
  const { name, failure, ends } = state;
  const changes: Change[] = [];
  if (failure !== undefined) {
    const { code, message, hint, livesUntil } = failure;
    const kind = code === 'secret-missing' ? 'credential.secret-missing' : 'credential.renewal-failed';
    const facts = {
      reason: message,
      ...(hint !== undefined && { hint }),
      ...(livesUntil !== undefined && { sunset: livesUntil }),
    };
    changes.push(changeOf(kind, name, facts));
  }
  const end = ends === undefined ? Number.NaN : Date.parse(ends);
  const hint = `renew it, and put the new one where \`credentials.${name}\` leads`;
  const facts = { sunset: ends ?? '', daysLeft: Math.floor((end - now.getTime()) / DAY), hint };
  if (end <= now.getTime()) changes.push(changeOf('credential.ended', name, facts));
  else if (now.getTime() >= toldFrom(state, end)) changes.push(changeOf('credential.ends', name, facts));
  return changes;
}

/** Milliseconds since 1970; `NaN` where there is no end. */
function toldFrom({ begins, renewAt, warnDays }: CredentialState, end: number): number {
  const lastDays = end - warnDays * DAY;
  const begin = Date.parse(begins ?? '');
  return Number.isNaN(begin) ? lastDays : Math.max(lastDays, begin + (end - begin) * renewAt);
}

/** One change for each scope that a credential lacks, with the operations that ask for it. */
export function scopeChanges(name: string, missing: readonly MissingScopes[]): readonly Change[] {
  const scopes = [...new Set(missing.flatMap(({ scopes }) => scopes))].sort();
  return scopes.map((scope) => {
    const operations = missing.filter((need) => need.scopes.includes(scope)).map(({ operation }) => operation);
    const hint = `grant the scope \`${scope}\` to the client of \`credentials.${name}\`, and ask for it`;
    return changeOf('credential.scope-missing', name, { keyword: scope, hint }, operations);
  });
}

/**
 * The scopes that an operation asks for and that are not among the granted ones, by the way that lacks the fewest; none
 * where the credential is not one by OAuth, or suffices in another way.
 */
export function missingScopes(
  { security }: Operation,
  held: SentCredential,
  granted: readonly string[],
): readonly string[] {
  const ways = security.value
    .filter(({ schemes }) => schemes.every(({ scheme }) => isCredentialOf(held, scheme)))
    .map(({ schemes }) =>
      schemes.flatMap(({ scheme, scopes }) =>
        scheme.type === 'oauth2' || scheme.type === 'openIdConnect'
          ? scopes.filter((scope) => !granted.includes(scope))
          : [],
      ),
    );
  const [fewest = []] = ways.sort((a, b) => a.length - b.length);
  return fewest;
}

function changeOf(
  kind: Extract<ChangeKind, `credential.${string}`>,
  name: string,
  facts: Facts,
  operations: readonly string[] = [],
): Change {
  return {
    kind,
    direction: 'auth',
    subject: name,
    root: { outside: 'credential', path: [] },
    old: null,
    new: null,
    facts,
    impacts: operations.map((operation) => ({ operation, direction: 'auth', field: '', path: [] })),
  };
}
