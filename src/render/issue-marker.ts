// The hidden markers of issues, comments and pull requests: by them we find again what we wrote, and what it says.

import { createHash } from 'node:crypto';

import { isArray, isObject, type Json, jsonIn, own, text } from '../model/json.ts';
import { PARTS, type Part } from '../model/part.ts';
import { escapeActing } from './json.ts';

/** A finding as a marker holds it: its fingerprint, its message, which may be empty, and the part that tells of it, `document` where there is none. */
export type Mention = readonly [fingerprint: string, message: string, part?: Part | undefined];

/** What is known of an issue by its own text. */
export interface IssueMarker {
  readonly api: string;
  /** The fingerprint, where the issue is about one finding. */
  readonly finding: string | undefined;
  /** Counts the changes that were told in comments, from 1. */
  readonly revision: number;
  /** In how many parts the text is; the second and further ones are comments. */
  readonly parts: number;
  /** The findings that the issue tells of. */
  readonly findings: readonly Mention[];
  /** RFC 3339 date-time of the look of which the text is; `undefined` where it is not said. */
  readonly asOf: string | undefined;
  /** What the comment on this revision tells, so that it can be told by the issue alone; `undefined` without one, or without room. */
  readonly told: IssueChanges | undefined;
  /** The number of the issue that stands in its place. */
  readonly duplicateOf: number | undefined;
}

/**
 * What a comment is: a part of the issue's text, from 2, or the changes that led to a revision, and to the findings of which
 * {@link stateOf} is `state`.
 */
export type CommentMarker = { readonly part: number } | { readonly changes: number; readonly state: string };

/** What a pull request is: the proposal of an API's baseline, and whether we took it back. */
export interface ProposalMarker {
  readonly proposal: string;
  /** Equal for the same move of the same baseline. */
  readonly key: string;
  readonly withdrawn: boolean;
}

/** What a comment on a pull request is: what a gate says of it, by the configuration of the gate. */
export interface GateMarker {
  readonly gate: string;
}

/** What is new on an issue, and what is gone. */
export interface IssueChanges {
  readonly fresh: readonly Mention[];
  readonly gone: readonly Mention[];
  /** Of what is gone, what somebody accepted, and who. */
  readonly accepted: readonly Mention[];
  /** How many findings it tells of now. */
  readonly left: number;
  /** What becomes of the issue. */
  readonly course: (typeof COURSES)[number];
}

/** What may become of an issue that is there. */
export const COURSES = ['stays', 'is left closed', 'is closed', 'is reopened'] as const;

/** Equal for the same findings in any order. */
export function stateOf(findings: readonly Mention[]): string {
  const fingerprints = findings.map(([fingerprint]) => fingerprint).sort();
  return createHash('sha256').update(fingerprints.join(' ')).digest('hex').slice(0, 12);
}

/** A line that no reader sees, and that nothing in it can end. It belongs at the end of the text. */
export function markerLine(marker: IssueMarker | CommentMarker | ProposalMarker | GateMarker): string {
  return `<!-- driftgate ${markerJson(marker)} -->`;
}

/** JSON without a character that could end a comment of HTML, or act in one. */
export function markerJson(value: unknown): string {
  return escapeActing(JSON.stringify(value)).replace(
    /[<>&-]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The marker at the end of an issue's text; `undefined` where there is none of ours. */
export function issueMarkerIn(body: string): IssueMarker | undefined {
  const marker = markerIn(body);
  if (marker === undefined) return undefined;
  const [api, finding] = [text(marker, 'api'), text(marker, 'finding')];
  const [revision, parts] = [count(marker, 'revision'), count(marker, 'parts')];
  const findings = own(marker, 'findings');
  if (api === undefined || revision === undefined || parts === undefined || !isArray(findings)) return undefined;
  const asOf = text(marker, 'asOf');
  const told = changesIn(own(marker, 'told'));
  return {
    api,
    finding,
    revision,
    parts,
    asOf,
    findings: mentionsIn(findings),
    told,
    duplicateOf: count(marker, 'duplicateOf'),
  };
}

function changesIn(value: Json | undefined): IssueChanges | undefined {
  if (!isObject(value)) return undefined;
  const [fresh, gone, accepted] = ['fresh', 'gone', 'accepted'].map((key) => mentionsIn(own(value, key)));
  const [left, course] = [own(value, 'left'), COURSES.find((each) => each === own(value, 'course'))];
  if (fresh === undefined || gone === undefined || accepted === undefined) return undefined;
  return typeof left === 'number' && course !== undefined ? { fresh, gone, accepted, left, course } : undefined;
}

function mentionsIn(value: Json | undefined): readonly Mention[] {
  return (isArray(value) ? value : []).map(mentionOf).filter((mention) => mention !== undefined);
}

/** The marker at the end of a comment's text; `undefined` where there is none of ours. */
export function commentMarkerIn(body: string): CommentMarker | undefined {
  const marker = markerIn(body);
  const [part, changes] = marker === undefined ? [] : [count(marker, 'part'), count(marker, 'changes')];
  if (part !== undefined) return { part };
  return changes === undefined || marker === undefined ? undefined : { changes, state: text(marker, 'state') ?? '' };
}

/** The marker at the end of a pull request's text; `undefined` where there is none of ours. */
export function proposalMarkerIn(body: string): ProposalMarker | undefined {
  const marker = markerIn(body);
  const [proposal, key] = marker === undefined ? [] : [text(marker, 'proposal'), text(marker, 'key')];
  if (marker === undefined || proposal === undefined || key === undefined) return undefined;
  return { proposal, key, withdrawn: own(marker, 'withdrawn') === true };
}

/** The marker at the end of a gate's comment; `undefined` where there is none of ours. */
export function gateMarkerIn(body: string): GateMarker | undefined {
  const marker = markerIn(body);
  const gate = marker && text(marker, 'gate');
  return gate === undefined ? undefined : { gate };
}

// What strangers wrote never begins a line: a marker within it is none.
const LAST_LINE = /(?:^|\n)<!-- driftgate (\{[^\r\n]*\}) -->\s*$/;

function markerIn(body: string): { readonly [key: string]: Json | undefined } | undefined {
  const [, json] = LAST_LINE.exec(body) ?? [];
  const value = json === undefined ? undefined : jsonIn(json);
  return isObject(value) ? value : undefined;
}

function mentionOf(value: Json): Mention | undefined {
  const [fingerprint, message, part] = isArray(value) ? value : [];
  if (typeof fingerprint !== 'string' || typeof message !== 'string') return undefined;
  const known = PARTS.find((each) => each === part);
  return known === undefined ? [fingerprint, message] : [fingerprint, message, known];
}

function count(marker: { readonly [key: string]: Json | undefined }, key: string): number | undefined {
  const value = own(marker, key);
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
