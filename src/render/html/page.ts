// The report as one HTML page that needs nothing but itself: to read, filter and print.

import { createHash } from 'node:crypto';
import type { ApiReport, Report } from '../../model/report.ts';
import { SEVERITIES } from '../../model/rule.ts';
import { isVerification } from '../../model/verification.ts';
import { whoIsHit } from '../consumer-words.ts';
import { hitConsumers } from '../finding-words.ts';
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
import { ACCEPTED } from './finding.ts';
import { Html, html } from './markup.ts';
import { SCRIPT } from './script.ts';
import { apiSection, OUTCOMES } from './section.ts';
import { STYLE } from './style.ts';

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

function overview(apis: readonly ApiReport[]): Html {
  const rows = apis.map((api, at) => {
    const { breaking, risky, deprecated, info, acknowledged } = countFindings(api.findings);
    const nothing = api.outcome === 'unknown' ? '–' : 0;
    const counts = [breaking, risky, deprecated, info, acknowledged].map((count) => count || nothing);
    return html`<tr><th scope="row"><a href="#api-${at}">${clip(api.api, MAX_NAME)}</a></th><td class="${api.outcome}">${OUTCOMES[outcomeOf(api)]}</td>${counts.map((count) => html`<td class="count">${count}</td>`)}</tr>
`;
  });
  const heads = ['outcome', ...SEVERITIES, ACCEPTED].map((name) => html`<th scope="col">${name}</th>`);
  return html`<div class="scroll" role="region" aria-label="APIs" tabindex="0"><table><thead><tr><th scope="col">API</th>${heads}</tr></thead><tbody>
${rows}</tbody></table></div>`;
}

function filter(apis: readonly ApiReport[]): Html {
  const findings = apis.flatMap((api) => api.findings);
  const consumers = [...new Set(findings.flatMap(hitConsumers).map(({ consumer }) => consumer))].sort();
  const severities = [...SEVERITIES, ACCEPTED].filter((name) =>
    findings.some(({ severity, acknowledgement }) => (acknowledgement === undefined ? severity : ACCEPTED) === name),
  );
  const names = apis.filter((api) => api.findings.length > 0).map((api) => api.api);
  return html`<form id="filter" role="search" aria-label="Findings" hidden>
<label>Search <input type="search" name="text" autocomplete="off" placeholder="operation, field, rule …"></label>
${choice('API', 'api', names)}${choice('Severity', 'severity', severities)}${choice('Consumer', 'consumer', consumers, 1)}
<button type="reset">Show all</button>
<output name="shown" role="status">${plural(findings.length, 'finding')}</output>
</form>`;
}

/** A choice among values, out of sight where there are fewer than make a difference. */
function choice(label: string, name: string, values: readonly string[], least = 2): Html {
  const options = values.map((value) => html`<option value="${value}">${clip(value, MAX_NAME)}</option>`);
  return html`<label${values.length < least && html` class="single"`}>${label} <select name="${name}"><option value="">all</option>${options}</select></label>
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
