// The report as workflow commands of GitHub Actions: annotations at the lines of contracts, documents and configuration.

import type { AcknowledgementNotice } from '../model/finding.ts';
import type { ApiReport, Report } from '../model/report.ts';
import { adviceIn, contractedAt, hitConsumers, placeInBrief, verdictInWords } from './finding-words.ts';
import { clip, inertTerminal } from './inert.ts';
import {
  type FileLocation,
  inConfig,
  type Loudness,
  locationsOf,
  loudestFirst,
  NOWHERE,
  type Whereabouts,
} from './locations.ts';
import { headline, noticeInWords, plural } from './words.ts';

/** GitHub shows so many annotations of each kind for one step, and drops the rest without a word. */
const MOST = 10;
const MAX_MESSAGE = 1000;
const MAX_TITLE = 200;

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<Loudness, string>;

/** One annotation. */
export interface Annotation {
  readonly loudness: Loudness;
  readonly at: FileLocation | undefined;
  readonly title: string;
  readonly message: string;
}

/**
 * A command on each line, the gravest first. Of each kind no more than GitHub shows: the last one counts those that it has
 * no room for. What was accepted is not annotated. Gives an empty text where there is nothing to say.
 */
export function renderAnnotations(report: Report, where: Whereabouts = NOWHERE): string {
  const all = [
    ...report.apis.filter(({ outcome }) => outcome === 'unknown').map((api) => unseen(api, where)),
    ...found(report, where),
    ...(report.acknowledgements ?? []).map(noticed),
  ];
  const lines = (Object.keys(COMMANDS) as Loudness[]).flatMap((loudness) => {
    const some = all.filter((annotation) => annotation.loudness === loudness);
    if (some.length <= MOST) return some.map(command);
    const rest = {
      loudness,
      at: undefined,
      title: `Driftgate: ${some.length - MOST + 1} more`,
      message: `${plural(some.length - MOST + 1, 'more annotation')} of this kind; in all: ${headline(report)}`,
    };
    return [...some.slice(0, MOST - 1), rest].map(command);
  });
  return lines.map((line) => `${line}\n`).join('');
}

function found({ apis }: Report, where: Whereabouts): readonly Annotation[] {
  return loudestFirst(apis)
    .filter(([, { acknowledgement }]) => acknowledgement === undefined)
    .map(([api, finding, loudness]) => {
      const [hit] = hitConsumers(finding);
      const who =
        hit === undefined
          ? []
          : [`${hit.consumer} ${verdictInWords(hit, finding)}: ${hit.because}`, ...contractedAt(hit).slice(-1)];
      const { hint } = adviceIn(finding);
      const advice = hint === undefined ? [] : [hint];
      const message = [
        finding.message,
        ...placeInBrief(finding),
        ...who,
        ...advice,
        `${finding.rule} ${finding.fingerprint}`,
      ];
      return {
        loudness,
        at: locationsOf(finding, api, where)[0],
        title: `${api.api}: ${finding.severity}`,
        message: message.join(' · '),
      };
    });
}

function noticed(notice: AcknowledgementNotice): Annotation {
  return { loudness: 'warning', at: undefined, title: 'Driftgate: acknowledgement', message: noticeInWords(notice) };
}

function unseen(api: ApiReport, where: Whereabouts): Annotation {
  const { message = 'the reason is not known', hint } = api.unknown ?? {};
  return {
    loudness: 'error',
    at: inConfig(api, where)[0],
    title: `${api.api}: could not look`,
    message: [message, ...(hint === undefined ? [] : [hint])].join(' · '),
  };
}

/** The workflow command of an annotation, without an end of line. Nothing in its texts acts. */
export function command({ loudness, at, title, message }: Annotation): string {
  const properties = {
    ...(at !== undefined && { file: at.file }),
    ...(at?.line !== undefined && { line: String(at.line) }),
    title: clip(inertTerminal(title), MAX_TITLE),
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${COMMANDS[loudness]} ${written.join(',')}::${escapeData(clip(inertTerminal(message), MAX_MESSAGE))}`;
}

/** What a workflow command says after `::`, as the toolkit of GitHub Actions escapes it (`@actions/core`, command.ts). */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
