// The report as JUnit XML: a suite for each API, a case for each finding or each interaction that was called.

import type { Finding } from '../model/finding.ts';
import type { LiveInteraction, LiveLook } from '../model/live-verification.ts';
import type { ApiReport, Report } from '../model/report.ts';
import { SEVERITIES } from '../model/rule.ts';
import {
  acceptedBy,
  adviceIn,
  contractedAt,
  hitConsumers,
  payloadInWords,
  placeParts,
  verdictInWords,
  writtenAt,
} from './finding-words.ts';
import { clip, inertTerminal } from './inert.ts';
import { loudnessOf } from './locations.ts';
import { openFindings } from './words.ts';
import { xmlText } from './xml.ts';

const MAX_NAME = 300;
const MAX_TEXT = 2000;
const MAX_PLACES = 20;

/** One case, and what came of it. */
interface Case {
  readonly name: string;
  readonly classname: string;
  readonly result?: Result;
}

interface Result {
  readonly element: 'failure' | 'error' | 'skipped';
  readonly type?: string;
  readonly message: string;
  readonly lines?: readonly string[];
}

/**
 * The report as the XML that CI servers read (`testsuites`, `testsuite`, `testcase`), with a final newline. In an API that
 * drifted, the gravest findings fail, and what is milder or accepted is skipped with its reason; one that could not be
 * looked at is an error. Nothing fails in an API that is clean.
 */
export function renderJunit(report: Report): string {
  const suites = report.apis.map((api) => ({ name: api.api, cases: casesOf(api) }));
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Driftgate" ${counted(all)}>`,
    ...suites.flatMap(({ name, cases }) => [
      `  <testsuite name="${attribute(name)}" ${counted(cases)} time="0">`,
      ...cases.map(caseElement),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf(api: ApiReport): readonly Case[] {
  const failing = new Set(failuresOf(api));
  const cases = [
    ...(api.outcome === 'unknown' ? [unseen(api)] : []),
    ...(api.live === undefined ? [] : interactionCases(api.live, failing, api)),
    ...api.findings
      .filter((finding) => !isShown(finding, api.live))
      .map((finding) => findingCase(finding, failing, api)),
  ];
  return cases.length > 0 ? cases : [{ name: 'no drift', classname: api.api }];
}

/** Those by which an API drifted: what breaks a consumer, or else the gravest severity that there is. */
function failuresOf(api: ApiReport): readonly Finding[] {
  if (api.outcome === 'clean') return [];
  const open = SEVERITIES.map((severity) => openFindings(api, severity));
  const loud = open.flat().filter((finding) => loudnessOf(finding, api) === 'error');
  return loud.length > 0 ? loud : (open.find((some) => some.length > 0) ?? []);
}

function findingCase(finding: Finding, failing: ReadonlySet<Finding>, { api, lineOf }: ApiReport): Case {
  const { message, rule, severity, fingerprint, acknowledgement, consumers } = finding;
  const named = { name: `${message} [${fingerprint}]`, classname: `${api}.${rule}` };
  if (acknowledgement !== undefined) {
    return { ...named, result: { element: 'skipped', message: `${severity}, accepted ${acceptedBy(finding)}` } };
  }
  if (!failing.has(finding)) {
    const spared = consumers.length > 0 && hitConsumers(finding).length === 0 ? ', hits no contract' : '';
    return { ...named, result: { element: 'skipped', message: `${severity}${spared}` } };
  }
  return { ...named, result: { element: 'failure', type: severity, message, lines: linesOf(finding, lineOf) } };
}

function linesOf(finding: Finding, lineOf: ApiReport['lineOf']): readonly string[] {
  const { change, witness } = finding;
  return [
    ...hitConsumers(finding).map((hit) =>
      [`${hit.consumer} ${verdictInWords(hit, finding)}: ${hit.because}`, ...contractedAt(hit)].join(' · '),
    ),
    ...change.impacts.slice(0, MAX_PLACES).map((impact) => placeParts(impact).join(' · ')),
    adviceIn(finding).hint ?? '',
    writtenAt(finding, lineOf),
    ...(witness?.status === 'proven' ? [`proof: ${payloadInWords(witness.payload)}`] : []),
  ];
}

/** What a sandbox does not keep is told with the interaction that shows it. */
function interactionCases({ contracts }: LiveLook, failing: ReadonlySet<Finding>, api: ApiReport): readonly Case[] {
  return contracts.flatMap(({ consumer, interactions }) =>
    interactions.map((interaction) => {
      const met = api.findings.filter((finding) => isMet(finding, consumer, interaction));
      const result = resultOf(interaction, met, failing);
      return { name: interaction.name, classname: `${api.api}.${consumer}`, ...(result && { result }) };
    }),
  );
}

/** Whether a finding is told with an interaction. */
function isShown(finding: Finding, live: LiveLook | undefined): boolean {
  return (live?.contracts ?? []).some(({ consumer, interactions }) =>
    interactions.some((interaction) => interaction.result.status === 'failed' && isMet(finding, consumer, interaction)),
  );
}

function isMet({ consumers }: Finding, consumer: string, { name }: LiveInteraction): boolean {
  return consumers.some((hit) => hit.consumer === consumer && hit.interaction === name);
}

function resultOf({ result, pending }: LiveInteraction, met: readonly Finding[], failing: ReadonlySet<Finding>) {
  switch (result.status) {
    case 'passed':
      return undefined;
    case 'failed':
      return mismatch(met, pending || !met.some((finding) => failing.has(finding)));
    case 'not run':
      return { element: 'error' as const, type: result.code, message: result.message };
    case 'left out':
      return { element: 'skipped' as const, message: result.message };
  }
}

function mismatch(met: readonly Finding[], isMild: boolean): Result {
  const [first, ...rest] = met.map(({ message, acknowledgement }) =>
    acknowledgement === undefined ? message : `${message} (accepted)`,
  );
  const message = first ?? 'the provider answers otherwise';
  return isMild ? { element: 'skipped', message } : { element: 'failure', type: 'mismatch', message, lines: rest };
}

function unseen({ api, unknown }: ApiReport): Case {
  const { code = 'unknown', message = 'the reason is not known', hint, place } = unknown ?? {};
  const lines = [hint, place].filter((line) => line !== undefined);
  return { name: 'could not look', classname: api, result: { element: 'error', type: code, message, lines } };
}

function counted(cases: readonly Case[]): string {
  const count = (element: Result['element']) => cases.filter(({ result }) => result?.element === element).length;
  const counts = { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
  return Object.entries(counts)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');
}

function caseElement({ name, classname, result }: Case): string {
  const head = `    <testcase name="${attribute(name)}" classname="${attribute(classname)}" time="0"`;
  if (result === undefined) return `${head}/>`;
  const { element, type, message, lines = [] } = result;
  const kind = type === undefined ? '' : ` type="${attribute(type)}"`;
  const text = lines
    .filter((line) => line !== '')
    .map((line) => xmlText(clip(inertTerminal(line), MAX_TEXT)))
    .join('\n');
  const body = text === '' ? '/>' : `>${text}</${element}>`;
  return `${head}>\n      <${element} message="${attribute(message, MAX_TEXT)}"${kind}${body}\n    </testcase>`;
}

function attribute(text: string, length = MAX_NAME): string {
  return xmlText(clip(inertTerminal(text), length));
}
