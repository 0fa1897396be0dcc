// One API as HTML: what was looked at, its consumers, its findings in groups, and what could not be read.

import type { Finding } from '../../model/finding.ts';
import type { ApiReport, DocumentIdentity } from '../../model/report.ts';
import { SEVERITIES } from '../../model/rule.ts';
import { isVerifiedApi } from '../../model/verification.ts';
import { apart, PART_TITLES, type PartReport } from '../apart.ts';
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
} from '../consumer-words.ts';
import { clip } from '../inert.ts';
import { heldInWords } from '../verification-words.ts';
import { acknowledgedFindings, findingsWith, openFindings, outcomeOf, plural } from '../words.ts';
import { findingArticle, sentence } from './finding.ts';
import { checksTable, healthTable, samplesTable, sandboxTable, stepsTable } from './looks.ts';
import { breakable, type Html, html } from './markup.ts';

const MAX_NAME = 200;
const MAX_ROWS = 500;

/** What an outcome is called, with a mark so that no reader depends on colour. */
export const OUTCOMES: Readonly<Record<ReturnType<typeof outcomeOf>, string>> = {
  clean: '✔ clean',
  drift: '✖ drift',
  unknown: '? could not look',
  'partly unknown': '? partly unknown',
};

/** The API below a heading of its own; `at` is its number, by which it is linked to. */
export function apiSection(api: ApiReport, at: number): Html {
  const named = clip(api.api, MAX_NAME);
  return html`<section class="api" id="api-${at}">
<h2>${breakable(named)} <span class="outcome ${api.outcome}">${OUTCOMES[outcomeOf(api)]}</span></h2>
${apart(api).map((part, index) => partSection(part, index))}
</section>
`;
}

/** What is told of one part; all but the first have a heading of their own. */
function partSection(api: PartReport, index: number): Html {
  const told = html`${facts(api)}
${api.outcome === 'unknown' && unseen(api)}
${api.live !== undefined && sandboxTable(api.live)}
${api.health !== undefined && healthTable(api.health)}
${api.sampling !== undefined && samplesTable(api.api, api.sampling)}
${api.flows !== undefined && stepsTable(api.flows)}
${api.checks !== undefined && checksTable(api.checks)}
${api.reliance !== undefined && consumers(api.whole)}
${groupsOf(api).map(({ title, findings, folded }) => group(title, findings, folded, api))}
${asides(api)}`;
  if (index === 0) return told;
  return html`<div class="part"><h3>${PART_TITLES[api.part]}</h3>
${told}</div>
`;
}

function facts(api: ApiReport): Html | undefined {
  const held = isVerifiedApi(api) ? heldInWords(api) : [];
  const documents = [api.baseline, api.current].filter((document) => document !== undefined).map(identity);
  const words = held.length > 0 ? held : [documents.join(' → ')];
  const text = words.map((word) => clip(word, 2 * MAX_NAME)).join(' · ');
  return text === '' ? undefined : html`<p class="quiet">${breakable(text)}</p>`;
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
