// A gate as text for a terminal: what fails first, then what vendors did beside it.

import type { Gate, GateCheck } from '../model/gate.ts';
import type { Outcome, Report } from '../model/report.ts';
import { isVerification } from '../model/verification.ts';
import { CHECK_WORDS, checkInWords, gateHeadline, vendorsInWords } from './gate-words.ts';
import { renderText } from './text.ts';
import { pageOf, type TextOptions } from './text-page.ts';
import { renderVerification } from './verification.ts';

const SYMBOLS: Readonly<Record<Outcome, string>> = { clean: '✔', drift: '✖', unknown: '?' };

/** The gate as text with a final newline. */
export function renderGate(gate: Gate, options: TextOptions): string {
  const { colors } = pageOf(options);
  const checks = gate.checks.map((each) => section(each, options));
  const vendors = vendorsInWords(gate.vendors);
  const headline = gateHeadline(gate);
  const shown = gate.outcome === 'clean' ? colors.green(headline) : colors.red(headline);
  return `${[...checks, ...(vendors === '' ? [] : [colors.dim(vendors)]), shown].join('\n\n')}\n`;
}

function section(check: GateCheck, options: TextOptions): string {
  const line = `${SYMBOLS[check.outcome]} ${check.check.padEnd(10)}  ${checkInWords(check)}`;
  if (check.report === undefined || check.outcome === 'clean') return line;
  return [line, ofReport(check.report, options).trimEnd(), `mend: ${CHECK_WORDS[check.check].mend}`].join('\n\n');
}

function ofReport(report: Report, options: TextOptions): string {
  return isVerification(report) ? renderVerification(report, options) : renderText(report, options);
}
