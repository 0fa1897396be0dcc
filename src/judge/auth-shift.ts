// One shift of authentication that several witnesses show is one finding.

import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Refusal } from '../model/sign-in.ts';

/** Who shows a shift, in the order in which they are named. */
const WITNESSES = ['document', 'sign-in metadata', 'wire'] as const;
type Witness = (typeof WITNESSES)[number];

/**
 * The findings with those on one shift put together: what the document says of a grant, a scope, an endpoint or a scheme
 * and what the sign-in metadata says of the same, and a credential that is refused. The finding that stands for them is the
 * document's where there is one, else the metadata's; it has the gravest of their severities, names its witnesses, and
 * keeps its own fingerprint, whoever joins it later. `refusals` are calls that showed it before, whose trouble is told
 * elsewhere. What has one witness stays as it is.
 */
export function joinAuthShifts(findings: readonly Finding[], refusals: readonly Refusal[] = []): readonly Finding[] {
  const leaders = findings.filter((finding) => isGrave(finding) && isShift(finding.change));
  const joined = new Map<Finding, Finding[]>();
  const taken = new Set<Finding>();
  for (const leader of byRank(leaders)) {
    if (taken.has(leader)) continue;
    const others = findings.filter((other) => other !== leader && !taken.has(other) && !joined.has(other));
    const found = others.filter((other) => isSameShift(leader, other));
    joined.set(leader, found);
    for (const other of found) taken.add(other);
  }
  const [first] = byRank([...joined.keys()]);
  const wire = findings.filter((finding) => isRefusedCredential(finding) && !taken.has(finding));
  // What is refused follows from the gravest shift: nothing on the wire says from which.
  if (first !== undefined) joined.set(first, [...(joined.get(first) ?? []), ...wire]);
  for (const other of first === undefined ? [] : wire) taken.add(other);
  return findings
    .filter((finding) => !taken.has(finding))
    .map((finding) => together(finding, joined.get(finding) ?? [], finding === first && refusals.length > 0))
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function isRefusedCredential({ change: { kind }, acknowledgement }: Finding): boolean {
  return acknowledgement === undefined && /^trouble\.credential-(?:wrong|missing)$/.test(kind);
}

function together(leader: Finding, others: readonly Finding[], isRefused: boolean): Finding {
  const all = [leader, ...others];
  const shown = new Set([...all.map(({ change }) => witnessOf(change)), ...(isRefused ? ['wire'] : [])]);
  const seen = WITNESSES.filter((witness) => shown.has(witness));
  if (seen.length < 2) return leader;
  const told = others.filter(({ change }) => witnessOf(change) === 'wire').flatMap(explained);
  const hint = all.map(({ change }) => change.facts.hint).find((each) => each !== undefined);
  const facts = {
    ...leader.change.facts,
    seen,
    ...(hint !== undefined && { hint }),
    ...(told.length > 0 && { explains: [...new Set(told)].sort() }),
  };
  return {
    ...leader,
    change: { ...leader.change, facts },
    severity: SEVERITIES.find((severity) => all.some((each) => each.severity === severity)) ?? leader.severity,
    message: `${leader.message}; seen ${inWords(seen)}`,
  };
}

/** `credential-wrong: GET /charges`, and what that explained itself. */
function explained({ change: { kind, impacts, facts } }: Finding): readonly string[] {
  const cause = kind.replace(/^trouble\./, '');
  return [...impacts.map(({ operation }) => `${cause}: ${operation}`), ...(facts.explains ?? [])];
}

const PHRASES: Readonly<Record<Witness, string>> = {
  document: 'in the document',
  'sign-in metadata': 'in the sign-in metadata',
  wire: 'on the wire',
};

function inWords(seen: readonly Witness[]): string {
  const phrases = seen.map((witness) => PHRASES[witness]);
  return `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1)}`;
}

function witnessOf({ kind }: Change): Witness | undefined {
  if (/^(?:security|oauth)\./.test(kind)) return 'document';
  if (kind.startsWith('sign-in.')) return 'sign-in metadata';
  return /^trouble\.(?:credential-wrong|credential-missing|permission-missing)$/.test(kind) ? 'wire' : undefined;
}

function isShift(change: Change): boolean {
  const witness = witnessOf(change);
  return witness !== undefined && witness !== 'wire';
}

function isGrave({ severity, acknowledgement }: Finding): boolean {
  return acknowledgement === undefined && (severity === 'breaking' || severity === 'risky');
}

/** The document's first, since it knows whom it hits; the gravest of these, in the order in which they came. */
function byRank(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ change, severity }: Finding) =>
    (witnessOf(change) === 'document' ? 0 : SEVERITIES.length) + SEVERITIES.indexOf(severity);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

/** Whether another witness shows what the leader does. */
function isSameShift(leader: Finding, other: Finding): boolean {
  const [mine, its] = [witnessOf(leader.change), witnessOf(other.change)];
  if (its === undefined || its === mine || other.acknowledgement !== undefined) return false;
  const [topic, others] = [topicOf(leader.change), topicsShown(other.change)];
  return topic !== undefined && others.includes(topic);
}

const GRANTS: Readonly<Record<string, string>> = {
  clientCredentials: 'client_credentials',
  authorizationCode: 'authorization_code',
  deviceAuthorization: 'urn:ietf:params:oauth:grant-type:device_code',
};

const ENDPOINTS: Readonly<Record<string, string>> = {
  tokenUrl: 'token_endpoint',
  refreshUrl: 'token_endpoint',
  authorizationUrl: 'authorization_endpoint',
  deviceAuthorizationUrl: 'device_authorization_endpoint',
};

/** What a change takes from clients, in the words of the metadata. */
function topicOf({ kind, subject, facts }: Change): string | undefined {
  switch (kind) {
    case 'oauth.flow-removed':
      return `grant ${GRANTS[subject] ?? subject}`;
    case 'sign-in.grant-removed':
      return `grant ${subject}`;
    case 'oauth.scope-removed':
    case 'security.scope-added':
    case 'sign-in.scope-removed':
      return `scope ${subject}`;
    case 'oauth.url-changed':
      return `endpoint ${ENDPOINTS[facts.keyword ?? ''] ?? subject}`;
    case 'sign-in.endpoint-removed':
    case 'sign-in.endpoint-changed':
      return `endpoint ${subject}`;
    case 'security.metadata-changed':
    case 'sign-in.issuer-changed':
      return 'issuer';
    case 'security.alternative-removed':
    case 'security.scheme-changed':
      return 'scheme';
    default:
      return undefined;
  }
}

/** What a witness shows beside the leader. Where an API gives up a scheme for OAuth, its metadata shows what is offered in its place. */
function topicsShown(change: Change): readonly string[] {
  if (change.kind === 'trouble.permission-missing')
    return (change.facts.keyword ?? '').split(' ').map((scope) => `scope ${scope}`);
  if (/^sign-in\.(?:server|grant|client-auth|bearer-method)-added$/.test(change.kind)) return ['scheme'];
  const topic = topicOf(change);
  return topic === undefined ? [] : [topic];
}
