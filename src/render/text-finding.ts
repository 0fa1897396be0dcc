// One finding as lines for a terminal.

import type { Finding } from '../model/finding.ts';
import type { Impact } from '../model/place.ts';
import type { ApiReport, UnknownReason } from '../model/report.ts';
import type { ConsumerImpact } from '../model/usage.ts';
import {
  acceptedBy,
  adviceIn,
  contractedAt,
  explainedIn,
  firstPlaces,
  hitConsumers,
  otherImpacts,
  payloadInWords,
  placeInBrief,
  placeParts,
  proofInWords,
  type Shown,
  shortValues,
  shownConsumers,
  verdictInWords,
  writtenAt,
} from './finding-words.ts';
import { clip, inertTerminal } from './inert.ts';
import {
  bearingPaint,
  detail,
  GUTTER,
  gutter,
  MAX_MESSAGE,
  type Page,
  quiet,
  sentence,
  severityPaint,
} from './text-page.ts';
import { SEVERITY_SYMBOLS } from './words.ts';
import { type Piece, wrap } from './wrap.ts';

const MAX_PAYLOAD = 240;

/** Everything that a reader may act on. */
export function findingInFull(finding: Finding, lineOf: ApiReport['lineOf'], page: Page): string {
  return [
    head(finding, page),
    ...consumers(finding, page),
    ...places(finding, page),
    ...values(finding, page),
    ...proofInFull(finding, proofInWords, page),
    ...advice(finding, page),
    quiet([writtenAt(finding, lineOf), finding.rule, finding.fingerprint], page),
  ].join('\n');
}

/** Its message, its first place and its fingerprint. */
export function findingInBrief(finding: Finding, page: Page): string {
  const [impact] = finding.change.impacts;
  const where = impact === undefined ? '' : placeParts(impact).join(' · ');
  const more = otherImpacts(finding.change, 1);
  return [head(finding, page), quiet([`${where}${more === '' ? '' : `, ${more}`}`, finding.fingerprint], page)].join(
    '\n',
  );
}

/** What hits no contract, on one line: its mark, its fingerprint, its message, its first place. */
export function findingOnALine(finding: Finding, { colors, width }: Page): string {
  const { fingerprint, severity, message } = finding;
  const mark = `  ${SEVERITY_SYMBOLS[severity]} ${inertTerminal(fingerprint)}  `;
  const text = [message, ...placeInBrief(finding)].map(inertTerminal).join(' · ');
  return colors.dim(`${mark}${clip(text, width - mark.length)}`);
}

/** An acknowledged finding: its message, and who took it upon themselves. */
export function acceptedFinding(finding: Finding, page: Page): string {
  const first = { text: gutter('✓', 'accepted'), paint: page.colors.green };
  return [
    wrap(first, sentence(finding.message, page), page.width),
    quiet([acceptedBy(finding), `${finding.severity} ${finding.rule}`, finding.fingerprint], page),
  ].join('\n');
}

function head(finding: Finding, page: Page): string {
  const { severity, message } = finding;
  const first = { text: gutter(SEVERITY_SYMBOLS[severity], severity), paint: severityPaint(severity, page) };
  return wrap(first, sentence(message, page), page.width);
}

function places(finding: Finding, page: Page): readonly string[] {
  const { impacts, root } = finding.change;
  const shown = page.allImpacts ? impacts.filter((impact) => placeParts(impact).length > 0) : firstPlaces(finding);
  const lines = shown.map((impact) => detail(place(impact, page), page));
  const more = shown.length === 0 ? '' : otherImpacts(finding.change, shown.length);
  if (more === '') return lines;
  const through = 'component' in root ? ` through component ${root.component}` : '';
  return [...lines, detail([{ text: clip(inertTerminal(`${more}${through}`), MAX_MESSAGE) }], page)];
}

function place(impact: Impact, { colors }: Page): readonly Piece[] {
  return placeParts(impact).flatMap((part, at) => [
    ...(at === 0 ? [] : [{ text: ' · ', paint: colors.dim }]),
    { text: clip(inertTerminal(part), MAX_MESSAGE), paint: colors.cyan },
  ]);
}

function values(finding: Finding, page: Page): readonly string[] {
  const short = shortValues(finding);
  // Not again what the message says already.
  if (short === undefined || short.every((value) => finding.message.includes(value))) return [];
  return [detail([{ text: inertTerminal(short.join(' → ')) }], page)];
}

/** What to do, and where the team's instructions are: the address stays on one line, for it is there to be followed. */
function advice(finding: Finding, page: Page): readonly string[] {
  const { hint, playbook } = adviceIn(finding);
  const explained = explainedIn(finding);
  return [
    ...(explained === '' ? [] : [quiet([explained], page)]),
    ...(hint === undefined ? [] : [detail(sentence(hint, page), page)]),
    ...(playbook === undefined ? [] : [`${GUTTER}playbook: ${page.colors.cyan(inertTerminal(playbook))}`]),
  ];
}

function consumers(finding: Finding, page: Page): readonly string[] {
  const { shown, more } = page.verbose ? allConsumers(finding) : shownConsumers(finding);
  const lines = shown.flatMap((impact) => {
    const { consumer, verdict, because } = impact;
    const text = `${clip(inertTerminal(consumer), MAX_MESSAGE)} ${verdictInWords(impact, finding)}:`;
    const at = contractedAt(impact).map((part) => clip(inertTerminal(part), MAX_MESSAGE));
    return [
      detail([{ text, paint: bearingPaint(verdict, page) }, { text: ' ' }, ...sentence(because, page)], page),
      wrap({ text: `${GUTTER}  ` }, [{ text: at.join(' · '), paint: page.colors.dim }], page.width),
    ];
  });
  return more === '' ? lines : [...lines, quiet([more], page)];
}

function allConsumers(finding: Finding): Shown<ConsumerImpact> {
  const hit = hitConsumers(finding);
  return { shown: [...hit, ...finding.consumers.filter((impact) => !hit.includes(impact))], more: '' };
}

/** The payload that shows it, `says` before it; or why there is none. */
export function proofInFull({ witness }: Finding, says: typeof proofInWords, page: Page): readonly string[] {
  if (witness === undefined) return [];
  if (witness.status === 'unproven') return [quiet([`not proven: ${witness.why}`], page)];
  const payload = inertTerminal(payloadInWords(witness.payload));
  const text = page.verbose ? payload : clip(payload, MAX_PAYLOAD);
  return [detail([{ text: `${says(witness)} ` }, { text, paint: page.colors.cyan }], page)];
}

/** Why one could not look, and what to do. */
export function unknownInFull(unknown: UnknownReason | undefined, page: Page): string {
  const loud = (text: string) => page.colors.bold(page.colors.yellow(text));
  const { message = 'the reason is not known', hint, place = '', code = '' } = unknown ?? {};
  return [
    wrap(
      { text: gutter('?', 'unknown'), paint: loud },
      [{ text: 'could not look: ', paint: loud }, ...sentence(message, page)],
      page.width,
    ),
    ...(hint === undefined ? [] : [detail(sentence(hint, page), page)]),
    quiet([code, message.includes(place) ? '' : place], page),
  ].join('\n');
}
