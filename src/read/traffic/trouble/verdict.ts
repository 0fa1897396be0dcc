// A cause with what is known of it, put into words.

import { code } from '../../../model/code.ts';
import type { LiveCall, Trouble, TroubleCause, TroubleField, TroubleSubject } from '../../../model/trouble.ts';
import { TROUBLE_KINDS } from './kinds.ts';

/** A cause, and what a message needs to know. */
export interface Verdict {
  readonly cause: TroubleCause;
  /** What is to be said of the subject in the place of the cause's own words. */
  readonly says?: string | undefined;
  /** What the API said, fit to be shown. */
  readonly quote?: string | undefined;
  /** The code of the error that came in the place of an answer. */
  readonly error?: string | undefined;
  readonly subject?: TroubleSubject['kind'] | undefined;
  readonly lasts?: Trouble['lasts'] | undefined;
  readonly fields?: readonly TroubleField[] | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly retryAt?: string | undefined;
  readonly movedTo?: string | undefined;
  readonly daysLeft?: number | undefined;
}

/** The trouble of a call that a verdict tells. */
export function troubleOf(verdict: Verdict, call: LiveCall): Trouble {
  const kind = TROUBLE_KINDS[verdict.cause];
  const subject = subjectOf(verdict.subject ?? kind.subject, call);
  const fact = factOf(subject, verdict.cause, verdict.says ?? kind.says);
  const { outcome } = call;
  const status = 'error' in outcome ? undefined : outcome.status;
  const answer = verdict.error === undefined ? `answers ${status}` : `gets no answer (${verdict.error})`;
  const shows = verdict.cause === 'certificate-ending' ? '' : `: ${code(call.operation, 120)} ${answer}`;
  const quote = verdict.quote === undefined ? '' : `, and says ${code(verdict.quote, 200)}`;
  return {
    cause: verdict.cause,
    api: call.api,
    operation: call.operation,
    at: call.at,
    host: hostOf(call),
    credential: call.credential?.name,
    status,
    subject,
    fact,
    message: `${fact}${shows}${quote}`,
    hint: verdict.retryAt === undefined ? kind.hint : `${kind.hint}; not before ${verdict.retryAt}`,
    lasts: verdict.lasts ?? kind.lasts,
    fields: verdict.fields ?? [],
    scopes: verdict.scopes ?? [],
    retryAt: verdict.retryAt,
    movedTo: verdict.movedTo,
    daysLeft: verdict.daysLeft,
  };
}

function subjectOf(kind: TroubleSubject['kind'], call: LiveCall): TroubleSubject {
  if (kind === 'operation') return { kind, name: call.operation };
  if (kind === 'credential' && call.credential !== undefined) return { kind, name: call.credential.name };
  return { kind: 'host', name: hostOf(call) };
}

function factOf(subject: TroubleSubject, cause: TroubleCause, says: string): string {
  if (cause === 'certificate-ending') return `the certificate of ${code(subject.name)} ${says}`;
  if (subject.kind === 'credential') return `credential ${code(subject.name)} ${says}`;
  const needs = cause.startsWith('credential-') || cause === 'permission-missing';
  return needs ? `${code(subject.name)} wants a credential, and none is sent` : `${code(subject.name, 120)} ${says}`;
}

function hostOf({ url }: LiveCall): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

/** Whole days from one RFC 3339 date-time to another, rounded down; `undefined` where either is none. */
export function daysBetween(from: string, to: string | undefined): number | undefined {
  const days = Math.floor((Date.parse(to ?? '') - Date.parse(from)) / 86_400_000);
  return Number.isNaN(days) ? undefined : days;
}
