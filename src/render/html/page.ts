// The report as one HTML page that needs nothing but itself: to read, filter and print.

import { createHash } from 'node:crypto';
import type { ApiReport, Report } from '../../model/report.ts';
import { SEVERITIES } from '../../model/rule.ts';
import { isVerification } from '../../model/verification.ts';
import { whoIsHit } from '../consumer-words.ts';
import { clip } from '../inert.ts';
import { foundInWords } from '../verification-words.ts';
import {
  countFindings,
  gravestFirst,
  headline,
  nextSteps,
  noticeInWords,
  outcomeOf,
  outcomesInWords,
  plural,
} from '../words.ts';
import { ACCEPTED, consumersHit, kindOf } from './finding.ts';
import { breakable, Html, html } from './markup.ts';
import { SCRIPT } from './script.ts';
import { apiSection, OUTCOMES } from './section.ts';
import { STYLE } from './style.ts';
import { type Cell, table } from './table.ts';

const MAX_NAME = 200;

/** What a page is made with beside the report. */
export interface HtmlOptions {
  /** The version of Driftgate. */
  readonly version: string;
}

/**
 * The report as an HTML document. It loads nothing, and its policy (CSP Level 3) lets only its own style and script run, which
 * filters; without scripts all can be read. Where there are too many places of a finding, the rest is counted.
 */
export function renderHtml(report: Report, { version }: HtmlOptions): string {
  const apis = gravestFirst(report.apis);
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(STYLE)}'`,
    `script-src '${hashOf(SCRIPT)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Driftgate: ${headline(report)}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<header>
<h1>Driftgate report</h1>
${lead(report)}
${overview(apis)}
</header>
${filter(apis)}
<main id="findings" tabindex="-1">
${apis.map((api, at) => apiSection(api, at))}
${notices(report)}
<p id="nothing" hidden>No finding matches the filter.</p>
</main>
<footer>${next(report)}<p class="quiet">Driftgate ${version} · profile ${report.profile}</p></footer>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`.text;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function lead(report: Report): Html {
  const who = whoIsHit(report);
  return html`<p class="lead ${report.outcome}">${who !== '' && html`<strong>${clip(who, 2 * MAX_NAME)}</strong><br>`}${isVerification(report) ? foundInWords(report) : headline(report)}</p>
<p class="quiet">${outcomesInWords(report)}</p>`;
}

/** A row for each API, with a column for each severity that any of them has; one API alone says it all by itself. */
function overview(apis: readonly ApiReport[]): Html | undefined {
  if (apis.length < 2) return undefined;
  const counted = apis.map(({ findings }) => {
    const { acknowledged, ...open } = countFindings(findings);
    return { ...open, [ACCEPTED]: acknowledged };
  });
  const kinds = ([...SEVERITIES, ACCEPTED] as const).filter((kind) => counted.some((counts) => counts[kind] > 0));
  const rows = apis.map((api, at) => [
    { told: html`<a href="#api-${at}">${breakable(clip(api.api, MAX_NAME))}</a>` },
    { told: OUTCOMES[outcomeOf(api)], look: api.outcome },
    ...kinds.map((kind) => countCell(counted[at]?.[kind] ?? 0, api)),
  ]);
  return table('APIs', ['API', 'outcome', ...kinds], rows);
}

function countCell(count: number, { outcome }: ApiReport): Cell {
  return count > 0 ? { told: count, look: 'count' } : { told: outcome === 'unknown' ? '–' : 0, look: 'count none' };
}

function filter(apis: readonly ApiReport[]): Html {
  const findings = apis.flatMap((api) => api.findings);
  const kinds = tally(findings.map(kindOf));
  const severities = [...SEVERITIES, ACCEPTED].flatMap((name) => kinds.filter(([kind]) => kind === name));
  const consumers = tally(findings.flatMap(consumersHit)).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = apis.flatMap(({ api, findings }) => (findings.length === 0 ? [] : [[api, findings.length] as const]));
  return html`<form id="filter" role="search" aria-label="Findings" hidden>
<label><span>Search</span> <input type="search" name="text" autocomplete="off" placeholder="operation, field, rule …"></label>
${choice('API', 'api', names)}${choice('Severity', 'severity', severities)}${choice('Consumer', 'consumer', consumers, 1)}
<button type="reset" name="clear" hidden>Show all</button>
<output name="shown" role="status">${plural(findings.length, 'finding')}</output>
</form>`;
}

/** A name, and how many findings have it. */
type Tally = readonly [name: string, count: number];

function tally(names: readonly string[]): Tally[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
}

/** A choice among names, out of sight where there are fewer than make a difference. */
function choice(label: string, name: string, names: readonly Tally[], least = 2): Html {
  const options = names.map(
    ([value, count]) => html`<option value="${value}">${clip(value, MAX_NAME)} (${count})</option>`,
  );
  return html`<label${names.length < least && html` class="single"`}><span>${label}</span> <select name="${name}"><option value="">any ${label === 'API' ? label : label.toLowerCase()}</option>${options}</select></label>
`;
}

/** What is to be said of acknowledgements beside what they cover. */
function notices({ acknowledgements = [] }: Report): Html | undefined {
  if (acknowledgements.length === 0) return undefined;
  const items = acknowledgements.map(
    (notice) => html`<li>${clip(noticeInWords(notice), 3 * MAX_NAME)}</li>
`,
  );
  return html`<h2>Acknowledgements</h2><ul>${items}</ul>`;
}

function next(report: Report): Html | undefined {
  const steps = nextSteps(report);
  if (steps.length === 0) return undefined;
  return html`<h2>Next</h2><ul class="next">${steps.map(({ does, command }) => html`<li>${does}: <code>${clip(command, 2 * MAX_NAME)}</code></li>\n`)}</ul>`;
}
