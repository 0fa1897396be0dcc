// What came of calling an API, as HTML tables: interactions of contracts, samples, steps of flows, how the API fared, and
// what its credentials and places are worth.

import type { Check } from '../../model/doctor.ts';
import type { FlowLook, ToldStep } from '../../model/flow.ts';
import type { HealthLook } from '../../model/health.ts';
import type { LiveLook } from '../../model/live-verification.ts';
import type { SamplingLook } from '../../model/sampling.ts';
import { exchangeLines, stepsInWords } from '../flow-words.ts';
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

/** A row for each step, with what went over the wire and the command that makes the call again below what failed. */
export function stepsTable({ environment, url, counts, flows }: FlowLook): Html {
  const rows = flows.flatMap(({ flow, workflows }) =>
    workflows.flatMap(({ workflow, steps }) => steps.map((step) => stepRow(`${flow}: ${workflow}`, step))),
  );
  const stopped = flows.flatMap(({ flow, stopped }) => (stopped === undefined ? [] : [`${flow}: ${stopped.message}`]));
  const heads = ['step', 'operation', 'result', 'what came'].map((name) => html`<th scope="col">${name}</th>`);
  return html`<p class="quiet">${environment} ${url}, ${stepsInWords(counts)}</p>
${stopped.map((why) => html`<p>${sentence(why)}</p>`)}
<div class="scroll" role="region" aria-label="Steps" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function stepRow(workflow: string, told: ToldStep): Html {
  const { step, operation, result } = told;
  const faults = result.status === 'failed' ? result.faults.map(({ message }) => message) : [];
  const why = result.status === 'not run' ? [result.message] : faults;
  const wire = result.status === 'failed' ? exchangeLines(told) : [];
  return html`<tr><th scope="row">${clip(step, MAX_NAME)} <span class="quiet">${clip(workflow, MAX_NAME)}</span></th><td><code>${clip(operation ?? '', MAX_NAME)}</code></td><td>${RESULTS[result.status]}</td><td class="said">${why.map((message) => html`<p>${sentence(message)}</p>`)}${wire.length > 0 && html`<pre>${wire.map((line) => html`${line}\n`)}</pre>`}</td></tr>
`;
}

/** With a mark, so that no reader depends on colour. */
const RESULTS: Readonly<Record<ToldStep['result']['status'], string>> = {
  passed: '✔ passed',
  failed: '✖ failed',
  'not run': '? not run',
};

/** A row for each credential and place that was looked at. */
export function checksTable(checks: readonly Check[]): Html {
  const rows = checks.map(
    ({ what, name, state, says }) =>
      html`<tr><th scope="row">${clip(name, MAX_NAME)}</th><td>${what}</td><td>${STATES[state]}</td><td class="said">${says.map((said) => html`<p>${sentence(said)}</p>`)}</td></tr>
`,
  );
  const heads = ['name', 'what', 'state', 'what was seen'].map((name) => html`<th scope="col">${name}</th>`);
  return html`<div class="scroll" role="region" aria-label="Credentials and places" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

const STATES: Readonly<Record<Check['state'], string>> = {
  well: '✔ well',
  told: '! told',
  failed: '✖ failed',
  unknown: '? unknown',
};
