// One finding as a card of an e-mail.

import type { Finding } from '../model/finding.ts';
import type { ApiReport } from '../model/report.ts';
import { STYLES } from './email-style.ts';
import {
  adviceIn,
  payloadInWords,
  placeParts,
  proofInWords,
  shortValues,
  shownConsumers,
  shownPlaces,
  verdictInWords,
  writtenAt,
} from './finding-words.ts';
import { type Html, html } from './html/markup.ts';
import { clip, messageSpans } from './inert.ts';
import { SEVERITY_SYMBOLS } from './words.ts';

const MAX_MESSAGE = 600;
const MAX_NAME = 200;
const MAX_PAYLOAD = 240;

/** What changed, whose code breaks, where, and how one can see it. */
export function emailFinding(finding: Finding, { lineOf }: ApiReport): Html {
  const { severity, fingerprint, rule } = finding;
  const at = clip(writtenAt(finding, lineOf), MAX_NAME);
  return html`<div class="card ${severity}" style="${STYLES.card};${STYLES[severity]}">
<p class="tag ${severity}-text" style="${STYLES.tag};${STYLES[`${severity}Text`]}">${SEVERITY_SYMBOLS[severity]} ${severity}</p>
<p style="${STYLES.message}">${sentence(finding.message)}</p>
${consumers(finding)}${where(finding)}${values(finding)}${proof(finding)}${advice(finding)}
<p class="quiet" style="${STYLES.small}">${[at, rule, fingerprint].filter((part) => part !== '').join(' · ')}</p>
</div>
`;
}

/** A sentence of ours: what stands between backticks is code. */
export function sentence(message: string): Html {
  return html`${messageSpans(clip(message, MAX_MESSAGE)).map(({ code: isCode, text }) => (isCode ? code(text) : text))}`;
}

function code(text: string): Html {
  return html`<code class="code" dir="ltr" style="${STYLES.code}">${clip(text, MAX_NAME)}</code>`;
}

function consumers(finding: Finding): Html {
  const { shown, more } = shownConsumers(finding);
  return html`${shown.map(
    (impact) =>
      html`<p style="${STYLES.line}"><strong>${clip(impact.consumer, MAX_NAME)} ${verdictInWords(impact, finding)}</strong>: ${sentence(impact.because)}</p>`,
  )}${more !== '' && html`<p class="quiet" style="${STYLES.quiet}">${more}</p>`}`;
}

function where(finding: Finding): Html {
  const { shown, more } = shownPlaces(finding);
  return html`${shown.map(
    (impact) =>
      html`<p style="${STYLES.line}">${placeParts(impact).map((part, at) => html`${at > 0 && ' · '}${code(part)}`)}</p>`,
  )}${more !== '' && html`<p class="quiet" style="${STYLES.quiet}">${more}</p>`}`;
}

/** Not again what the message says already. */
function values(finding: Finding): Html {
  const short = shortValues(finding);
  if (short === undefined || short.every((value) => finding.message.includes(value))) return html``;
  const [old, current] = short;
  return html`<p style="${STYLES.line}">${code(old)} → ${code(current)}</p>`;
}

function proof({ witness }: Finding): Html {
  if (witness?.status !== 'proven') return html``;
  const payload = clip(payloadInWords(witness.payload), MAX_PAYLOAD);
  return html`<p style="${STYLES.line}">${proofInWords(witness)}<br>${code(payload)}</p>`;
}

function advice(finding: Finding): Html {
  const { hint, playbook } = adviceIn(finding);
  return html`${hint !== undefined && html`<p style="${STYLES.line}">${sentence(hint)}</p>`}${
    playbook !== undefined && html`<p style="${STYLES.line}">playbook: ${clip(playbook, MAX_NAME)}</p>`
  }`;
}
