// A gate as GitHub Flavored Markdown, for a comment on the pull request and the summary of the job.

import type { Gate, GateCheck } from '../model/gate.ts';
import type { Outcome, Report } from '../model/report.ts';
import { isVerification } from '../model/verification.ts';
import { CHECK_WORDS, checkInWords, gateHeadline, vendorsInWords } from './gate-words.ts';
import { inertMarkdown } from './inert.ts';
import { renderMarkdown } from './markdown.ts';
import type { MarkdownOptions } from './markdown-groups.ts';
import { renderVerificationMarkdown } from './verification-markdown.ts';

const SYMBOLS: Readonly<Record<Outcome, string>> = { clean: '✔', drift: '✖', unknown: '❔' };
const MAX_LENGTH = 60_000;
/** Room for what vendors did, which comes last. */
const MAX_VENDORS = 12_000;

/** The gate as Markdown with a final newline, no longer than a comment on GitHub takes. */
export function renderGateMarkdown(gate: Gate, options: MarkdownOptions = {}): string {
  const failing = gate.checks.filter(({ report, outcome }) => report !== undefined && outcome !== 'clean');
  const { maxLength = MAX_LENGTH } = options;
  const room = Math.floor((maxLength - MAX_VENDORS) / Math.max(1, failing.length));
  const rows = gate.checks.map((each) => `| ${SYMBOLS[each.outcome]} | ${each.check} | ${checkInWords(each)} |`);
  const parts = [
    `## Driftgate: ${inertMarkdown(gateHeadline(gate))}`,
    ['| | check | |', '|---|---|---|', ...rows].join('\n'),
    ...failing.map((each) => section(each, { ...options, maxLength: room })),
    vendors(gate.vendors),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function section({ check, report }: GateCheck, options: MarkdownOptions): string {
  if (report === undefined) return '';
  const text = isVerification(report) ? renderVerificationMarkdown(report, options) : renderMarkdown(report, options);
  return `### ${check}\n\n${CHECK_WORDS[check].mend}\n\n${text.trimEnd().replace(/^## .*\n\n/, '')}`;
}

function vendors(report: Report | undefined): string {
  const words = vendorsInWords(report);
  if (report === undefined || words === '') return '';
  const text = renderMarkdown(report, { maxLength: MAX_VENDORS }).trimEnd();
  const rest = text.replace(/^## .*\n\n/, '');
  return `<details><summary>${inertMarkdown(words)}</summary>\n\n${rest}\n\n</details>`;
}
