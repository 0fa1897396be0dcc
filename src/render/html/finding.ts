// One finding as HTML: what changed on both sides, who breaks, the payload that shows it, and where it reaches.

import { countImpacts } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { Impact } from '../../model/place.ts';
import type { ApiReport } from '../../model/report.ts';
import type { ConsumerImpact } from '../../model/usage.ts';
import type { Witness } from '../../model/witness.ts';
import {
  acceptedBy,
  adviceIn,
  contractedAt,
  explainedIn,
  firstPlaces,
  hitConsumers,
  otherImpacts,
  placeParts,
  proofInWords,
  shownConsumers,
  verdictInWords,
} from '../finding-words.ts';
import { clip, messageSpans } from '../inert.ts';
import { escapeActing } from '../json.ts';
import { shownInWords } from '../verification-words.ts';
import { plural, SEVERITY_SYMBOLS } from '../words.ts';
import { breakable, type Html, html } from './markup.ts';
import { type SideLine, sidesOf } from './sides.ts';

const MAX_MESSAGE = 1000;
const MAX_PLACES = 1000;
const MAX_CONSUMERS = 50;
const MAX_PAYLOAD = 6000;
/** A longer payload is folded, unless somebody breaks. */
const MOST_LINES = 12;

/** What the filter calls a finding that somebody accepted. */
export const ACCEPTED = 'accepted' as const;

/** What the filter calls how grave a finding is. */
export function kindOf({ severity, acknowledgement }: Finding): string {
  return acknowledgement === undefined ? severity : ACCEPTED;
}

/** The names of the consumers that a finding hits, each once. */
export function consumersHit(finding: Finding): readonly string[] {
  return [...new Set(hitConsumers(finding).map(({ consumer }) => consumer))];
}

/** The finding, below a heading of its own. */
export function findingArticle(finding: Finding, api: ApiReport): Html {
  const { severity, fingerprint, message, rule, acknowledgement } = finding;
  const kind = kindOf(finding);
  const consumers = JSON.stringify(consumersHit(finding));
  return html`<article class="finding ${kind}" data-api="${api.api}" data-severity="${kind}" data-consumers="${consumers}">
<h4><span class="severity">${mark(SEVERITY_SYMBOLS[severity])} ${severity}</span> ${sentence(message)}</h4>
${acknowledgement !== undefined && html`<p class="accepted-by">✓ accepted ${clip(acceptedBy(finding), MAX_MESSAGE)}</p>`}
${whoBreaks(finding)}
${advice(finding)}
${places(finding)}
${sides(finding, api)}
${finding.witness !== undefined && proof(finding.witness, finding)}
<p class="identity">${rule} · ${fingerprint}</p>
</article>
`;
}

/** A mark beside a word that says the same: for the eye alone. */
function mark(symbol: string): Html {
  return html`<span aria-hidden="true">${symbol}</span>`;
}

/** A sentence of ours: what stands between backticks is code. */
export function sentence(text: string): Html {
  const spans = messageSpans(clip(text, MAX_MESSAGE));
  return html`${spans.map(({ code, text }) => (code ? html`<code>${breakable(text)}</code>` : text))}`;
}

/** Where an impact is: operation, part, field. */
export function place(impact: Impact): Html {
  return html`${placeParts(impact).map((part, at) => html`${at > 0 && ' · '}<code>${breakable(clip(part, MAX_MESSAGE))}</code>`)}`;
}

function whoBreaks(finding: Finding): Html | undefined {
  const { shown, more } = shownConsumers(finding, MAX_CONSUMERS);
  if (shown.length === 0) return undefined;
  return html`<ul class="consumers">${shown.map((impact) => consumer(impact, finding))}${more !== '' && html`<li class="quiet">${more}</li>`}</ul>`;
}

function consumer(impact: ConsumerImpact, finding: Finding): Html {
  const verdict = verdictInWords(impact, finding);
  const [at, ...rest] = contractedAt(impact).toReversed();
  return html`<li><strong>${clip(impact.consumer, MAX_MESSAGE)}</strong> <span class="verdict">${verdict}</span>: ${sentence(impact.because)}${rest
    .toReversed()
    .map(
      (part) => html` · <code>${clip(part, MAX_MESSAGE)}</code>`,
    )} <span class="quiet">${clip(at ?? '', MAX_MESSAGE)}</span></li>
`;
}

function advice(finding: Finding): Html {
  const { hint, playbook } = adviceIn(finding);
  const explained = explainedIn(finding);
  return html`${explained !== '' && html`<p class="quiet">${clip(explained, MAX_MESSAGE)}</p>`}${hint !== undefined && html`<p>${sentence(hint)}</p>`}${playbook !== undefined && html`<p>playbook: ${link(playbook)}</p>`}`;
}

/** A link to a web address; the address as code where it is none. */
function link(address: string): Html {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return isWeb ? html`<a href="${url.href}" rel="noreferrer">${address}</a>` : html`<code>${address}</code>`;
}

function places(finding: Finding): Html {
  const { change } = finding;
  const first = firstPlaces(finding);
  const shown = first.map((impact) => html`<p class="place">${place(impact)}</p>\n`);
  const count = countImpacts(change);
  const isTold = count <= Math.max(1, first.length);
  if (isTold) return html`${shown}`;
  const through = 'component' in change.root ? html` through component <code>${change.root.component}</code>` : '';
  const listed = change.impacts.slice(0, MAX_PLACES);
  const left = count - listed.length;
  const operations =
    new Set(change.impacts.map(({ operation }) => operation)).size + (change.unlisted?.operations ?? 0);
  return html`${shown}<details class="places"><summary>${plural(count, 'place')} in ${plural(operations, 'operation')}${through}</summary>
<ul>${listed.map((impact) => html`<li>${place(impact)}</li>\n`)}${left > 0 && html`<li class="quiet">${otherImpacts(change, listed.length)}</li>`}</ul>
</details>`;
}

function sides(finding: Finding, api: ApiReport): Html | undefined {
  const { change } = finding;
  // What fails has no other side.
  if (/^(?:trouble|health)\./.test(change.kind)) return undefined;
  const { before, after } = sidesOf(change);
  if (before.length + after.length === 0) return undefined;
  const [subject = ''] = change.kind.split('.');
  const [first, second] = TITLES[subject] ?? ['Before', 'After'];
  return html`<div class="sides">${side(first, 'del', before, writtenAt('old', finding, api))}${side(second, 'ins', after, writtenAt('new', finding, api))}</div>`;
}

/** What the two sides are, where they are not two documents. */
const TITLES: Readonly<Record<string, readonly [string, string]>> = {
  contract: ['Contract', 'Document'],
  live: ['Contract', 'Answer'],
};

function side(title: string, mark: 'del' | 'ins', lines: readonly SideLine[], at: string): Html {
  const written = lines.map(({ text, changed }) => {
    const line = breakable(text);
    if (!changed) return html`${line}\n`;
    return mark === 'del' ? html`<del>${line}</del>\n` : html`<ins>${line}</ins>\n`;
  });
  if (written.length === 0)
    return html`<figure><figcaption>${title} <span class="quiet">nothing</span></figcaption></figure>`;
  return html`<figure><figcaption>${title} <span class="quiet">${breakable(at)}</span></figcaption><pre>${written}</pre></figure>`;
}

/** `line 812 · /components/schemas/charge`; empty where it is not there. */
function writtenAt(side: 'old' | 'new', { change }: Finding, { lineOf }: ApiReport): string {
  const pointer = change[side]?.pointer;
  if (pointer === undefined) return '';
  const line = lineOf(side, pointer);
  return [
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(pointer === '' ? [] : [clip(pointer, MAX_MESSAGE)]),
  ].join(' · ');
}

/** The payload, with the lines marked that hold what changed. */
function proof(witness: Witness, finding: Finding): Html {
  if (witness.status === 'unproven') return html`<p class="quiet">Not proven: ${sentence(witness.why)}</p>`;
  const { payload, at } = witness;
  const lines = clip(escapeActing(JSON.stringify(payload, null, 2)), MAX_PAYLOAD).split('\n');
  const { kind, subject } = finding.change;
  const [first = '', ...rest] = kind.startsWith('contract.') ? shownInWords(finding) : proofInWords(witness);
  const isOpen = lines.length <= MOST_LINES || hitConsumers(finding).length > 0;
  return html`<details class="proof"${isOpen && html` open`}><summary>${first.toUpperCase()}${rest.join('')}</summary>
${at !== undefined && !isTold(at, finding) && html`<p class="place">${place(at)}</p>`}<pre>${lines.map((line) => (line.trimStart().startsWith(`${JSON.stringify(subject)}:`) ? html`<mark>${line}</mark>\n` : html`${line}\n`))}</pre></details>`;
}

/** Whether the place stands above already, or in the message. */
function isTold(at: Impact, finding: Finding): boolean {
  const parts = placeParts(at);
  const isNamed = parts.length === 1 && finding.message.includes(`\`${parts[0]}\``);
  return isNamed || firstPlaces(finding).some((shown) => placeParts(shown).join('\n') === parts.join('\n'));
}
