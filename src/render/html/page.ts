// The report as one HTML page that needs nothing but itself: to read, filter and print.

import { createHash } from 'node:crypto';
import type { Finding } from '../../model/finding.ts';
import type { LiveLook } from '../../model/live-verification.ts';
import type { ApiReport, DocumentIdentity, Outcome, Report } from '../../model/report.ts';
import { SEVERITIES } from '../../model/rule.ts';
import { isVerifiedApi } from '../../model/verification.ts';
import {
  consumerRows,
  coverageTitle,
  FATE_SYMBOLS,
  gapsTitle,
  HITS,
  hitsInWords,
  hitTitle,
  spareTitle,
  uncoveredTitle,
  usesInWords,
  whoIsHit,
} from '../consumer-words.ts';
import { hitConsumers } from '../finding-words.ts';
import { clip } from '../inert.ts';
import { heldInWords } from '../verification-words.ts';
import {
  acknowledgedFindings,
  countFindings,
  findingsWith,
  gravestFirst,
  headline,
  nextSteps,
  openFindings,
  outcomesInWords,
  plural,
} from '../words.ts';
import { ACCEPTED, findingArticle, sentence } from './finding.ts';
import { Html, html } from './markup.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

const MAX_NAME = 200;
const MAX_ROWS = 500;

const OUTCOMES: Readonly<Record<Outcome, string>> = { clean: '✔ clean', drift: '✖ drift', unknown: '? could not look' };

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
${apis.map((api, at) => section(api, at))}
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
  return html`<p class="lead ${report.outcome}">${who !== '' && html`<strong>${clip(who, 2 * MAX_NAME)}</strong><br>`}${headline(report)}</p>
<p class="quiet">${outcomesInWords(report)}</p>`;
}

function overview(apis: readonly ApiReport[]): Html {
  const rows = apis.map((api, at) => {
    const { breaking, risky, deprecated, info, acknowledged } = countFindings(api.findings);
    const nothing = api.outcome === 'unknown' ? '–' : 0;
    const counts = [breaking, risky, deprecated, info, acknowledged].map((count) => count || nothing);
    return html`<tr><th scope="row"><a href="#api-${at}">${clip(api.api, MAX_NAME)}</a></th><td class="${api.outcome}">${OUTCOMES[api.outcome]}</td>${counts.map((count) => html`<td class="count">${count}</td>`)}</tr>
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

function section(api: ApiReport, at: number): Html {
  const named = clip(api.api, MAX_NAME);
  return html`<section class="api" id="api-${at}">
<h2>${named} <span class="outcome ${api.outcome}">${OUTCOMES[api.outcome]}</span></h2>
${facts(api)}
${api.outcome === 'unknown' && unseen(api)}
${api.live !== undefined && sandbox(api.live)}
${consumers(api)}
${groupsOf(api).map(({ title, findings, folded }) => group(title, findings, folded, api))}
${asides(api)}
</section>
`;
}

function facts(api: ApiReport): Html | undefined {
  const held = isVerifiedApi(api) ? heldInWords(api) : [];
  const documents = [api.baseline, api.current].filter((document) => document !== undefined).map(identity);
  const words = held.length > 0 ? held : [documents.join(' → ')];
  const text = words.map((word) => clip(word, 2 * MAX_NAME)).join(' · ');
  return text === '' ? undefined : html`<p class="quiet">${text}</p>`;
}

function identity({ name, version, takenAt }: DocumentIdentity): string {
  const taken = takenAt === undefined ? '' : ` of ${takenAt.slice(0, 10)}`;
  return `${name}${taken}${version === '' ? '' : `, version ${version}`}`;
}

function unseen({ unknown }: ApiReport): Html {
  const { message = 'the reason is not known', hint, place, code } = unknown ?? {};
  return html`<div class="unseen"><p><strong>Could not look:</strong> ${sentence(message)}</p>${hint !== undefined && html`<p>${sentence(hint)}</p>`}
<p class="quiet">${[code, place].filter((word) => word !== undefined).join(' · ')}</p></div>`;
}

function sandbox({ sandbox: url, contracts }: LiveLook): Html {
  const rows = contracts.flatMap(({ consumer, interactions }) =>
    interactions.map(({ name, operation, result }) => {
      const why = 'message' in result ? sentence(result.message) : '';
      return html`<tr><th scope="row">${clip(name, MAX_NAME)}</th><td>${consumer}</td><td><code>${operation ?? ''}</code></td><td>${result.status}</td><td>${why}</td></tr>
`;
    }),
  );
  const heads = ['interaction', 'consumer', 'operation', 'result', 'why'].map(
    (name) => html`<th scope="col">${name}</th>`,
  );
  return html`<p class="quiet">sandbox ${url}</p>
<div class="scroll" role="region" aria-label="Interactions" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function consumers(api: ApiReport): Html | undefined {
  const rows = consumerRows(api);
  if (rows.length === 0) return undefined;
  const items = rows.slice(0, MAX_ROWS).map((row) => {
    const words = [hitsInWords(row), ...usesInWords(row, api)].filter((word) => word !== '');
    return html`<li><strong>${FATE_SYMBOLS[row.fate]} ${clip(row.name, MAX_NAME)}</strong> ${row.fate} <span class="quiet">${words.join(' · ')}</span></li>
`;
  });
  return html`<h3>Consumers</h3><ul class="fates">${items}</ul>`;
}

/** Findings below one heading. */
interface Group {
  readonly title: string;
  readonly findings: readonly Finding[];
  /** Whether nobody has to act on them. */
  readonly folded: boolean;
}

/** By what they mean for consumers, or, where none is known, by severity; what was accepted comes last. */
function groupsOf(api: ApiReport): readonly Group[] {
  const spared = findingsWith('unaffected', api);
  const groups: readonly Group[] =
    api.reliance === undefined
      ? SEVERITIES.map((severity) => {
          const findings = openFindings(api, severity);
          return { title: `${findings.length} ${severity}`, findings, folded: severity === 'info' };
        })
      : [
          ...HITS.map((bearing) => {
            const findings = findingsWith(bearing, api);
            return { title: hitTitle(bearing, findings.length), findings, folded: false };
          }),
          { title: spareTitle(api, spared), findings: spared, folded: true },
        ];
  const accepted = acknowledgedFindings(api);
  return [...groups, { title: `${accepted.length} accepted`, findings: accepted, folded: true }].filter(
    ({ findings }) => findings.length > 0,
  );
}

function group(title: string, findings: readonly Finding[], folded: boolean, api: ApiReport): Html {
  const articles = findings.map((finding) => findingArticle(finding, api));
  return folded
    ? html`<details class="group"><summary><h3>${title}</h3></summary>${articles}</details>
`
    : html`<div class="group"><h3>${title}</h3>${articles}</div>
`;
}

/** How far contracts reach, and what could not be read. */
function asides(api: ApiReport): Html {
  const gaps = (api.reliance?.coverage.consumers ?? []).flatMap((consumer) => consumer.gaps);
  const coverage = api.reliance?.coverage.byOperation ?? [];
  return html`${aside(
    coverageTitle(api),
    coverage.map(({ operation, consumers, fields }) => [
      operation,
      consumers.join(', '),
      `${fields.read}/${plural(fields.promised, 'field')}`,
    ]),
  )}${aside(
    uncoveredTitle(api),
    (api.reliance?.coverage.uncovered ?? []).map((operation) => [operation]),
  )}${aside(
    gapsTitle(api),
    gaps.map(({ contract, line, interaction, why }) => [
      line === undefined ? contract : `${contract}:${line}`,
      interaction,
      why,
    ]),
  )}${aside(
    api.notes.length === 0
      ? ''
      : `${plural(api.notes.length, 'place')} of the current document could not be read as written`,
    api.notes.map(({ line, pointer, message }) => [line === undefined ? pointer : `line ${line}`, message]),
  )}`;
}

function aside(title: string, rows: readonly (readonly string[])[]): Html | undefined {
  if (title === '') return undefined;
  const items = rows
    .slice(0, MAX_ROWS)
    .map((row) => html`<li>${row.map((word) => clip(word, 2 * MAX_NAME)).join(' · ')}</li>\n`);
  const left = rows.length - items.length;
  return html`<details class="aside"><summary>${title}</summary><ul>${items}${left > 0 && html`<li>and ${left} more</li>`}</ul></details>
`;
}

function next(report: Report): Html | undefined {
  const steps = nextSteps(report);
  if (steps.length === 0) return undefined;
  return html`<h2>Next</h2><ul class="next">${steps.map(({ does, command }) => html`<li>${does}: <code>${clip(command, 2 * MAX_NAME)}</code></li>\n`)}</ul>`;
}
