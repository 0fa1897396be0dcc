// One finding as an item of a Markdown list.

import { countImpacts } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { Impact } from '../model/place.ts';
import type { ApiReport } from '../model/report.ts';
import type { ConsumerImpact } from '../model/usage.ts';
import {
  acceptedBy,
  adviceIn,
  contractedAt,
  explainedIn,
  firstPlaces,
  payloadInWords,
  placeInBrief,
  placeParts,
  proofInWords,
  shortValues,
  shownConsumers,
  shownPlaces,
  verdictInWords,
  writtenAt,
} from './finding-words.ts';
import { clip, inertMarkdown, inertMessage, inlineCode, link } from './inert.ts';
import { SEVERITY_SYMBOLS } from './words.ts';

const MAX_MESSAGE = 600;
const MAX_NAME = 200;
const MAX_PAYLOAD = 240;

/** Everything that a reader may act on; the places behind a fold, `maxImpacts` of them at most. */
export function findingItem(finding: Finding, lineOf: ApiReport['lineOf'], maxImpacts: number): string {
  const quiet = [inertMarkdown(clip(writtenAt(finding, lineOf), MAX_NAME)), ...identity(finding)];
  const lines = [
    ...consumers(finding),
    ...where(finding),
    ...values(finding),
    ...proof(finding, proofInWords),
    ...advice(finding),
  ];
  return item(finding, lines, quiet, maxImpacts);
}

/** An item of its message, lines of what is known, quiet words, and the places behind a fold, `maxImpacts` at most. */
export function item(finding: Finding, lines: readonly string[], quiet: readonly string[], maxImpacts: number): string {
  const known = quiet.filter((part) => part !== '').join(' · ');
  const all = [`**${message(finding.message)}**`, ...lines, `<sub>${known}</sub>`];
  return `- ${all.join('\\\n  ')}${folded(finding, maxImpacts)}`;
}

/** A finding that nobody needs to act on, on one line. */
export function findingLine(finding: Finding): string {
  return `- ${inBrief(finding)}`;
}

/** What hits no contract, on one line that begins with its mark. */
export function sparedLine(finding: Finding): string {
  return `- ${SEVERITY_SYMBOLS[finding.severity]} ${finding.severity}: ${inBrief(finding)}`;
}

/** An acknowledged finding: its message, and who took it upon themselves. */
export function acceptedItem(finding: Finding): string {
  const by = inertMarkdown(clip(acceptedBy(finding), MAX_MESSAGE));
  return `- ${message(finding.message)} · ${finding.severity}, accepted ${by} · ${identity(finding).join(' · ')}`;
}

/** A sentence of ours, cut when a stranger made it long. */
export function message(text: string): string {
  return inertMessage(clip(text, MAX_MESSAGE));
}

function inBrief(finding: Finding): string {
  return [message(finding.message), ...placeInBrief(finding).map(named), ...identity(finding)].join(' · ');
}

/** The rule and the fingerprint. */
export function identity(finding: Finding): readonly string[] {
  return [inlineCode(finding.rule), inlineCode(finding.fingerprint)];
}

/** Where it is: a few places, and how many more. */
export function where(finding: Finding): readonly string[] {
  const { root } = finding.change;
  const { shown, more } = shownPlaces(finding);
  const lines = shown.map(joinParts);
  if (more === '') return lines;
  const through = 'component' in root ? ` through component ${inlineCode(clip(root.component, MAX_NAME))}` : '';
  return [...lines, `${more}${through}`];
}

function joinParts(impact: Impact): string {
  return placeParts(impact).map(named).join(' · ');
}

function named(part: string): string {
  return inlineCode(clip(part, MAX_NAME));
}

function values(finding: Finding): readonly string[] {
  const short = shortValues(finding);
  return short === undefined ? [] : [short.map(inlineCode).join(' → ')];
}

function consumers(finding: Finding): readonly string[] {
  const { shown, more } = shownConsumers(finding);
  const lines = shown.map((impact) => hitLine(impact, ` **${verdictInWords(impact, finding)}**`));
  return more === '' ? lines : [...lines, more];
}

/** Whose contract it is, what becomes of it, why, and where it says so. */
export function hitLine(impact: ConsumerImpact, verdict = ''): string {
  const at = contractedAt(impact).map(named);
  return `${named(impact.consumer)}${verdict}: ${message(impact.because)} · ${at.join(' · ')}`;
}

function advice(finding: Finding): readonly string[] {
  const { hint, playbook } = adviceIn(finding);
  const explained = explainedIn(finding);
  return [
    ...(explained === '' ? [] : [inertMarkdown(clip(explained, MAX_MESSAGE))]),
    ...(hint === undefined ? [] : [message(hint)]),
    ...(playbook === undefined ? [] : [link('playbook', playbook)]),
  ];
}

/** The payload that shows it, `says` before it; or why there is none. */
export function proof({ witness }: Finding, says: typeof proofInWords): readonly string[] {
  if (witness === undefined) return [];
  if (witness.status === 'unproven') return [`not proven: ${message(witness.why)}`];
  return [`${says(witness)} ${inlineCode(clip(payloadInWords(witness.payload), MAX_PAYLOAD))}`];
}

/** All places behind a fold, `maxImpacts` of them at most; empty where all are told already. */
function folded(finding: Finding, maxImpacts: number): string {
  const { impacts } = finding.change;
  const count = countImpacts(finding.change);
  const isTold = count <= Math.max(1, firstPlaces(finding).length);
  if (isTold) return '';
  const shown = impacts.slice(0, maxImpacts);
  const left = count - shown.length;
  const lines = shown.map((impact) => `  - ${joinParts(impact)}`);
  const more = left === 0 ? [] : [`  - and ${left} more`];
  return `\n\n  <details><summary>${count} places</summary>\n\n${[...lines, ...more].join('\n')}\n\n  </details>\n`;
}
