// A look at APIs that is no comparison of documents, for a developer at a terminal: its findings, and what it shows beside.

import type { ApiReport, Report } from '../model/report.ts';
import { clip, inertTerminal } from './inert.ts';
import { acceptedFinding, findingInFull, unknownInFull } from './text-finding.ts';
import { outcomePaint, type Page, pageOf, quiet, type TextOptions } from './text-page.ts';
import { acknowledgedFindings, openFindings } from './words.ts';
import { wrap } from './wrap.ts';

const MAX_NAME = 200;
const MAX_IN_FULL = 40;

/** What a look shows of one API beside its findings. */
export interface LookedApi {
  /** Sentences below the name of an API. */
  readonly facts: (api: ApiReport) => readonly string[];
  /** Blocks of text below its findings, inert. */
  readonly below: (api: ApiReport, page: Page) => readonly string[];
}

/** What a look shows beside its findings. */
export interface Looked extends LookedApi {
  /** The last sentence of all. */
  readonly summary: (report: Report) => string;
}

/** The report as text with a final newline. */
export function renderLooked(report: Report, options: TextOptions, looked: Looked): string {
  const page = pageOf(options);
  const paint = outcomePaint(report.outcome, page);
  const summary = wrap({ text: '' }, [{ text: looked.summary(report), paint }], page.width);
  return `${[...report.apis.map((api) => apiInFull(api, page, looked)), summary].join('\n\n')}\n`;
}

function apiInFull(api: ApiReport, page: Page, looked: Looked): string {
  const { colors } = page;
  return lookedInFull(colors.bold(colors.underline(inertTerminal(clip(api.api, MAX_NAME)))), api, page, looked);
}

/** What a look told of one API, below a title. */
export function lookedInFull(title: string, api: ApiReport, page: Page, { facts, below }: LookedApi): string {
  const { colors, width } = page;
  const heading = [
    title,
    ...facts(api).map((fact) =>
      wrap({ text: '' }, [{ text: clip(inertTerminal(fact), 2 * MAX_NAME), paint: colors.dim }], width),
    ),
  ].join('\n');
  const open = openFindings(api);
  const full = page.verbose ? open : open.slice(0, MAX_IN_FULL);
  return [
    heading,
    ...(api.outcome === 'unknown' ? [unknownInFull(api.unknown, page)] : []),
    ...full.map((finding) => findingInFull(finding, api.lineOf, page)),
    ...(full.length < open.length
      ? [quiet([`and ${open.length - full.length} more; --verbose lists them`], page)]
      : []),
    ...acknowledgedFindings(api).map((finding) => acceptedFinding(finding, page)),
    ...below(api, page),
  ].join('\n\n');
}
