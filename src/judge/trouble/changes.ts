// Troubles as changes: neutral facts that rules judge like any other.

import type { Change, Facts, Root } from '../../model/change.ts';
import type { Direction } from '../../model/place.ts';
import type { Trouble, TroubleCause, TroubleFinding, TroubleSubject } from '../../model/trouble.ts';

const MOST_EXPLAINED = 20;

/**
 * One change for each cause. It is known by its cause, its subject and the scopes that it is about, and never by a time
 * or by which calls happened to show it: a trouble that stays is one finding from run to run.
 */
export function troubleChanges(findings: readonly TroubleFinding[]): readonly Change[] {
  return findings.map((finding) => {
    const { cause, subject, operations } = finding;
    const direction = directionOf(cause);
    return {
      kind: `trouble.${cause}`,
      direction,
      subject: subject.name,
      root: rootOf(subject, direction),
      old: null,
      new: null,
      facts: factsOf(finding),
      impacts: operations.map((operation) => ({ operation, direction, field: '', path: [] })),
    };
  });
}

function directionOf(cause: TroubleCause): Direction {
  return cause.startsWith('credential-') || cause === 'permission-missing' ? 'auth' : 'transport';
}

function rootOf({ kind, name }: TroubleSubject, direction: Direction): Root {
  return kind === 'operation' ? { slot: { operation: name, direction }, path: [] } : { outside: kind, path: [] };
}

function factsOf({ message, hint, playbook, lasts, first, troubles, explains }: TroubleFinding): Facts {
  const scopes = troubles[0]?.scopes ?? [];
  return {
    reason: message,
    hint,
    lasting: lasts === 'lasting',
    since: first,
    ...(scopes.length > 0 && { keyword: scopes.join(' ') }),
    ...(playbook !== undefined && { playbook }),
    ...(explains.length > 0 && { explains: shown(explains) }),
  };
}

/** `permission-missing: GET /charges`, each once. */
function shown(troubles: readonly Trouble[]): readonly string[] {
  const all = [...new Set(troubles.map(({ cause, operation }) => `${cause}: ${operation}`))].sort();
  return all.slice(0, MOST_EXPLAINED);
}
