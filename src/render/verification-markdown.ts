// Contracts held against documents as GitHub Flavored Markdown: what is to be mended in which contract.

import type { Finding } from '../model/finding.ts';
import type { Verification, VerifiedApi } from '../model/verification.ts';
import { clip, inertMarkdown } from './inert.ts';
import { acceptedItem, hitLine, identity, item, message, proof, where } from './markdown-finding.ts';
import {
  folded,
  type Group,
  laidOut,
  type MarkdownOptions,
  mostImpacts,
  shortName,
  unknownGroup,
} from './markdown-groups.ts';
import {
  foundInWords,
  freshFirst,
  heldInWords,
  knownInWords,
  SEVERITY_WORDS,
  shownInWords,
} from './verification-words.ts';
import { acknowledgedFindings, countFindings, openFindings, plural, SEVERITY_SYMBOLS } from './words.ts';

const MAX_HITS = 5;
const MAX_NAME = 200;

const TABLE_HEAD = `| API | contracts | interactions | errors | warnings | notes | accepted |
|---|---|--:|--:|--:|--:|--:|`;

/** The verification as Markdown with a final newline. When it is too long, the least grave is left out, and a line says so. */
export function renderVerificationMarkdown(verification: Verification, options: MarkdownOptions = {}): string {
  const { apis } = verification;
  const groups = byGravity(apis, mostImpacts(options));
  const parts = [
    `## Driftgate verify: ${foundInWords(verification)}`,
    ...laidOut(apis, { tableHead: TABLE_HEAD, tableRow, parts: apis, sectionHead, groups }, options),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function tableRow(api: VerifiedApi): string {
  const { breaking, risky, info, acknowledged } = countFindings(api.findings);
  const outcome = { clean: '✔ kept', drift: 'not kept', unknown: '**? could not look**' }[api.outcome];
  return `| ${[shortName(api.api), outcome, api.interactions, breaking, risky, info, acknowledged].join(' | ')} |`;
}

function sectionHead(api: VerifiedApi): string {
  const held = heldInWords(api).map((fact) => inertMarkdown(clip(fact, MAX_NAME)));
  return [`### ${shortName(api.api)}`, ...(held.length === 0 ? [] : [held.join(' · ')])].join('\n\n');
}

/** The gravest group first. */
function byGravity(apis: readonly VerifiedApi[], maxImpacts: number): readonly Group<VerifiedApi>[] {
  const grave = (['breaking', 'risky'] as const).flatMap((severity) =>
    apis.map((api) => {
      const items = freshFirst(openFindings(api, severity)).map((finding) => itemOf(finding, api, maxImpacts));
      const word = SEVERITY_WORDS[severity];
      const open = `#### ${SEVERITY_SYMBOLS[severity]} ${plural(items.length, word)}`;
      return { api, name: `${word}s`, open, items, close: '' };
    }),
  );
  return [
    ...apis.map(unknownGroup),
    ...grave,
    ...apis.map((api) => folded(api, 'accepted', acknowledgedFindings(api).map(acceptedItem))),
    ...apis.map((api) => {
      const notes = openFindings(api, 'info').map(noteLine);
      return folded(api, 'notes', notes, `${plural(notes.length, 'note')} on what the document leaves open`);
    }),
  ];
}

function itemOf(finding: Finding, { lineOf }: VerifiedApi, maxImpacts: number): string {
  const { consumers, change } = finding;
  const shown = consumers.slice(0, MAX_HITS);
  const left = consumers.length - shown.length;
  const pointer = change.new?.pointer;
  const line = pointer === undefined ? undefined : lineOf('new', pointer);
  const at = line === undefined ? (pointer ?? '') : `document line ${line}`;
  const quiet = [inertMarkdown(clip(at, MAX_NAME)), ...identity(finding), knownInWords(finding)];
  const lines = [
    ...shown.map((hit) => hitLine(hit)),
    ...(left > 0 ? [`and ${plural(left, 'more interaction')}`] : []),
    ...where(finding),
    ...proof(finding, () => shownInWords(finding)),
  ];
  return item(finding, lines, quiet, maxImpacts);
}

function noteLine(finding: Finding): string {
  const [hit] = finding.consumers;
  return `- ${hit === undefined ? message(finding.message) : hitLine(hit)} · ${identity(finding).join(' · ')}`;
}
