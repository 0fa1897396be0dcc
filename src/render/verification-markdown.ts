// Contracts held against documents as GitHub Flavored Markdown: what is to be mended in which contract.

import type { Finding } from '../model/finding.ts';
import type { ConsumerImpact } from '../model/usage.ts';
import type { Verification, VerifiedApi } from '../model/verification.ts';
import { contractedAt, payloadInWords } from './finding-words.ts';
import { clip, inertMarkdown, inlineCode } from './inert.ts';
import { acceptedItem, folded as foldedPlaces, identity, message, where } from './markdown-finding.ts';
import {
  cut,
  fitting,
  folded,
  type Group,
  leftOut,
  type MarkdownOptions,
  mostImpacts,
  roomIn,
  sections,
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
const MAX_PAYLOAD = 240;

const TABLE_HEAD = `| API | contracts | interactions | errors | warnings | notes | accepted |
|---|---|--:|--:|--:|--:|--:|`;

/** The verification as Markdown with a final newline. When it is too long, the least grave is left out, and a line says so. */
export function renderVerificationMarkdown(verification: Verification, options: MarkdownOptions = {}): string {
  const { apis } = verification;
  const room = roomIn(options);
  const rows = fitting(apis.map(tableRow), room / 2);
  const groups = byGravity(apis, mostImpacts(options));
  const kept = cut(groups, room - rows.join('\n').length, sectionHead);
  const parts = [
    `## Driftgate verify: ${foundInWords(verification)}`,
    [TABLE_HEAD, ...rows].join('\n'),
    ...sections(apis, kept, sectionHead),
    leftOut(groups, kept, apis.length - rows.length),
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

/** All groups of all APIs, in the order in which they are kept when room is scarce. */
function byGravity(apis: readonly VerifiedApi[], maxImpacts: number): readonly Group<VerifiedApi>[] {
  const grave = (['breaking', 'risky'] as const).flatMap((severity) =>
    apis.map((api) => {
      const items = freshFirst(openFindings(api, severity)).map((finding) => item(finding, api, maxImpacts));
      const word = SEVERITY_WORDS[severity];
      const open = `#### ${SEVERITY_SYMBOLS[severity]} ${plural(items.length, word)}`;
      return { api, name: `${word}s`, open, items, close: '' };
    }),
  );
  const groups: readonly Group<VerifiedApi>[] = [
    ...apis.map(unknownGroup),
    ...grave,
    ...apis.map((api) => folded(api, 'accepted', acknowledgedFindings(api).map(acceptedItem))),
    ...apis.map((api) => {
      const notes = openFindings(api, 'info').map(noteLine);
      return folded(api, 'notes', notes, `${plural(notes.length, 'note')} on what the document leaves open`);
    }),
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function item(finding: Finding, { lineOf }: VerifiedApi, maxImpacts: number): string {
  const { consumers, change } = finding;
  const shown = consumers.slice(0, MAX_HITS);
  const left = consumers.length - shown.length;
  const pointer = change.new?.pointer;
  const line = pointer === undefined ? undefined : lineOf('new', pointer);
  const at = line === undefined ? (pointer ?? '') : `document line ${line}`;
  const quiet = [inertMarkdown(clip(at, MAX_NAME)), ...identity(finding), knownInWords(finding)];
  const lines = [
    `**${message(finding.message)}**`,
    ...shown.map(hitLine),
    ...(left > 0 ? [`and ${plural(left, 'more interaction')}`] : []),
    ...where(finding),
    ...proof(finding),
    `<sub>${quiet.filter((part) => part !== '').join(' · ')}</sub>`,
  ];
  return `- ${lines.join('\\\n  ')}${foldedPlaces(finding, maxImpacts)}`;
}

/** Whose contract it is, what it does there, and where it says so. */
function hitLine(hit: ConsumerImpact): string {
  const at = contractedAt(hit).map((part) => inlineCode(clip(part, MAX_NAME)));
  return `${inlineCode(clip(hit.consumer, MAX_NAME))}: ${message(hit.because)} · ${at.join(' · ')}`;
}

function noteLine(finding: Finding): string {
  const [hit] = finding.consumers;
  return `- ${hit === undefined ? message(finding.message) : hitLine(hit)} · ${identity(finding).join(' · ')}`;
}

function proof(finding: Finding): readonly string[] {
  const { witness } = finding;
  if (witness === undefined) return [];
  if (witness.status === 'unproven') return [`not proven: ${message(witness.why)}`];
  return [`${shownInWords(finding)} ${inlineCode(clip(payloadInWords(witness.payload), MAX_PAYLOAD))}`];
}
