// What is told of health as changes: one for each operation and kind, or for all operations together.

import type { Change, ChangeKind, Facts, Root } from '../model/change.ts';
import { code } from '../model/code.ts';
import type { HealthFinding, Incident, WeekSlot } from '../model/health.ts';
import type { TroubleCause } from '../model/trouble.ts';

/** What is known beside the findings. */
export interface HealthSurroundings {
  readonly api: string;
  /** The operations that were called at all. */
  readonly operations: readonly string[];
  /** The incident or maintenance that the provider tells of at a time (RFC 3339). */
  readonly incidentAt: (time: string) => Incident | undefined;
  /** Where the team's instructions are, by cause. */
  readonly playbook: Readonly<Partial<Record<TroubleCause, string>>>;
}

const MOST_EXPLAINED = 20;

type WindowFinding = Extract<HealthFinding, { readonly from: string }>;

/**
 * One change for each operation and kind, however many windows show it; one where every operation shows the same, and one
 * for each incident that the provider tells of, which takes all that went wrong meanwhile. None is known by its time.
 */
export function healthChanges(findings: readonly HealthFinding[], surroundings: HealthSurroundings): readonly Change[] {
  const windows = findings.filter((finding) => 'from' in finding);
  const incidents = new Map(windows.map((finding) => [finding, incidentDuring(finding, surroundings)]));
  const during = Map.groupBy(windows, (finding) => incidents.get(finding)?.name);
  const told = [...during].flatMap(([name, group]) => {
    const incident = group.map((finding) => incidents.get(finding)).find((each) => each?.name === name);
    return incident === undefined ? [] : [incidentChange(incident, group, surroundings)];
  });
  const kinds = Map.groupBy(during.get(undefined) ?? [], ({ kind }) => kind);
  return [
    ...told,
    ...[...kinds.values()].flatMap((group) => windowChanges(group, surroundings)),
    ...findings
      .filter((finding) => !('from' in finding))
      .map((finding) => changeOf(finding, finding.message, finding.operation, surroundings)),
  ];
}

function incidentDuring({ from, until }: WindowFinding, { incidentAt }: HealthSurroundings): Incident | undefined {
  return incidentAt(from) ?? incidentAt(until);
}

/** What each kind asks for, and the cause under which the team may have written down what to do. */
const ADVICE: Readonly<Record<HealthFinding['kind'], readonly [hint: string, cause: TroubleCause]>> = {
  slow: ['ask for less at once, or let consumers wait longer', 'slow'],
  failing: ['look at the API’s status page; when it stays so, tell the provider', 'server-fault'],
  down: ['check that the host is reached at all, look at the API’s status page, and tell the provider', 'server-fault'],
  weekly: ['keep calls away from that time, and ask the provider what runs then', 'server-fault'],
  slowing: ['ask the provider, before consumers stop waiting; ask for less at once', 'slow'],
};

function windowChanges(group: readonly WindowFinding[], surroundings: HealthSurroundings): readonly Change[] {
  const { api, operations } = surroundings;
  const byOperation = Map.groupBy(group, ({ operation }) => operation);
  if (operations.length > 1 && byOperation.size === operations.length) {
    const last = lastOf(group);
    const message = `all ${operations.length} operations of ${code(api)} are beyond a limit: ${last.message}${before(group)}`;
    return [changeOf(last, message, api, surroundings, [...byOperation.keys()], group)];
  }
  return [...byOperation].map(([operation, windows]) => {
    const last = lastOf(windows);
    return changeOf(last, `${last.message}${before(windows)}`, operation, surroundings, undefined, windows);
  });
}

function lastOf(group: readonly WindowFinding[]): WindowFinding {
  return group.reduce((last, each) => (each.from >= last.from ? each : last));
}

/** `; so were 3 windows before it, from ...`. */
function before(group: readonly WindowFinding[]): string {
  const times = [...new Set(group.map(({ from }) => from))].sort();
  const count = times.length - 1;
  if (count === 0) return '';
  return `; so ${count === 1 ? 'was 1 window' : `were ${count} windows`} before, the first from ${times[0]}`;
}

function changeOf(
  finding: HealthFinding,
  message: string,
  subject: string,
  { playbook }: HealthSurroundings,
  operations: readonly string[] = [subject],
  windows: readonly WindowFinding[] = [],
): Change {
  const [hint, cause] = ADVICE[finding.kind];
  const [first] = windows.map(({ from }) => from).sort();
  const root: Root =
    operations.length > 1
      ? { outside: 'host', path: [] }
      : { slot: { operation: subject, direction: 'transport' }, path: [] };
  return bareChange(`health.${finding.kind}`, subject, root, operations, {
    reason: message,
    hint,
    ...(first !== undefined && { since: first }),
    ...keywordOf(finding),
    ...(playbook[cause] !== undefined && { playbook: playbook[cause] }),
  });
}

/** By what findings of one kind at one operation are told apart. */
function keywordOf(finding: HealthFinding): Pick<Facts, 'keyword'> {
  if (finding.kind === 'weekly') return { keyword: slotName(finding.slot) };
  return 'byPatience' in finding && finding.byPatience === true ? { keyword: 'patience' } : {};
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

function slotName({ weekday, from }: WeekSlot): string {
  return `${WEEKDAYS[weekday]} ${from}`;
}

function incidentChange(
  incident: Incident,
  group: readonly WindowFinding[],
  { playbook, api }: HealthSurroundings,
): Change {
  const { kind, name, url, from, until } = incident;
  const operations = [...new Set(group.map(({ operation }) => operation))].sort();
  const explains = [...new Set(group.map((each) => `${each.kind}: ${each.operation}`))].sort().slice(0, MOST_EXPLAINED);
  const where = operations.length === 1 ? code(operations[0] ?? '', 120) : `${operations.length} operations`;
  const what = kind === 'maintenance' ? 'is under maintenance' : 'has an incident';
  const over = until === undefined ? '' : ` until ${until}`;
  const instructions = playbook[kind === 'maintenance' ? 'maintenance' : 'server-fault'];
  return bareChange('health.incident', name, { outside: 'host', path: [] }, operations, {
    reason: `${code(api)} ${what}: the provider tells of ${code(name, 120)} from ${from}${over}, and ${where} went beyond a limit meanwhile`,
    hint: `wait until it is over${url === undefined ? '' : `, and follow \`${url}\``}`,
    since: from,
    explains,
    ...(instructions !== undefined && { playbook: instructions }),
  });
}

function bareChange(
  kind: ChangeKind,
  subject: string,
  root: Root,
  operations: readonly string[],
  facts: Facts,
): Change {
  const direction = 'transport';
  const impacts = [...operations].sort().map((operation) => ({ operation, direction, field: '', path: [] }) as const);
  return { kind, direction, subject, root, old: null, new: null, facts, impacts };
}
