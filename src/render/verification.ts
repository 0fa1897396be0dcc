// Contracts held against documents, for the developer who mends the contract: its file and line, the field, what the
// document says, and a payload.

import type { Finding } from '../model/finding.ts';
import type { ConsumerImpact } from '../model/usage.ts';
import type { Verification, VerifiedApi } from '../model/verification.ts';
import { contractedAt, otherImpacts, placeParts } from './finding-words.ts';
import { clip, inertTerminal } from './inert.ts';
import { acceptedFinding, proofInFull, unknownInFull } from './text-finding.ts';
import {
  detail,
  gutter,
  outcomePaint,
  type Page,
  pageOf,
  quiet,
  sentence,
  severityPaint,
  type TextOptions,
} from './text-page.ts';
import {
  foundInWords,
  freshFirst,
  heldInWords,
  knownInWords,
  SEVERITY_WORDS,
  shownInWords,
} from './verification-words.ts';
import { acknowledgedFindings, openFindings, plural, SEVERITY_SYMBOLS } from './words.ts';
import { wrap } from './wrap.ts';

const MAX_HITS = 5;
const MAX_IN_FULL = 40;
const MAX_NAME = 200;

/** The verification as text with a final newline. */
export function renderVerification(verification: Verification, options: TextOptions): string {
  const page = pageOf(options);
  const parts = [...verification.apis.map((api) => renderApi(api, page)), summary(verification, page)];
  return `${parts.join('\n\n')}\n`;
}

function renderApi(api: VerifiedApi, page: Page): string {
  if (api.outcome === 'unknown') return [heading(api, page), unknownInFull(api.unknown, page)].join('\n\n');
  const [errors, warnings] = [openFindings(api, 'breaking'), openFindings(api, 'risky')].map(freshFirst);
  const notes = openFindings(api, 'info');
  const full = [...(errors ?? []), ...(warnings ?? []), ...(page.verbose ? notes : [])];
  const most = page.verbose ? full.length : MAX_IN_FULL;
  const rest = full.length - most;
  return [
    heading(api, page),
    ...full.slice(0, most).map((finding) => renderFinding(finding, api, page)),
    ...(rest > 0 ? [quiet([`and ${rest} more; --verbose lists them`], page)] : []),
    ...(notes.length > 0 && !page.verbose
      ? [quiet([`${plural(notes.length, 'note')} on what the document leaves open; --verbose lists them`], page)]
      : []),
    ...acknowledgedFindings(api).map((finding) => acceptedFinding(finding, page)),
  ].join('\n\n');
}

function heading(api: VerifiedApi, { colors, width }: Page): string {
  const name = colors.bold(colors.underline(short(api.api)));
  const facts = heldInWords(api).map(short);
  if (facts.length === 0) return name;
  return `${name}\n${wrap({ text: '' }, [{ text: facts.join(' · '), paint: colors.dim }], width)}`;
}

function renderFinding(finding: Finding, api: VerifiedApi, page: Page): string {
  const { severity, change, consumers, rule, fingerprint } = finding;
  const first = {
    text: gutter(SEVERITY_SYMBOLS[severity], SEVERITY_WORDS[severity]),
    paint: severityPaint(severity, page),
  };
  const [leading, ...others] = consumers;
  const shown = page.verbose ? others : others.slice(0, MAX_HITS - 1);
  const left = others.length - shown.length;
  const [impact] = change.impacts;
  return [
    wrap(first, sentence(leading === undefined ? finding.message : leading.because, page), page.width),
    ...(leading === undefined ? [] : [whose(leading, page)]),
    ...shown.flatMap((hit) => [detail(sentence(hit.because, page), page), whose(hit, page)]),
    ...(left > 0 ? [quiet([`and ${plural(left, 'more interaction')}`], page)] : []),
    ...(impact === undefined ? [] : [quiet(placeParts(impact), page)]),
    ...elsewhere(finding, page),
    ...writtenAt(finding, api, page),
    ...proofInFull(finding, () => shownInWords(finding), page),
    quiet([knownInWords(finding), rule, fingerprint], page),
  ].join('\n');
}

/** Whose contract it is, and where it says it. */
function whose(hit: ConsumerImpact, page: Page): string {
  return quiet([hit.consumer, contractedAt(hit).at(-1) ?? ''], page);
}

function elsewhere({ change }: Finding, page: Page): readonly string[] {
  const { root } = change;
  const more = otherImpacts(change, 1);
  const through = 'component' in root ? ` through component ${short(root.component)}` : '';
  return more === '' ? [] : [quiet([`${more}${through}`], page)];
}

function writtenAt({ change }: Finding, { lineOf }: VerifiedApi, page: Page): readonly string[] {
  const pointer = change.new?.pointer;
  if (pointer === undefined) return [];
  const line = lineOf('new', pointer);
  return [quiet([line === undefined ? 'document' : `document line ${line}`, pointer], page)];
}

function summary(verification: Verification, page: Page): string {
  const paint = outcomePaint(verification.outcome, page);
  return wrap({ text: '' }, [{ text: foundInWords(verification), paint }], page.width);
}

function short(name: string): string {
  return clip(inertTerminal(name), MAX_NAME);
}
