// What an answer's header says of an end: `Deprecation`, `Sunset`, `Link`, and what vendors write.

import { harmless } from '../../model/code.ts';
import type { DeadlineClaim, DeadlineSource } from '../../model/deadline.ts';
import { redactText } from '../traffic/redact.ts';
import { dayOf, dayOfTime } from './deadlines-days.ts';
import { linksIn, resolved, shownUrl } from './deadlines-links.ts';
import { endingIn } from './deadlines-prose.ts';

/** The answer that has the header. It speaks of one resource (RFC 9745 §2), and so of one operation, or of the document. */
export interface AnsweredBy {
  /** `METHOD /path` as in the document; `undefined` for the answer with the document itself. */
  readonly operation: string | undefined;
  readonly url: string;
  /** RFC 3339 date-time. */
  readonly seenAt: string;
}

const LONGEST = 4000;

/**
 * Reads `Deprecation` (RFC 9745, and the forms of its drafts: `true` and an HTTP-date), `Sunset` (RFC 8594), `Link` with
 * the relations `deprecation`, `sunset` and `successor-version` (RFC 9745 §3, RFC 8594 §6, RFC 5829 §3.4), `Warning: 299`
 * (RFC 7234 §5.5.7) and vendors' own. What cannot be read is claimed as `unreadable`.
 */
export function readDeadlineHeaders(
  headers: readonly { readonly name: string; readonly value: string }[],
  of: AnsweredBy,
): readonly DeadlineClaim[] {
  return headers.flatMap(({ name, value }) => {
    const field = FIELDS.find(({ pattern }) => pattern.test(name));
    if (field === undefined) return [];
    const written = value.slice(0, LONGEST).trim();
    const base = {
      source: field.source,
      where: `\`${harmless(name)}\` header`,
      operation: of.operation,
      part: undefined,
      seenAt: of.seenAt,
      said: harmless(redactText(written), 200),
    };
    return field.says(written, of.url).map((says) => ({ ...base, ...says }));
  });
}

/** What a claim says beside who says it. */
type Says = DeadlineClaim extends infer Claim ? (Claim extends DeadlineClaim ? Omit<Claim, keyof Base> : never) : never;
type Base = Pick<DeadlineClaim, 'source' | 'where' | 'operation' | 'part' | 'seenAt' | 'said'>;

interface Field {
  readonly pattern: RegExp;
  readonly source: DeadlineSource;
  readonly says: (value: string, url: string) => readonly Says[];
}

const FIELDS: readonly Field[] = [
  { pattern: /^deprecation$/i, source: 'deprecation-header', says: deprecation },
  { pattern: /^sunset$/i, source: 'sunset-header', says: sunset },
  { pattern: /^link$/i, source: 'link-header', says: links },
  { pattern: /^warning$/i, source: 'vendor-header', says: warning },
  { pattern: /^x-(?:api-)?sunset(?:-date|-at|-on)?$/i, source: 'vendor-header', says: sunset },
  { pattern: /^x-(?:api-)?(?:end-of-life|eol|removal)(?:-date|-at|-on)?$/i, source: 'vendor-header', says: sunset },
  { pattern: /^x-(?:api-)?deprecat(?:ed|ion)(?:-date|-at|-on|-since)?$/i, source: 'vendor-header', says: deprecation },
  { pattern: /^x-[a-z0-9-]{0,60}deprecat[a-z0-9-]{0,60}$/i, source: 'vendor-header', says: reason },
];

function deprecation(value: string): readonly Says[] {
  // RFC 9651 §3.3.7: a date is whole seconds since 1970; parameters say nothing here.
  const [, seconds] = /^@(-?\d{1,15})(?: *;.*)?$/.exec(value) ?? [];
  const since = seconds === undefined ? dayOf(value) : dayOfTime(Number(seconds) * 1000);
  if (since !== undefined) return [{ what: 'deprecated', since }];
  if (/^(?:\?0|false|0|no)$/i.test(value)) return [];
  return /^(?:\?1|true|1|yes)$/i.test(value) ? [{ what: 'deprecated', since: undefined }] : [{ what: 'unreadable' }];
}

function sunset(value: string): readonly Says[] {
  // Two fields of one name may come as one, joined by a comma; HTTP-dates have a comma of their own.
  const whole = dayOf(value);
  const days =
    whole === undefined ? (value.match(/[a-z]{3}, \d\d [a-z]{3} \d{4} [\d:]{8} GMT/gi) ?? []).map(dayOf) : [whole];
  const known = days.filter((day) => day !== undefined);
  return known.length === 0 ? [{ what: 'unreadable' }] : known.map((on) => ({ what: 'ends', on }));
}

const RELATIONS: Readonly<Record<string, 'successor' | 'more'>> = {
  'successor-version': 'successor',
  'latest-version': 'successor',
  deprecation: 'more',
  sunset: 'more',
};

function links(value: string, url: string): readonly Says[] {
  return linksIn(value, url).flatMap((link) =>
    link.rels.flatMap((rel): readonly Says[] => {
      const what = Object.hasOwn(RELATIONS, rel) ? RELATIONS[rel] : undefined;
      // A version that is the latest is its own; it says nothing of an end.
      if (what === undefined || link.url === resolved('', url)) return [];
      return [{ what, url: shownUrl(link.url) }];
    }),
  );
}

/** `299 agent "text" "date"`; only texts that speak of an end are claims. */
function warning(value: string): readonly Says[] {
  return [...value.matchAll(/\b[29]99 \S{1,200} "((?:[^"\\]|\\.){0,2000})"/g)].flatMap(([, text = '']) =>
    inProse(text),
  );
}

function reason(value: string): readonly Says[] {
  const url = /^https?:\/\/\S+$/i.test(value) ? resolved(value, value) : undefined;
  if (url === undefined)
    return [{ what: 'deprecated', since: undefined }, ...inProse(value).filter(({ what }) => what === 'ends')];
  return [
    { what: 'deprecated', since: undefined },
    { what: 'more', url: shownUrl(url) },
  ];
}

function inProse(text: string): readonly Says[] {
  const ending = endingIn(text);
  if (ending === undefined) return [];
  const ends: readonly Says[] = ending.ends === undefined ? [] : [{ what: 'ends', on: ending.ends }];
  return [{ what: 'deprecated', since: undefined }, ...ends];
}
