// What the doctor saw, for a developer at a terminal: a line for each thing that was looked at, then what is to be done.

import type { Check, DoctorApi, DoctorReport } from '../model/doctor.ts';
import { clip, inertTerminal } from './inert.ts';
import { acceptedFinding, findingInFull } from './text-finding.ts';
import { detail, outcomePaint, type Page, pageOf, sentence, type TextOptions } from './text-page.ts';
import { acknowledgedFindings, countsInWords, openFindings, plural } from './words.ts';
import { wrap } from './wrap.ts';

const MAX_NAME = 200;

/** The report as text with a final newline. */
export function renderDoctor(report: DoctorReport, options: TextOptions): string {
  const page = pageOf(options);
  return `${[...report.apis.map((api) => apiInFull(api, page)), summary(report, page)].join('\n\n')}\n`;
}

function apiInFull(api: DoctorApi, page: Page): string {
  const heading = page.colors.bold(page.colors.underline(inertTerminal(clip(api.api, MAX_NAME))));
  const open = openFindings(api);
  return [
    [heading, ...api.checks.map((check) => line(check, page)), ...hintOf(api, page)].join('\n'),
    ...open.map((finding) => findingInFull(finding, api.lineOf, page)),
    ...acknowledgedFindings(api).map((finding) => acceptedFinding(finding, page)),
  ].join('\n\n');
}

const MARKS: Readonly<Record<Check['state'], string>> = { well: '✔', told: '▲', failed: '✖', unknown: '?' };

/** `✔ sandbox     https://sandbox.example.com · answers 200`. */
function line({ what, name, state, says }: Check, page: Page): string {
  const { colors } = page;
  const paint = { well: colors.green, told: colors.yellow, failed: colors.red, unknown: colors.yellow }[state];
  const words = says.flatMap((each) => [{ text: ' · ', paint: colors.dim }, ...sentence(each, page)]);
  const about = { text: inertTerminal(clip(name, MAX_NAME)), paint: colors.cyan };
  return wrap({ text: `  ${MARKS[state]} ${what.padEnd(11)} `, paint }, [about, ...words], page.width);
}

/** What to do about what could not be looked at; what is wrong with a credential is a finding, which says that. */
function hintOf({ unknown }: DoctorApi, page: Page): readonly string[] {
  const { hint, code } = unknown ?? {};
  if (hint === undefined || code === 'credential-failed' || code === 'secret-missing') return [];
  return [detail(sentence(`what to do: ${hint}`, page), page)];
}

/** `7 checks: 5 well, 1 failed, 1 unknown; 1 breaking`. */
function summary({ outcome, counts, apis }: DoctorReport, page: Page): string {
  const checks = apis.flatMap((api) => api.checks);
  const words = { well: 'well', told: 'with a note', failed: 'failed', unknown: 'could not be looked at' };
  const states = (['well', 'told', 'failed', 'unknown'] as const)
    .map((state) => ({ state, count: checks.filter((check) => check.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${words[state]}`);
  const facts = [
    `${plural(checks.length, 'check')}: ${states.join(', ')}`,
    ...(apis.some(({ findings }) => findings.length > 0) ? [countsInWords(counts)] : []),
  ];
  return wrap({ text: '' }, [{ text: facts.join('; '), paint: outcomePaint(outcome, page) }], page.width);
}
