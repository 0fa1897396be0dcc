// What came of calling an API, as HTML tables: the interactions of contracts, and how the API fared.

import type { HealthLook } from '../../model/health.ts';
import type { LiveLook } from '../../model/live-verification.ts';
import type { SamplingLook } from '../../model/sampling.ts';
import { SPAN_HEADS, spanCells, statusLines, WEEK_LEGEND, weekLines, worthAWeek } from '../health-words.ts';
import { clip } from '../inert.ts';
import { heldAgainst, SAMPLE_HEADS, sampleCells } from '../sampled-words.ts';
import { sentence } from './finding.ts';
import { type Html, html } from './markup.ts';

const MAX_NAME = 200;

/** A row for each interaction. */
export function sandboxTable({ sandbox: url, contracts }: LiveLook): Html {
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

/** A row for each operation and span of time, and the hours of the week that were beyond a limit more than once. */
export function healthTable(health: HealthLook): Html {
  const rows = health.operations.flatMap(({ operation, spans }) =>
    spans.map((span) => {
      const cells = spanCells(span).map((text) => html`<td class="count">${text}</td>`);
      return html`<tr><th scope="row"><code>${clip(operation, MAX_NAME)}</code></th>${cells}</tr>
`;
    }),
  );
  const heads = ['operation', ...SPAN_HEADS].map((name) => html`<th scope="col">${name}</th>`);
  return html`${statusLines(health).map((line) => html`<p class="quiet">${clip(line, 2 * MAX_NAME)}</p>`)}
<div class="scroll" role="region" aria-label="Health" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>
${weeks(health)}`;
}

/** The hours of the week of each operation that has bad ones, below a fold. */
function weeks(health: HealthLook): Html | undefined {
  const tables = worthAWeek(health, false).map(
    ({ operation, week }) =>
      html`<p><code>${clip(operation, MAX_NAME)}</code></p><pre>${weekLines(week).map((line) => html`${line}\n`)}</pre>`,
  );
  if (tables.length === 0) return undefined;
  return html`<details class="aside"><summary>Hours of the week (${health.timeZone}): ${WEEK_LEGEND}</summary>${tables}</details>`;
}

/** A row for each sample; what was not called below them. */
export function samplesTable(api: string, sampling: SamplingLook): Html {
  const rows = sampling.samples.map((row) => {
    const [name = '', ...cells] = sampleCells(row);
    return html`<tr><th scope="row">${clip(name, MAX_NAME)}</th>${cells.map((cell) => html`<td>${clip(cell, MAX_NAME)}</td>`)}</tr>
`;
  });
  const heads = SAMPLE_HEADS.map((name) => html`<th scope="col">${name}</th>`);
  return html`<p class="quiet">${sentence(heldAgainst(api, sampling))}</p>
<div class="scroll" role="region" aria-label="Samples" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>
${sampling.leftOut.map(({ name, why }) => html`<p class="quiet">left out: ${clip(name, MAX_NAME)}: ${sentence(why)}</p>`)}`;
}
