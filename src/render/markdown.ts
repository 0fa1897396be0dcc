// The report as GitHub Flavored Markdown, for issues, comments and job summaries.

import type { Finding } from '../model/finding.ts';
import type { Part } from '../model/part.ts';
import type { ApiReport, DocumentIdentity, Report } from '../model/report.ts';
import { SEVERITIES } from '../model/rule.ts';
import { apart, type PartReport } from './apart.ts';
import {
  coverageTitle,
  FATE_SYMBOLS,
  gapsTitle,
  HITS,
  type HitBearing,
  hitTitle,
  spareTitle,
  uncoveredTitle,
  whoIsHit,
} from './consumer-words.ts';
import { FLOWN } from './flow-markdown.ts';
import { clip, inertMarkdown, inlineCode } from './inert.ts';
import type { LookedApiMarkdown } from './looked-markdown.ts';
import { consumerTable, coverageTable, gapItems, uncoveredItems } from './markdown-consumers.ts';
import { acceptedItem, findingItem, findingLine, message, sparedLine } from './markdown-finding.ts';
import {
  folded,
  type Group,
  laidOut,
  type MarkdownOptions,
  mostImpacts,
  shortName,
  unknownGroup,
} from './markdown-groups.ts';
import { SAMPLED } from './sampled-markdown.ts';
import {
  acknowledgedFindings,
  countFindings,
  findingsWith,
  gravestFirst,
  headline,
  nextSteps,
  noticeInWords,
  openFindings,
  outcomeOf,
  outcomesInWords,
  SEVERITY_SYMBOLS,
} from './words.ts';

const MAX_NAME = 100;

const HIT_NAMES: Readonly<Record<HitBearing, string>> = {
  breaks: 'that break a consumer',
  'at risk': 'at risk',
  ends: 'that deprecate what a consumer uses',
};

const TABLE_HEAD = `| API | outcome | breaking | risky | deprecated | info | acknowledged |
|---|---|--:|--:|--:|--:|--:|`;

const TABLE_HEAD_WITH_CONSUMERS = `| API | outcome | break a consumer | at risk | breaking | risky | deprecated | info | acknowledged |
|---|---|--:|--:|--:|--:|--:|--:|--:|`;

/**
 * The report as Markdown with a final newline. When it is too long, the least grave is left out, and a line says how
 * much.
 */
export function renderMarkdown(report: Report, options: MarkdownOptions = {}): string {
  const apis = gravestFirst(report.apis);
  const known = apis.some(({ reliance }) => reliance !== undefined);
  const who = whoIsHit(report);
  const parts = apis.flatMap(apart);
  const layout = {
    tableHead: known ? TABLE_HEAD_WITH_CONSUMERS : TABLE_HEAD,
    tableRow: (api: ApiReport) => tableRow(api, known),
    parts,
    sectionHead,
    groups: byGravity(parts, mostImpacts(options)),
  };
  const blocks = [
    `## Driftgate: ${who === '' ? '' : `${inertMarkdown(clip(who, 2 * MAX_NAME))}; `}${headline(report)}`,
    `${outcomesInWords(report)} (profile ${report.profile}).`,
    ...laidOut(apis, layout, options),
    renderNotices(report),
    renderNextSteps(report),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const OUTCOMES = {
  clean: '✔ clean',
  drift: 'drift',
  unknown: '**? could not look**',
  'partly unknown': '**? partly unknown**',
} as const;

function tableRow(api: ApiReport, withConsumers: boolean): string {
  const { breaking, risky, deprecated, info, acknowledged } = countFindings(api.findings);
  const outcome = OUTCOMES[outcomeOf(api)];
  const nothing = api.outcome === 'unknown' ? '–' : 0;
  const cells = [breaking, risky, deprecated, info, acknowledged].map((count) => count || nothing);
  const hits = api.reliance === undefined ? ['–', '–'] : [api.reliance.consumers.breaks, api.reliance.consumers.atRisk];
  return `| ${[shortName(api.api), outcome, ...(withConsumers ? hits : []), ...cells].join(' | ')} |`;
}

/** The gravest group first. */
function byGravity(apis: readonly PartReport[], maxImpacts: number): readonly Group<PartReport>[] {
  const item = (api: ApiReport) => (finding: Finding) => findingItem(finding, api.lineOf, maxImpacts);
  const hits = HITS.flatMap((bearing) =>
    apis.map((api) => {
      const items = findingsWith(bearing, api).map(item(api));
      const mark = bearing === 'ends' ? SEVERITY_SYMBOLS.deprecated : FATE_SYMBOLS[bearing];
      const open = `#### ${mark} ${hitTitle(bearing, items.length)}`;
      return { api, name: HIT_NAMES[bearing], open, items, close: '' };
    }),
  );
  const joined = ({ reliance }: PartReport) => reliance !== undefined;
  const unjoined = apis.filter((api) => !joined(api));
  const grave = SEVERITIES.filter((severity) => severity !== 'info').flatMap((severity) =>
    unjoined.map((api) => {
      const items = openFindings(api, severity).map(item(api));
      const open = `#### ${SEVERITY_SYMBOLS[severity]} ${items.length} ${severity}`;
      return { api, name: severity, open, items, close: '' };
    }),
  );
  return [
    ...apis.map(unknownGroup),
    ...apis.map((api) => ({
      api,
      name: 'consumers',
      open: '',
      items: joined(api) ? consumerTable(api.whole) : [],
      close: '',
    })),
    ...hits,
    ...grave,
    ...apis.map(sparedGroup),
    ...apis.map((api) => folded(api, 'acknowledged', acknowledgedFindings(api).map(acceptedItem))),
    ...apis.map((api) => folded(api, 'rows of coverage', coverageTable(api), coverageTitle(api))),
    ...apis.map((api) => folded(api, 'operations in no contract', uncoveredItems(api), uncoveredTitle(api))),
    ...apis.map((api) => folded(api, 'parts of contracts', gapItems(api), gapsTitle(api))),
    ...apis.map((api) =>
      folded(api, 'unreadable', api.notes.map(noteItem), `${api.notes.length} could not be read as written`),
    ),
    ...unjoined.map((api) => folded(api, 'info', openFindings(api, 'info').map(findingLine))),
    ...apis.map((api) => folded(api, `lists of ${api.part}`, LOOKS.get(api.part)?.below(api) ?? [], 'What was called')),
  ];
}

/** What hits no contract: told softly, and not left out. */
function sparedGroup(api: PartReport): Group<PartReport> {
  const spared = findingsWith('unaffected', api);
  return folded(api, 'that hit no contract', spared.map(sparedLine), spareTitle(api, spared));
}

function noteItem(note: ApiReport['notes'][number]): string {
  const place = note.line === undefined ? inlineCode(clip(note.pointer, MAX_NAME)) : `line ${note.line}`;
  return `- ${place}: ${message(note.message)}`;
}

/** What is no comparison of documents is told below a head of its own. */
const LOOKS: ReadonlyMap<Part, LookedApiMarkdown> = new Map([
  ['samples', SAMPLED],
  ['flows', FLOWN],
]);

function sectionHead(api: PartReport): string {
  const look = LOOKS.get(api.part);
  const title = look === undefined ? '' : `: ${api.part}`;
  const facts = look === undefined ? [versionsOf(api)] : look.facts(api);
  return [`### ${shortName(api.api)}${title}`, ...facts].filter((part) => part !== '').join('\n\n');
}

/** The versions of baseline and document as Markdown: `` `1.0` (2026-10-01) → `1.1` ``; empty where none is known. */
export function versionsOf({ baseline, current }: ApiReport): string {
  return [baseline, current]
    .filter((document) => document !== undefined)
    .map(identity)
    .join(' → ');
}

function identity({ version, takenAt }: DocumentIdentity): string {
  return `${inlineCode(clip(version, MAX_NAME))}${takenAt === undefined ? '' : ` (${inertMarkdown(takenAt.slice(0, 10))})`}`;
}

function renderNotices({ acknowledgements = [] }: Report): string {
  return acknowledgements.map((notice) => `- ${inertMarkdown(clip(noticeInWords(notice), 2 * MAX_NAME))}`).join('\n');
}

function renderNextSteps(report: Report): string {
  const steps = nextSteps(report).map(({ command, does }) => `- ${does}: ${inlineCode(clip(command, 2 * MAX_NAME))}`);
  return steps.length === 0 ? '' : ['**Next**', '', ...steps].join('\n');
}
