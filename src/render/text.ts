// The report for a developer at a terminal: the worst first, and no more than one can read.

import picocolors from 'picocolors';
import type { ApiReport, DocumentIdentity, Report } from '../model/report.ts';
import { SEVERITIES } from '../model/rule.ts';
import { clip, inertTerminal } from './inert.ts';
import {
  acceptedFinding,
  detail,
  findingInBrief,
  findingInFull,
  gutter,
  type Page,
  quiet,
  sentence,
  severityPaint,
} from './text-finding.ts';
import {
  acknowledgedFindings,
  countByRule,
  countFindings,
  countsInWords,
  gravestFirst,
  headline,
  isQuiet,
  nextSteps,
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

/** How the report is laid out. */
export interface TextOptions {
  readonly color: boolean;
  /** In characters; 100 when absent, and never below 60. */
  readonly width?: number;
  /** Lists every place that a change reaches. */
  readonly allImpacts?: boolean;
  /** Lists what is folded otherwise: info, details of a long list, notes, whole payloads. */
  readonly verbose?: boolean;
}

/** The report as text with a final newline. */
export function renderText(report: Report, options: TextOptions): string {
  const page: Page = {
    colors: picocolors.createColors(options.color),
    width: Math.max(60, options.width ?? 100),
    allImpacts: options.allImpacts === true,
    verbose: options.verbose === true,
  };
  const apis = gravestFirst(report.apis);
  const told = apis.filter((api) => !isQuiet(api)).map((api) => renderApi(api, page));
  const quietApis = apis.filter(isQuiet);
  const column = Math.min(MAX_COLUMN, Math.max(0, ...quietApis.map((api) => shortName(api.api).length)));
  const clean = quietApis.map((api) => renderClean(api, column, page));
  const parts = [...told, clean.join('\n'), renderSummary(report, page), renderNextSteps(report, page)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function renderApi(api: ApiReport, page: Page): string {
  const open = SEVERITIES.filter((severity) => severity !== 'info' || page.verbose).flatMap((severity) =>
    openFindings(api, severity),
  );
  const inFull = page.verbose ? open.length : MAX_IN_FULL;
  const blocks = [
    ...(api.outcome === 'unknown' ? [renderUnknown(api, page)] : []),
    ...open.slice(0, inFull).map((finding) => findingInFull(finding, api.lineOf, page)),
    ...open.slice(inFull).map((finding) => findingInBrief(finding, page)),
    ...renderFoldedInfo(api, page),
    ...acknowledgedFindings(api).map((finding) => acceptedFinding(finding, page)),
    ...renderNotes(api, page),
  ];
  return [heading(api, page), ...blocks].join('\n\n');
}

function heading(api: ApiReport, { colors, width }: Page): string {
  const name = colors.bold(colors.underline(shortName(api.api)));
  const versions = [api.baseline, api.current].filter((document) => document !== undefined).map(identity);
  const baseline = api.baseline?.takenAt === undefined ? '' : 'baseline ';
  const facts = [
    ...(versions.length === 0 ? [] : [`${baseline}${versions.join(' → ')}`]),
    ...(api.findings.length === 0 ? [] : [held(countsInWords(countFindings(api)))]),
  ];
  if (facts.length === 0) return name;
  return `${name}\n${wrap({ text: '' }, [{ text: facts.join(' · '), paint: colors.dim }], width)}`;
}

function identity(document: DocumentIdentity): string {
  const version = shortName(document.version);
  return document.takenAt === undefined ? version : `${version} (${shortName(document.takenAt).slice(0, 10)})`;
}

function shortName(name: string): string {
  return clip(inertTerminal(name), MAX_NAME);
}

function renderUnknown({ unknown }: ApiReport, page: Page): string {
  const loud = (text: string) => page.colors.bold(page.colors.yellow(text));
  const why = sentence(unknown?.message ?? 'the reason is not known', page);
  return [
    wrap(
      { text: gutter('?', 'unknown'), paint: loud },
      [{ text: 'could not look: ', paint: loud }, ...why],
      page.width,
    ),
    ...(unknown?.hint === undefined ? [] : [detail(sentence(unknown.hint, page), page)]),
    quiet([unknown?.code ?? ''], page),
  ].join('\n');
}

function renderFoldedInfo(api: ApiReport, page: Page): readonly string[] {
  const info = openFindings(api, 'info');
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

function renderClean(api: ApiReport, column: number, page: Page): string {
  const { colors } = page;
  const baseline = api.baseline === undefined ? '' : colors.dim(` · baseline ${identity(api.baseline)}`);
  const line = `${colors.green('✔')} ${shortName(api.api).padEnd(column)}  no drift${baseline}`;
  return [line, ...renderNotes(api, page)].join('\n');
}

function renderSummary(report: Report, { colors, width }: Page): string {
  const paint = { clean: colors.green, drift: colors.bold, unknown: colors.yellow }[report.outcome];
  return [
    wrap({ text: '' }, [{ text: held(headline(report)), paint }], width),
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
