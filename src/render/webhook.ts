// The report as the body of a webhook: an event for machines, or a message for a chat.

import type { Finding } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Report } from '../model/report.ts';
import type { WebhookContent, WebhookFormat } from '../model/webhook.ts';
import { clip, inertTerminal } from './inert.ts';
import { escapeActing, renderJson } from './json.ts';
import { findingsInOrder } from './lines.ts';
import { slackMessage } from './webhook-slack.ts';
import { teamsMessage } from './webhook-teams.ts';
import { countFindings, gravestFirst } from './words.ts';

/** What of a body is no part of the report. */
export interface WebhookOptions {
  readonly format: WebhookFormat;
  readonly content: WebhookContent;
  /** The same for the same news. */
  readonly id: string;
  /** RFC 3339 date-time, UTC. */
  readonly time: string;
}

/** A body and its media type. */
export interface WebhookBody {
  readonly type: string;
  readonly text: string;
}

const MAX_REPORT = 1024 * 1024;
const MAX_FINDINGS = 50;
// What stands around the findings of a summary has room beside.
const MAX_FINDINGS_BYTES = 768 * 1024;
const MAX_MESSAGE = 300;

/** The report as the body of a webhook, at most 1 MiB. */
export function renderWebhook(report: Report, options: WebhookOptions): WebhookBody {
  switch (options.format) {
    case 'cloudevents':
      return { type: 'application/cloudevents+json; charset=utf-8', text: textOf(cloudEvent(report, options)) };
    case 'slack':
      return { type: 'application/json; charset=utf-8', text: textOf(slackMessage(report)) };
    case 'teams':
      return { type: 'application/json; charset=utf-8', text: textOf(teamsMessage(report)) };
  }
}

function textOf(body: Json): string {
  return escapeActing(JSON.stringify(body));
}

/** CloudEvents 1.0 in structured mode. A report that is too large goes out as its summary, and `type` says so. */
function cloudEvent(report: Report, { content, id, time }: WebhookOptions): JsonObject {
  const whole = content === 'report' ? renderJson(report) : '';
  const isWhole = whole !== '' && Buffer.byteLength(whole) <= MAX_REPORT;
  return {
    specversion: '1.0',
    id,
    source: 'urn:driftgate',
    type: isWhole ? 'driftgate.report.v1' : 'driftgate.summary.v1',
    time,
    datacontenttype: 'application/json',
    data: isWhole ? JSON.parse(whole) : summary(report),
  };
}

/** The gravest findings have room first; each API counts all that it has. */
function summary(report: Report): JsonObject {
  const room = { left: MAX_FINDINGS_BYTES };
  return {
    outcome: report.outcome,
    counts: { ...report.counts },
    consumers: { ...report.consumers },
    apis: gravestFirst(report.apis).map((api) => {
      const findings = findingsInOrder(api);
      return {
        api: api.api,
        outcome: api.outcome,
        ...(api.unknown !== undefined && { code: api.unknown.code, reason: short(api.unknown.message) }),
        counts: { ...countFindings(api.findings) },
        findings: fitting(findings.slice(0, MAX_FINDINGS).map(inBrief), room),
        findingCount: findings.length,
      };
    }),
  };
}

function inBrief({ fingerprint, rule, severity, message, consumers }: Finding): JsonObject {
  const breaking = consumers.filter(({ verdict }) => verdict === 'breaks').map(({ consumer }) => consumer);
  return { fingerprint, rule, severity, message: short(message), breaks: [...new Set(breaking)] };
}

/** The first of them that have room, which they take. */
function fitting(items: readonly JsonObject[], room: { left: number }): readonly JsonObject[] {
  const end = items.findIndex((item) => {
    room.left -= Buffer.byteLength(textOf(item)) + 1;
    return room.left < 0;
  });
  return end < 0 ? items : items.slice(0, end);
}

function short(text: string): string {
  return clip(inertTerminal(text), MAX_MESSAGE);
}
