// The report for a developer at a terminal: the worst first, and no more than one can read.

import type { AcknowledgementNotice, Finding } from '../model/finding.ts';
import type { Part } from '../model/part.ts';
import type { ApiReport, DocumentIdentity, Report } from '../model/report.ts';
import { SEVERITIES } from '../model/rule.ts';
import { apart, PART_TITLES, type PartReport } from './apart.ts';
import { HITS, hitTitle, spareTitle, whoIsHit } from './consumer-words.ts';
import { FLOWN } from './flow.ts';
import { clip, inertTerminal } from './inert.ts';
import { type LookedApi, lookedInFull } from './looked.ts';
import { SAMPLED } from './sampled.ts';
import { consumerTable, contractGaps, coverageTable } from './text-consumers.ts';
import { acceptedFinding, findingInBrief, findingInFull, findingOnALine, unknownInFull } from './text-finding.ts';
import {
  bearingPaint,
  gutter,
  outcomePaint,
  type Page,
  pageOf,
  quiet,
  severityPaint,
  type TextOptions,
} from './text-page.ts';
import {
  acknowledgedFindings,
  countByRule,
  countFindings,
  countsInWords,
  findingsWith,
  gravestFirst,
  headline,
  isQuiet,
  nextSteps,
  noticeInWords,
  openFindings,
  outcomesInWords,
  plural,
  SEVERITY_SYMBOLS,
} from './words.ts';
import { wrap } from './wrap.ts';

const MAX_IN_FULL = 40;
const MAX_NOTES = 3;
const MAX_NAME = 200;
const MAX_COLUMN = 30;

/** The report as text with a final newline. */
export function renderText(report: Report, options: TextOptions): string {
  const page = pageOf(options);
  const apis = gravestFirst(report.apis);
  const told = apis.filter((api) => !isQuiet(api)).map((api) => renderApi(api, page));
  const quietApis = apis.filter(isQuiet);
  const column = Math.min(MAX_COLUMN, Math.max(0, ...quietApis.map((api) => shortName(api.api).length)));
  const clean = quietApis.map((api) => renderClean(api, column, page));
  const notices = (report.acknowledgements ?? []).map((notice) => noticeOnALine(notice, page)).join('\n');
  const parts = [...told, clean.join('\n'), notices, renderSummary(report, page), renderNextSteps(report, page)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function renderApi(api: ApiReport, page: Page): string {
  const parts = apart(api).flatMap((part) =>
    isDocument(part) ? renderDocument(part, page) : [renderPart(part, page)],
  );
  return [heading(api, page), ...parts].join('\n\n');
}

function isDocument({ part }: PartReport): boolean {
  return part === 'document' || part === 'contracts';
}

function renderDocument(api: PartReport, page: Page): readonly string[] {
  return [
    ...(api.outcome === 'unknown' ? [unknownInFull(api.unknown, page)] : []),
    ...(api.reliance === undefined ? [] : [consumerTable(api.whole, page)].filter((table) => table !== '')),
    ...(api.reliance === undefined ? renderBySeverity(api, page) : renderByVerdict(api, page)),
    ...acknowledgedFindings(api).map((finding) => acceptedFinding(finding, page)),
    ...(api.reliance === undefined ? [] : [coverageTable(api, page)]),
    ...contractGaps(api, page),
    ...renderNotes(api, page),
  ];
}

/** What is no comparison of documents, as a look at it alone shows it. */
function renderPart(api: PartReport, page: Page): string {
  return lookedInFull(page.colors.bold(PART_TITLES[api.part]), api, page, looksOf(api));
}

function looksOf({ part }: PartReport): LookedApi {
  return LOOKS.get(part) ?? NOTHING_BESIDE;
}

const NOTHING_BESIDE: LookedApi = { facts: () => [], below: () => [] };

const LOOKS: ReadonlyMap<Part, LookedApi> = new Map([
  ['samples', SAMPLED],
  ['flows', FLOWN],
]);

function renderBySeverity(api: ApiReport, page: Page): readonly string[] {
  const open = SEVERITIES.filter((severity) => severity !== 'info' || page.verbose).flatMap((severity) =>
    openFindings(api, severity),
  );
  return [...atLength(open, api, page), ...foldedInfo(openFindings(api, 'info'), page)];
}

/** Whose code breaks, by what; then whose may; then what ends for whom; then, softened, what hits nobody's. */
function renderByVerdict(api: ApiReport, page: Page): readonly string[] {
  const groups = HITS.flatMap((bearing) => {
    const findings = findingsWith(bearing, api);
    if (findings.length === 0) return [];
    return [bearingPaint(bearing, page)(hitTitle(bearing, findings.length)), ...atLength(findings, api, page)];
  });
  const spared = findingsWith('unaffected', api);
  const lines = spared.filter(({ severity }) => severity !== 'info').map((finding) => findingOnALine(finding, page));
  const rest = page.verbose ? atLength(spared, api, page) : lines.length === 0 ? [] : [lines.join('\n')];
  return [
    ...groups,
    ...(spared.length === 0
      ? []
      : [wrap({ text: '' }, [{ text: held(spareTitle(api, spared)), paint: page.colors.dim }], page.width), ...rest]),
    ...foldedInfo(
      spared.filter(({ severity }) => severity === 'info'),
      page,
    ),
  ];
}

/** The first in full, and in a long list the others in brief. */
function atLength(findings: readonly Finding[], api: ApiReport, page: Page): readonly string[] {
  const inFull = page.verbose ? findings.length : MAX_IN_FULL;
  return [
    ...findings.slice(0, inFull).map((finding) => findingInFull(finding, api.lineOf, page)),
    ...findings.slice(inFull).map((finding) => findingInBrief(finding, page)),
  ];
}

function heading(api: ApiReport, { colors, width }: Page): string {
  const name = colors.bold(colors.underline(shortName(api.api)));
  const versions = [api.baseline, api.current].filter((document) => document !== undefined).map(identity);
  const baseline = api.baseline?.takenAt === undefined ? '' : 'baseline ';
  const facts = [
    ...(versions.length === 0 ? [] : [`${baseline}${versions.join(' → ')}`]),
    ...(api.findings.length === 0 ? [] : [held(countsInWords(countFindings(api.findings)))]),
  ];
  if (facts.length === 0) return name;
  return `${name}\n${wrap({ text: '' }, [{ text: facts.join(' · '), paint: colors.dim }], width)}`;
}

/** Where it happened, unless the message says it. */
function identity(document: DocumentIdentity): string {
  const version = shortName(document.version);
  return document.takenAt === undefined ? version : `${version} (${shortName(document.takenAt).slice(0, 10)})`;
}

function shortName(name: string): string {
  return clip(inertTerminal(name), MAX_NAME);
}

function foldedInfo(info: readonly Finding[], page: Page): readonly string[] {
  if (page.verbose || info.length === 0) return [];
  const first = { text: gutter(SEVERITY_SYMBOLS.info, 'info'), paint: severityPaint('info', page) };
  const summary = `${plural(info.length, 'change breaks', 'changes break')} nobody; --verbose lists ${info.length === 1 ? 'it' : 'them'}`;
  const rules = countByRule(info).map(([rule, count]) => `${count} × ${rule}`);
  return [`${wrap(first, [{ text: summary }], page.width)}\n${quiet(rules, page)}`];
}

function renderNotes(api: ApiReport, page: Page): readonly string[] {
  if (api.notes.length === 0) return [];
  const shown = page.verbose ? api.notes : api.notes.slice(0, MAX_NOTES);
  const left = api.notes.length - shown.length;
  const more = left === 0 ? [] : [quiet([`and ${left} more; --verbose lists them`], page)];
  const lines = shown.map((note) =>
    quiet([note.line === undefined ? note.pointer : `line ${note.line}`, note.message], page),
  );
  const first = { text: gutter('!', 'notes') };
  const summary = `${plural(api.notes.length, 'place')} of the current document could not be read as written`;
  return [[wrap(first, [{ text: summary }], page.width), ...lines, ...more].join('\n')];
}

function noticeOnALine(notice: AcknowledgementNotice, page: Page): string {
  return wrap({ text: gutter('!', 'notes') }, [{ text: inertTerminal(noticeInWords(notice)) }], page.width);
}

function renderClean(api: ApiReport, column: number, page: Page): string {
  const { colors } = page;
  const baseline = api.baseline === undefined ? '' : colors.dim(` · baseline ${identity(api.baseline)}`);
  const line = `${colors.green('✔')} ${shortName(api.api).padEnd(column)}  no drift${baseline}`;
  const facts = apart(api)
    .filter((part) => !isDocument(part))
    .flatMap((part) => looksOf(part).facts(part))
    .map((fact) =>
      wrap({ text: '  ' }, [{ text: held(inertTerminal(clip(fact, 2 * MAX_NAME))), paint: colors.dim }], page.width),
    );
  return [line, ...facts, ...contractGaps(api, page), ...renderNotes(api, page)].join('\n');
}

function renderSummary(report: Report, page: Page): string {
  const { colors, width } = page;
  const who = inertTerminal(whoIsHit(report));
  const loud = report.consumers.breaks > 0 ? (text: string) => colors.bold(colors.red(text)) : colors.bold;
  return [
    ...(who === '' ? [] : [wrap({ text: '' }, [{ text: who, paint: loud }], width)]),
    wrap({ text: '' }, [{ text: held(headline(report)), paint: outcomePaint(report.outcome, page) }], width),
    wrap({ text: '' }, [{ text: `${outcomesInWords(report)} · profile ${report.profile}`, paint: colors.dim }], width),
  ].join('\n');
}

/** Numbers held together with what they count. */
function held(counts: string): string {
  return counts.replace(/(\d) /g, '$1\u00a0');
}

function renderNextSteps(report: Report, { colors }: Page): string {
  const steps = nextSteps(report);
  if (steps.length === 0) return '';
  const column = Math.max(...steps.map(({ does }) => does.length));
  // A command stays on one line, however long: it is there to be copied.
  const lines = steps.map(({ does, command }) => {
    return `  ${colors.dim(does.padEnd(column))}  ${colors.cyan(clip(inertTerminal(command), MAX_NAME))}`;
  });
  return [colors.bold('Next'), ...lines].join('\n');
}
