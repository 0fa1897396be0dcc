// A report on one line, the worst first: the subject of an e-mail, the title of a message.

import type { Finding } from '../model/finding.ts';
import type { ApiReport, Report } from '../model/report.ts';
import { SEVERITIES } from '../model/rule.ts';
import { whoIsHit } from './consumer-words.ts';
import { clip, inertTerminal } from './inert.ts';
import { findingsWith, gravestFirst, headline, openFindings, plural } from './words.ts';

const MAX_SUBJECT = 160;
const MAX_NAME = 40;
const MAX_PREVIEW = 200;
const MAX_APIS = 3;

/**
 * The worst first, on one line of at most 160 characters, nothing in which acts: `stripe: 3 breaking, phone-agent breaks
 * at data[].amount; crm unknown`.
 */
export function subjectOf({ apis }: Report): string {
  const [first, ...others] = gravestFirst(apis);
  if (first === undefined) return 'Driftgate: no drift';
  const told = [inFull(first), ...others.slice(0, MAX_APIS - 1).map(inBrief)];
  const rest = apis.length - told.length;
  return clip([...told, ...(rest > 0 ? [plural(rest, 'more API')] : [])].join('; '), MAX_SUBJECT);
}

/** What is shown beside the subject: whose code breaks, and how much drifted. */
export function previewOf(report: Report): string {
  const who = whoIsHit(report);
  return clip(inertTerminal([who, headline(report)].filter((part) => part !== '').join('; ')), MAX_PREVIEW);
}

function inFull(api: ApiReport): string {
  return [inBrief(api), whoBreaks(api)].filter((part) => part !== '').join(', ');
}

function inBrief(api: ApiReport): string {
  const severity = SEVERITIES.find((each) => openFindings(api, each).length > 0);
  if (severity === undefined) return `${short(api.api)} ${api.outcome === 'unknown' ? 'unknown' : 'clean'}`;
  const unknown = api.outcome === 'unknown' ? ', and unknown now' : '';
  return `${short(api.api)}: ${openFindings(api, severity).length} ${severity}${unknown}`;
}

/** `phone-agent breaks at data[].amount`; of several consumers the first is named. */
function whoBreaks(api: ApiReport): string {
  const hits = findingsWith('breaks', api).flatMap(breaking);
  const first = hits.find(({ field }) => field !== undefined) ?? hits[0];
  if (first === undefined) return '';
  const others = new Set(hits.map(({ consumer }) => consumer)).size - 1;
  if (others > 0) return `${short(first.consumer)} and ${plural(others, 'more consumer')} break`;
  return `${short(first.consumer)} breaks${first.field === undefined ? '' : ` at ${short(first.field)}`}`;
}

function breaking({ consumers }: Finding): Finding['consumers'] {
  return consumers.filter(({ verdict }) => verdict === 'breaks');
}

function short(name: string): string {
  return clip(inertTerminal(name), MAX_NAME);
}
