// What came of calling an API, as HTML tables: interactions of contracts, samples, steps of flows, how the API fared, and
// what its credentials and places are worth.

import type { Check } from '../../model/doctor.ts';
import type { FlowLook, ToldStep } from '../../model/flow.ts';
import type { HealthLook } from '../../model/health.ts';
import type { LiveInteraction, LiveLook } from '../../model/live-verification.ts';
import type { SamplingLook } from '../../model/sampling.ts';
import { exchangeLines, stepsInWords } from '../flow-words.ts';
import { SPAN_HEADS, spanCells, statusLines, WEEK_LEGEND, weekLines, worthAWeek } from '../health-words.ts';
import { clip } from '../inert.ts';
import { heldAgainst, SAMPLE_HEADS, sampleCells } from '../sampled-words.ts';
import { sentence } from './finding.ts';
import { breakable, type Html, html } from './markup.ts';
import { type Cell, table } from './table.ts';

const MAX_NAME = 200;

/** A row for each interaction. */
export function sandboxTable({ sandbox: url, contracts }: LiveLook): Html {
  const rows = contracts.flatMap(({ consumer, interactions }) =>
    interactions.map(({ name, operation, result }) => {
      const why = 'message' in result ? sentence(result.message) : '';
      return [
        { told: clip(name, MAX_NAME) },
        { told: clip(consumer, MAX_NAME) },
        { told: code(operation) },
        resultCell(result.status),
        { told: why, look: 'said' },
      ];
    }),
  );
  return html`<p class="quiet">sandbox ${url}</p>
${table('Interactions', ['interaction', 'consumer', 'operation', 'result', 'why'], rows)}`;
}

/** A row for each operation and span of time, and the hours of the week that were beyond a limit more than once. */
export function healthTable(health: HealthLook): Html {
  const rows = health.operations.flatMap(({ operation, spans }) =>
    spans.map((span) => [{ told: code(operation) }, ...spanCells(span).map((told) => ({ told, look: 'count' }))]),
  );
  return html`${statusLines(health).map((line) => html`<p class="quiet">${clip(line, 2 * MAX_NAME)}</p>`)}
${table('Health', ['operation', ...SPAN_HEADS], rows)}
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
    return [{ told: clip(name, MAX_NAME) }, ...cells.map((cell) => ({ told: clip(cell, MAX_NAME), look: 'count' }))];
  });
  return html`<p class="quiet">${sentence(heldAgainst(api, sampling))}</p>
${table('Samples', SAMPLE_HEADS, rows)}
${sampling.leftOut.map(({ name, why }) => html`<p class="quiet">left out: ${clip(name, MAX_NAME)}: ${sentence(why)}</p>`)}`;
}

/** A row for each step, with what went over the wire and the command that makes the call again below what failed. */
export function stepsTable({ environment, url, counts, flows }: FlowLook): Html {
  const rows = flows.flatMap(({ flow, workflows }) =>
    workflows.flatMap(({ workflow, steps }) => steps.map((step) => stepRow(`${flow}: ${workflow}`, step))),
  );
  const stopped = flows.flatMap(({ flow, stopped }) => (stopped === undefined ? [] : [`${flow}: ${stopped.message}`]));
  return html`<p class="quiet">${environment} ${url}, ${stepsInWords(counts)}</p>
${stopped.map((why) => html`<p>${sentence(why)}</p>`)}
${table('Steps', ['step', 'operation', 'result', 'what came'], rows)}`;
}

function stepRow(workflow: string, told: ToldStep): readonly Cell[] {
  const { step, operation, result } = told;
  const faults = result.status === 'failed' ? result.faults.map(({ message }) => message) : [];
  const why = result.status === 'not run' ? [result.message] : faults;
  const wire = result.status === 'failed' ? exchangeLines(told) : [];
  const came = html`${why.map((message) => html`<p>${sentence(message)}</p>`)}${wire.length > 0 && html`<pre>${wire.map((line) => html`${line}\n`)}</pre>`}`;
  return [
    { told: html`${clip(step, MAX_NAME)} <span class="quiet">${clip(workflow, MAX_NAME)}</span>` },
    { told: code(operation) },
    resultCell(result.status),
    { told: came, look: 'said' },
  ];
}

type Status = (ToldStep | LiveInteraction)['result']['status'];

function resultCell(status: Status): Cell {
  return { told: RESULTS[status], look: status === 'not run' ? 'unknown' : status };
}

/** With a mark, so that no reader depends on colour. */
const RESULTS: Readonly<Record<Status, string>> = {
  passed: '✔ passed',
  failed: '✖ failed',
  'not run': '? not run',
  'left out': '– left out',
};

/** An operation; nothing where none is known. */
function code(operation: string | undefined): Html | undefined {
  return operation === undefined ? undefined : html`<code>${breakable(clip(operation, MAX_NAME))}</code>`;
}

/** A row for each credential and place that was looked at. */
export function checksTable(checks: readonly Check[]): Html {
  const rows = checks.map(({ what, name, state, says }) => [
    { told: breakable(clip(name, MAX_NAME)) },
    { told: what },
    { told: STATES[state], look: state },
    { told: says.map((said) => html`<p>${sentence(said)}</p>`), look: 'said' },
  ]);
  return table('Credentials and places', ['name', 'what', 'state', 'what was seen'], rows);
}

const STATES: Readonly<Record<Check['state'], string>> = {
  well: '✔ well',
  told: '! told',
  failed: '✖ failed',
  unknown: '? unknown',
};
