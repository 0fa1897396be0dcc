// The report as SARIF 2.1.0, for code scanning: results in the files of the repository, and the rules behind them.

import { countImpacts } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import type { ApiReport, Report } from '../model/report.ts';
import {
  acceptedBy,
  adviceIn,
  contractedAt,
  hitConsumers,
  placeInBrief,
  placeParts,
  verdictInWords,
} from './finding-words.ts';
import { clip, inertTerminal } from './inert.ts';
import { escapeActing } from './json.ts';
import {
  type FileLocation,
  inConfig,
  type Loudness,
  locationsOf,
  loudestFirst,
  NOWHERE,
  type Whereabouts,
} from './locations.ts';
import { plural } from './words.ts';

/** What is told of a rule. */
export interface RuleText {
  readonly title: string;
  readonly why: string;
  /** Its example, as Markdown. */
  readonly example: string;
}

/** What a log is made with beside the report. */
export interface SarifOptions {
  /** The version of Driftgate. */
  readonly version: string;
  readonly where?: Whereabouts;
  /** What is told of the rule `direction/id`; `undefined` for one that is not known. */
  readonly ruleText?: (rule: string) => RuleText | undefined;
  /** How many results are written; 25,000 when absent, which is what GitHub takes of a run. */
  readonly maxResults?: number;
}

const MAX_RESULTS = 25_000;
// What GitHub shows of a text, and how many locations it takes of a result with room to spare.
const MAX_TEXT = 1000;
const MAX_LOCATIONS = 20;

/**
 * The report as the text of a SARIF log (OASIS SARIF 2.1.0) with one run and a final newline. Errors come first, so that
 * what is cut at the limit of GitHub is the mildest; a notification says how much. What was accepted is suppressed, and an
 * API that could not be looked at is a notification of an unsuccessful run.
 */
export function renderSarif(report: Report, options: SarifOptions): string {
  const { version, where = NOWHERE, ruleText = () => undefined, maxResults = MAX_RESULTS } = options;
  const found = loudestFirst(report.apis);
  const kept = found.slice(0, maxResults);
  const rules = [...new Set(kept.map(([, { rule }]) => rule))].sort();
  const unseen = report.apis.filter(({ outcome }) => outcome === 'unknown');
  const log: JsonObject = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Driftgate', version, rules: rules.map((rule) => ruleObject(rule, ruleText(rule))) } },
        automationDetails: { id: 'driftgate/' },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: unseen.length === 0,
            toolExecutionNotifications: [
              ...unseen.map((api) => unseenNotification(api, where)),
              ...(kept.length < found.length ? [cutNotification(found.length - kept.length, maxResults)] : []),
            ],
          },
        ],
        results: kept.map(([api, finding, loudness]) =>
          resultObject(api, finding, loudness, rules.indexOf(finding.rule), where),
        ),
      },
    ],
  };
  return `${escapeActing(JSON.stringify(log, null, 2))}\n`;
}

function ruleObject(rule: string, text: RuleText | undefined): JsonObject {
  const id = plain(rule);
  if (text === undefined) return { id };
  const { title, why, example } = text;
  return {
    id,
    shortDescription: { text: plain(title) },
    fullDescription: { text: plain(why) },
    help: { text: `${title} ${why}\n\n${example}`, markdown: `${title} ${why}\n\n${example}` },
    properties: { tags: ['api-drift'] },
  };
}

function resultObject(
  api: ApiReport,
  finding: Finding,
  level: Loudness,
  ruleIndex: number,
  where: Whereabouts,
): JsonObject {
  const { rule, fingerprint, severity, acknowledgement, change } = finding;
  const [first, ...others] = locationsOf(finding, api, where).slice(0, MAX_LOCATIONS);
  const [impact] = change.impacts;
  const place = [api.api, ...(impact === undefined ? [] : placeParts(impact))].join(' · ');
  const logical = { fullyQualifiedName: plain(place), kind: 'member' };
  return {
    ruleId: plain(rule),
    ruleIndex,
    level,
    message: { text: plain(messageOf(api, finding)) },
    locations: [{ ...(first !== undefined && physical(first)), logicalLocations: [logical] }],
    ...(others.length > 0 && { relatedLocations: others.map((one, id) => ({ id, ...physical(one) })) }),
    partialFingerprints: { 'driftgateFingerprint/v1': plain(fingerprint) },
    ...(acknowledgement !== undefined && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: plain(`accepted ${acceptedBy(finding)}`) }],
    }),
    properties: { api: plain(api.api), severity, kind: change.kind, places: countImpacts(change) },
  };
}

function messageOf(api: ApiReport, finding: Finding): string {
  const hits = hitConsumers(finding).map(
    (hit) => `${hit.consumer} ${verdictInWords(hit, finding)}: ${hit.because} (${contractedAt(hit).at(-1)})`,
  );
  const { hint, playbook } = adviceIn(finding);
  const advice = [hint, playbook && `playbook: ${playbook}`].filter((part) => part !== undefined);
  return [`${api.api}: ${finding.message}`, ...placeInBrief(finding), ...hits, ...advice].join(' · ');
}

function unseenNotification(api: ApiReport, where: Whereabouts): JsonObject {
  const { message = 'the reason is not known', hint, code = 'unknown' } = api.unknown ?? {};
  const [location] = inConfig(api, where);
  const text = [`${api.api}: could not look: ${message}`, ...(hint === undefined ? [] : [hint])].join(' · ');
  return {
    level: 'error',
    message: { text: plain(text) },
    descriptor: { id: plain(code) },
    ...(location !== undefined && { locations: [physical(location)] }),
  };
}

function cutNotification(left: number, most: number): JsonObject {
  const are = left === 1 ? 'is' : 'are';
  const text = `${plural(left, 'result')} beyond ${most} ${are} left out, the mildest of all: see another format for them`;
  return { level: 'warning', message: { text }, descriptor: { id: 'results-left-out' } };
}

function physical({ file, line }: FileLocation): JsonObject {
  const region = line === undefined ? {} : { region: { startLine: line } };
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } };
}

/** A path as a URI reference (RFC 3986 §4.1), relative where the path is. */
function uriOf(file: string): string {
  const path = file.toWellFormed().split('/').map(encodeURIComponent).join('/');
  return file.startsWith('/') ? `file://${path}` : path.replace(/^\.\//, '');
}

/**
 * Text on one line that no viewer takes for more: SARIF §3.11.6 makes a link of `[text](target)`, and trackers that alerts
 * are copied to know mentions and references. A zero-width space stands in between.
 */
function plain(text: string): string {
  return clip(inertTerminal(text), MAX_TEXT).replace(/\](?=\()|[@#](?=\S)|\bGH-(?=\d)/gi, '$&\u200b');
}
