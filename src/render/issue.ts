// What an issue says of an API or of one finding: its title, and as its text the state.

import type { Finding } from '../model/finding.ts';
import { partOf } from '../model/part.ts';
import { type ApiReport, BEARINGS, type Bearing, bearingOf } from '../model/report.ts';
import { SEVERITIES } from '../model/rule.ts';
import { isAbout, type Topic } from '../model/telling.ts';
import { FATE_SYMBOLS, hitTitle, whoIsHit } from './consumer-words.ts';
import { acceptedBy } from './finding-words.ts';
import { clip, inertMarkdown, inertTerminal, inlineCode } from './inert.ts';
import { type IssueMarker, type Mention, markerJson, markerLine } from './issue-marker.ts';
import { inParts, MOST_CHARACTERS } from './issue-parts.ts';
import { versionsOf } from './markdown.ts';
import { consumerTable } from './markdown-consumers.ts';
import { acceptedItem, findingItem, findingLine, message } from './markdown-finding.ts';
import { fitting, folded } from './markdown-groups.ts';
import { acknowledgedFindings, countFindings, countsInWords, plural, SEVERITY_SYMBOLS } from './words.ts';

/** What an issue is to say. */
export interface IssueText {
  /** The fingerprint, where the issue is about one finding. */
  readonly finding: string | undefined;
  readonly title: string;
  /** Markdown without markers; the first part is the body, the others are comments. */
  readonly parts: readonly string[];
  /** The findings that it tells of. */
  readonly findings: readonly Mention[];
  /** The fingerprints of all that is open: also of what there was no room for. */
  readonly open: readonly string[];
}

/** What issues are about. */
export interface IssueOptions {
  readonly on: readonly Topic[];
  readonly per: 'api' | 'finding';
  /** Teams to be named in the text: `acme/payments`. */
  readonly teams: readonly string[];
}

const MOST_PARTS = 10;
const MOST_FINDINGS = 1000;
const MAX_MESSAGE = 120;
const MAX_REASON = 600;
const MAX_MESSAGES = 16_000;
const MAX_IMPACTS = 20;
const MAX_ITEM = 20_000;
const MAX_SIDE = 8_000;
// For the words around parts, and for numbers in the marker that grow.
const SLACK = 1_000;

/** The issues that there should be about an API; none where nothing of it is to be told. */
export function issuesOf(api: ApiReport, options: IssueOptions): readonly IssueText[] {
  const findings = groupsOf(
    api,
    api.findings.filter((finding) => isAbout(options.on, finding)),
  );
  if (findings.length === 0) return [];
  if (options.per === 'api') return [issueOfApi(api, findings, options)];
  return findings.map(({ finding }) => issueOfFinding(api, finding, options));
}

/** The findings that somebody accepted, and who: `by ada until 2030-12-31: we do not read it`. */
export function acceptedOf(api: ApiReport): readonly Mention[] {
  return acknowledgedFindings(api).map((finding) => [finding.fingerprint, clip(acceptedBy(finding), MAX_MESSAGE)]);
}

/** What an issue says when nothing is left of what it told of. */
export function settledIssue(api: string, finding: string | undefined, title: string): IssueText {
  const text = `Nothing is left of ${finding === undefined ? 'the drift' : 'the finding'} that this issue told of: it is gone, or accepted.`;
  return {
    finding,
    title: finding === undefined ? inertTitle(`${api}: no drift`) : title,
    parts: [`${text}\n\n${keptBy(api)}`],
    findings: [],
    open: [],
  };
}

interface Placed {
  readonly finding: Finding;
  readonly heading: string;
}

function issueOfApi(api: ApiReport, placed: readonly Placed[], options: IssueOptions): IssueText {
  const findings = placed.map(({ finding }) => finding);
  const told = findings.slice(0, MOST_FINDINGS);
  const before = [
    headOf(api, findings),
    unseenOf(api),
    fitting(consumerTable(api), MAX_SIDE).join('\n'),
    owners(options.teams),
    whatToDo(api),
    ...sideOf(api, findings),
  ].flatMap((text) => (text === '' ? [] : [{ text }]));
  const items = placed
    .slice(0, MOST_FINDINGS)
    .map(({ finding, heading }) => ({ heading: `### ${heading}`, text: taskItem(finding, api) }));
  const room = MOST_CHARACTERS - SLACK;
  const { parts, held } = inParts([...before, ...items], {
    first: room - markerLine(markerFor(api.api, mentions(told))).length,
    further: room,
    most: MOST_PARTS,
  });
  const shown = told.slice(0, Math.max(0, held - before.length));
  const left = findings.length - shown.length;
  return {
    finding: undefined,
    title: inertTitle(`${api.api}: ${countsInWords(countFindings(findings))}`),
    parts: withWordsAround(parts, left, api.api),
    findings: mentions(shown),
    open: findings.map(({ fingerprint }) => fingerprint),
  };
}

function issueOfFinding(api: ApiReport, finding: Finding, { teams }: IssueOptions): IssueText {
  const { fingerprint, message } = finding;
  const blocks = [
    headOf(api, [finding]),
    owners(teams),
    taskItem(finding, api),
    whatToDo(api, fingerprint),
    keptBy(api.api),
  ].filter((text) => text !== '');
  return {
    finding: fingerprint,
    title: inertTitle(`${api.api}: ${message}`),
    parts: [blocks.join('\n\n')],
    findings: mentions([finding]),
    open: [fingerprint],
  };
}

/** The findings under their headings, in the order in which they are told. */
function groupsOf(api: ApiReport, findings: readonly Finding[]): readonly Placed[] {
  const sorted = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  const groups: readonly (readonly Finding[])[] =
    api.reliance === undefined
      ? SEVERITIES.map((severity) => sorted.filter((finding) => finding.severity === severity))
      : BEARINGS.map((bearing) => sorted.filter((finding) => bearingOf(finding) === bearing));
  return groups.flatMap((group) =>
    group.map((finding) => ({ finding, heading: headingOf(api, finding, group.length) })),
  );
}

function headingOf(api: ApiReport, finding: Finding, count: number): string {
  const { severity } = finding;
  if (api.reliance === undefined) return `${SEVERITY_SYMBOLS[severity]} ${count} ${severity}`;
  const bearing: Bearing = bearingOf(finding);
  if (bearing === 'unaffected') return `${plural(count, 'finding')} that ${count === 1 ? 'hits' : 'hit'} no contract`;
  const mark = bearing === 'ends' ? SEVERITY_SYMBOLS.deprecated : FATE_SYMBOLS[bearing];
  return `${mark} ${hitTitle(bearing, count)}`;
}

function headOf(api: ApiReport, findings: readonly Finding[]): string {
  const who = whoIsHit({ apis: [{ ...api, findings }] });
  const parts = [inertMarkdown(clip(who, MAX_MESSAGE)), countsInWords(countFindings(findings)), versionsOf(api)];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Why not all of it is known. */
function unseenOf({ unknown }: ApiReport): string {
  return unknown === undefined
    ? ''
    : `**? could not look at all of it:** ${message(clip(unknown.message, MAX_REASON))}`;
}

/** A finding that can be ticked off, with a marker by which a tick is found again. */
function taskItem(finding: Finding, api: ApiReport): string {
  const whole = findingItem(finding, api.lineOf, MAX_IMPACTS);
  return (whole.length <= MAX_ITEM ? whole : findingLine(finding)).replace(
    /^- /,
    `- [ ] <!-- ${finding.fingerprint} -->`,
  );
}

function owners(teams: readonly string[]): string {
  return teams.length === 0 ? '' : `Owners: ${teams.map((team) => `@${team}`).join(', ')}`;
}

/** What is not told, and what was accepted. */
function sideOf(api: ApiReport, told: readonly Finding[]): readonly string[] {
  const accepted = acknowledgedFindings(api);
  const others = api.findings.filter((finding) => !accepted.includes(finding) && !told.includes(finding));
  const group = folded(api, 'accepted', fitting(accepted.map(acceptedItem), MAX_SIDE), `${accepted.length} accepted`);
  return [
    others.length === 0 ? '' : `Not told here: ${countsInWords(countFindings(others))}.`,
    group.items.length === 0 ? '' : `${group.open}\n\n${group.items.join('\n')}\n${group.close}`,
  ];
}

function whatToDo(api: ApiReport, fingerprint = 'FINGERPRINT'): string {
  const steps = [
    'change the code that it breaks',
    `or accept it for a time: ${inlineCode(`driftgate accept ${fingerprint} --reason "…" --owner "…" --until DATE`)}`,
    `or, when the code is ready for the whole new version, move the baseline: ${inlineCode(`driftgate accept ${api.api}`)}`,
  ];
  return ['**What to do**', '', ...steps.map((step) => `- ${step}`)].join('\n');
}

/** The last line of an issue's body. */
export function keptBy(api: string): string {
  return `<sub>Driftgate rewrites this text as ${inertMarkdown(clip(api, MAX_MESSAGE))} goes on, and tells changes in comments; ticks stay. Take the label off, and it leaves this issue alone.</sub>`;
}

function withWordsAround(parts: readonly string[], left: number, api: string): readonly string[] {
  const more = `**${plural(left, 'more finding')}: there is no room for ${left === 1 ? 'it' : 'them'} here. ${inlineCode(`driftgate check ${api}`)} tells all.**`;
  return parts.map((part, index) => {
    const isLast = index === parts.length - 1;
    return [
      ...(index === 0 ? [] : [`_Part ${index + 1} of ${parts.length} of the text of this issue._`]),
      part,
      ...(isLast ? [] : ['_The text goes on in a comment._']),
      ...(isLast && left > 0 ? [more] : []),
      ...(index === 0 ? [keptBy(api)] : []),
    ].join('\n\n');
  });
}

/** Findings for a marker: the messages as long as there is room for them. */
function mentions(findings: readonly Finding[]): readonly Mention[] {
  let length = 0;
  return findings.map((finding) => {
    const text = clip(inertTerminal(finding.message), MAX_MESSAGE);
    length += markerJson(text).length;
    const part = partOf(finding);
    const said = length > MAX_MESSAGES ? '' : text;
    return part === 'document' ? [finding.fingerprint, said] : [finding.fingerprint, said, part];
  });
}

function markerFor(api: string, findings: readonly Mention[]): IssueMarker {
  return {
    ...{ api, finding: undefined, revision: 1, parts: 1, findings },
    ...{ asOf: undefined, told: undefined, duplicateOf: undefined },
  };
}

/** A title on one line. It is no Markdown, but mentions and references in it may act where it is quoted. */
export function inertTitle(title: string): string {
  return clip(inertTerminal(title).replace(/[@#](?=\S)/g, '$&\u200b'), 200);
}
