// A report as lines of marked text, for places that have a form of their own and need no markup language.

import type { Finding } from '../model/finding.ts';
import type { ApiReport } from '../model/report.ts';
import { SEVERITIES } from '../model/rule.ts';
import { adviceIn, firstPlaces, otherImpacts, placeParts, shownConsumers, verdictInWords } from './finding-words.ts';
import { clip, inertTerminal, messageSpans } from './inert.ts';
import { findingsWith, openFindings, SEVERITY_SYMBOLS } from './words.ts';

const MAX_CONSUMERS = 3;
const MAX_MESSAGE = 400;
const MAX_NAME = 120;

/** Text of which nothing acts, and how it is set off. */
export interface Run {
  readonly text: string;
  readonly style?: 'strong' | 'code' | 'quiet';
}

/** Runs that follow one another on a line. */
export type Line = readonly Run[];

/** The findings of an API that nobody acknowledged: what breaks a consumer, what puts one at risk, the rest by severity. */
export function findingsInOrder(api: ApiReport): readonly Finding[] {
  const first = [...findingsWith('breaks', api), ...findingsWith('at risk', api)];
  const rest = SEVERITIES.flatMap((severity) => openFindings(api, severity)).filter((each) => !first.includes(each));
  return [...first, ...rest];
}

/** The name of an API, and which versions were compared. */
export function apiLine({ api, baseline, current }: ApiReport): Line {
  const versions = [baseline, current].flatMap((document) => (document === undefined ? [] : [short(document.version)]));
  return [strong(api), ...(versions.length === 0 ? [] : [quiet(` ${versions.join(' → ')}`)])];
}

/** What a finding is, as one line without its severity. */
export function messageLine({ message }: Finding): Line {
  return sentence(message);
}

/** Whom a finding hits, where it is, what to do, and the names that it goes by. */
export function detailLines(finding: Finding): readonly Line[] {
  const { shown: hit, more: others } = shownConsumers(finding, MAX_CONSUMERS);
  const { hint, playbook } = adviceIn(finding);
  return [
    ...hit.map((impact) => [
      strong(`${short(impact.consumer)} ${verdictInWords(impact, finding)}`),
      { text: ': ' },
      ...sentence(impact.because),
    ]),
    ...(others === '' ? [] : [[quiet(others)]]),
    ...placeLine(finding),
    ...(hint === undefined ? [] : [sentence(hint)]),
    ...(playbook === undefined ? [] : [[quiet(`playbook: ${short(playbook)}`)]]),
    [quiet([finding.rule, finding.fingerprint].map(short).join(' · '))],
  ];
}

/** A finding in full, its severity in front. */
export function findingLines(finding: Finding): readonly Line[] {
  const mark = strong(`${SEVERITY_SYMBOLS[finding.severity]} ${finding.severity} `);
  return [[mark, ...messageLine(finding)], ...detailLines(finding)];
}

/** Why one could not look at an API, and what to do; none where one could. */
export function unknownLines({ outcome, unknown }: ApiReport): readonly Line[] {
  if (outcome !== 'unknown') return [];
  const { message = 'the reason is not known', hint } = unknown ?? {};
  return [[strong('? could not look: '), ...sentence(message)], ...(hint === undefined ? [] : [sentence(hint)])];
}

/** The text of a line, without what sets parts of it off. */
export function plain(line: Line): string {
  return line.map(({ text }) => text).join('');
}

function placeLine(finding: Finding): readonly Line[] {
  const [first] = firstPlaces(finding);
  if (first === undefined) return [];
  const more = otherImpacts(finding.change, 1);
  const parts = placeParts(first).flatMap((part, at) => [...(at === 0 ? [] : [{ text: ' · ' }]), code(part)]);
  return [[...parts, ...(more === '' ? [] : [quiet(` ${more}`)])]];
}

function sentence(message: string): Line {
  return messageSpans(clip(message, MAX_MESSAGE)).map((span) =>
    span.code ? code(span.text) : { text: inertTerminal(span.text) },
  );
}

function short(text: string): string {
  return clip(inertTerminal(text), MAX_NAME);
}

function code(text: string): Run {
  return { text: short(text), style: 'code' };
}

function strong(text: string): Run {
  return { text: short(text), style: 'strong' };
}

function quiet(text: string): Run {
  return { text: clip(inertTerminal(text), 2 * MAX_NAME), style: 'quiet' };
}
