// Troubles told by what caused them: one finding for each cause, with all that follows from it.

import { code } from '../../model/code.ts';
import type { Trouble, TroubleCause, TroubleFinding } from '../../model/trouble.ts';
import { widened } from './wide.ts';

/** What the configuration says of troubles. */
export interface TroubleOptions {
  /** Where the team's instructions are, by cause. */
  readonly playbook?: Readonly<Partial<Record<TroubleCause, string>>>;
}

/**
 * One finding for each cause and subject; what many operations of a host show alike is of the host. A cause takes the troubles that follow from it: what an unreachable host, a
 * maintenance, an expired credential brings with it at the same time is in the finding's `explains`, and in no other
 * finding. Lasting ones first, then by how much they explain, then by name. The order of `troubles` does not matter.
 */
export function explained(troubles: readonly Trouble[], options: TroubleOptions = {}): readonly TroubleFinding[] {
  const all = widened(troubles);
  const groups = [...Map.groupBy([...all].sort(byTime), identityOf)].sort(
    ([a, [first]], [b, [other]]) => rankOf(first) - rankOf(other) || (a < b ? -1 : 1),
  );
  const taken = new Set<Trouble>();
  const findings = groups.map(([identity, group]) => {
    const own = group.filter((trouble) => !taken.has(trouble));
    const follow = all.filter(
      (trouble) => !taken.has(trouble) && identityOf(trouble) !== identity && follows(trouble, own),
    );
    for (const trouble of follow) taken.add(trouble);
    return { own, follow };
  });
  return findings.flatMap(({ own, follow }) => findingOf(own, follow.sort(byTime), options)).sort(inOrder);
}

/** Troubles that are equal here are one. */
function identityOf({ cause, api, subject, scopes }: Trouble): string {
  return JSON.stringify([api, cause, subject.kind, subject.name, scopes]);
}

/** Minutes before and after a cause in which what it brings with it may be seen. */
const AROUND = 10 * 60_000;

/**
 * What follows from a cause, where it concerns the same host or the same credential. What brings others stands before
 * all that it brings, and names what these bring as well.
 */
const CONSEQUENCES: readonly {
  readonly causes: readonly TroubleCause[];
  readonly by: 'host' | 'credential';
  readonly bring: readonly TroubleCause[];
}[] = [
  {
    causes: ['maintenance'],
    by: 'host',
    bring: ['server-fault', 'timeout', 'connection-refused', 'connection-reset', 'slow', 'not-json'],
  },
  {
    causes: ['dns', 'connection-refused', 'unreachable', 'tls-expired', 'tls-host', 'tls-untrusted', 'tls-failed'],
    by: 'host',
    bring: ['timeout', 'connection-reset', 'slow', 'server-fault', 'not-json'],
  },
  { causes: ['tls-expired'], by: 'host', bring: ['certificate-ending'] },
  { causes: ['credential-expired'], by: 'credential', bring: ['credential-wrong', 'permission-missing', 'not-json'] },
  { causes: ['credential-wrong'], by: 'credential', bring: ['permission-missing', 'not-json'] },
  { causes: ['rate-limited'], by: 'host', bring: ['slow', 'connection-reset'] },
  { causes: ['timeout'], by: 'host', bring: ['slow'] },
];

function rankOf(trouble: Trouble | undefined): number {
  const rank = CONSEQUENCES.findIndex(({ causes }) => trouble !== undefined && causes.includes(trouble.cause));
  return rank < 0 ? CONSEQUENCES.length : rank;
}

/** Whether the trouble follows from those of one cause. */
function follows(trouble: Trouble, causes: readonly Trouble[]): boolean {
  const [first, last] = [causes[0], causes.at(-1)];
  if (first === undefined || last === undefined || first.api !== trouble.api) return false;
  const concerns = CONSEQUENCES.some(
    ({ causes: of, by, bring }) =>
      of.includes(first.cause) && bring.includes(trouble.cause) && first[by] === trouble[by] && first[by] !== undefined,
  );
  const at = Date.parse(trouble.at);
  // Scopes that the API names are missing whatever else is wrong.
  return (
    concerns && trouble.scopes.length === 0 && at >= Date.parse(first.at) - AROUND && at <= Date.parse(last.at) + AROUND
  );
}

/** None where all of its troubles follow from another. */
function findingOf(
  own: readonly Trouble[],
  explains: readonly Trouble[],
  { playbook = {} }: TroubleOptions,
): readonly TroubleFinding[] {
  const lead = own.findLast(({ lasts }) => lasts === 'lasting') ?? own.at(-1);
  const [first, last] = [own[0], own.at(-1)];
  if (lead === undefined || first === undefined || last === undefined) return [];
  const operations = [...new Set(own.map(({ operation }) => operation))].sort();
  return [
    {
      cause: lead.cause,
      api: lead.api,
      subject: lead.subject,
      message: messageOf(lead, own, operations, explains),
      hint: (own.findLast(({ retryAt }) => retryAt !== undefined) ?? lead).hint,
      playbook: playbook[lead.cause],
      lasts: lead.lasts,
      first: first.at,
      last: last.at,
      operations,
      troubles: own,
      explains,
    },
  ];
}

function messageOf(
  lead: Trouble,
  own: readonly Trouble[],
  operations: readonly string[],
  explains: readonly Trouble[],
): string {
  const follow = explains.length === 0 ? '' : `; ${count(explains.length, 'further trouble')} followed from it`;
  if (own.length === 1) return `${lead.message}${follow}`;
  const [operation = ''] = operations;
  const where = operations.length === 1 ? code(operation, 120) : `${operations.length} operations`;
  return `${lead.fact}: ${count(own.length, 'call')} of ${where} failed by it${follow}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function byTime(a: Trouble, b: Trouble): number {
  return Date.parse(a.at) - Date.parse(b.at) || (a.operation < b.operation ? -1 : Number(a.operation > b.operation));
}

function inOrder(a: TroubleFinding, b: TroubleFinding): number {
  const size = ({ troubles, explains }: TroubleFinding): number => troubles.length + explains.length;
  const name = ({ troubles: [first] }: TroubleFinding): string => (first === undefined ? '' : identityOf(first));
  return (
    Number(b.lasts === 'lasting') - Number(a.lasts === 'lasting') || size(b) - size(a) || (name(a) < name(b) ? -1 : 1)
  );
}
