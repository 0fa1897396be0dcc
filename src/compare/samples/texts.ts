// Texts of before and now: formats, the order of dates, and whether letters came through.

import type { FieldPath, Slot } from '../../model/place.ts';
import { formatsOf, named, type TextFormat, type TextProfile } from '../../model/sample.ts';
import type { Found } from './change.ts';
import { type Evidence, evidenceOf, type Seen } from './evidence.ts';

/** What people call a format. */
const WORDS: Readonly<Record<TextFormat, string>> = {
  'date-time': 'date-time',
  'iso-date-time': 'ISO 8601, not RFC 3339',
  date: 'YYYY-MM-DD',
  'date-ymd': 'YYYY/MM/DD',
  'date-dmy': 'DD/MM/YYYY',
  'date-mdy': 'MM/DD/YYYY',
  time: 'time',
  uuid: 'uuid',
  email: 'email',
  uri: 'uri',
  'phone-e164': 'phone (E.164)',
  'phone-local': 'phone (local)',
  number: 'number',
  boolean: 'boolean',
  amount: 'amount with currency',
  currency: 'currency code',
  base64: 'base64',
};

const DATES: ReadonlySet<TextFormat> = new Set(['date', 'date-ymd', 'date-dmy', 'date-mdy'] as const);

/**
 * The change of format between two profiles of one place; none where some format fits all that was ever seen, as one of
 * the two readings of 03/04/2026 does until a day beyond the twelfth decides.
 */
export function formatChanges(
  slot: Slot,
  path: FieldPath,
  old: TextProfile | null,
  fresh: TextProfile | null,
): readonly Found[] {
  if (old === null || fresh === null) return [];
  const [before, after] = [formatsOf(old), formatsOf(fresh)];
  const nothingNew = old.blank === old.count || fresh.blank === fresh.count;
  if (nothingNew || before.some((format) => after.includes(format))) return [];
  const evidence = before.length > 0 ? lost(before, old, fresh) : gained(after, old, fresh);
  if (evidence === undefined) return [];
  const isOrder = isDate(before) && isDate(after);
  const kind = isOrder ? 'sample.date-order-changed' : 'sample.format-changed';
  const [said, now] = [inWords(before), inWords(after)];
  return [{ kind, slot, paths: [path], before: said, after: now, evidence, nature: 'steady' }];
}

/** That every format of before is missed now: as strong as for the one that is missed least. */
function lost(formats: readonly TextFormat[], old: TextProfile, fresh: TextProfile): Evidence | undefined {
  return weakest(formats.map((format) => evidenceOf(having(format, old), having(format, fresh))));
}

/** That a format came where there was none: here one value over again proves nothing. */
function gained(formats: readonly TextFormat[], old: TextProfile, fresh: TextProfile): Evidence | undefined {
  return weakest(formats.map((format) => evidenceOf(differing(format, old), differing(format, fresh))));
}

function weakest(evidence: readonly Evidence[]): Evidence | undefined {
  return evidence.toSorted((a, b) => b.chance - a.chance)[0];
}

function having(format: TextFormat, { samples, count, blank, formats }: TextProfile): Seen {
  return { seen: named(formats, format) ?? 0, of: count - blank, samples };
}

function differing(format: TextFormat, texts: TextProfile): Seen {
  const { sketch } = texts;
  const seen = having(format, texts);
  return sketch.length === 0 ? seen : { ...seen, samples: Math.min(seen.samples, sketch.length) };
}

function isDate([format]: readonly TextFormat[]): boolean {
  return format !== undefined && DATES.has(format);
}

function inWords(formats: readonly TextFormat[]): string | undefined {
  const [first, second] = formats;
  if (first === undefined) return undefined;
  return first === 'date-dmy' && second === 'date-mdy' ? `${WORDS[first]} or ${WORDS[second]}` : WORDS[first];
}

/** The texts of one place on both sides. */
export interface Spelled {
  readonly path: FieldPath;
  readonly old: TextProfile;
  readonly fresh: TextProfile;
}

/**
 * Letters that come through no more: one change of the whole body, which names the fields where it is seen. A charset is
 * wrong for all texts or for none, so that names with accents in three fields prove it together.
 */
export function encodingChange(slot: Slot, texts: readonly Spelled[]): readonly Found[] {
  const worse = texts.filter(({ old, fresh }) => broken(fresh) * old.count > broken(old) * fresh.count);
  if (worse.length === 0) return [];
  const beyondAscii = (side: 'old' | 'fresh'): Seen => ({
    seen: sum(texts.map((each) => broken(each[side]))),
    of: sum(texts.map((each) => beyond(each[side]))),
    samples: sum(texts.map((each) => each[side].samples)),
  });
  const ofPlace = worse.map(({ old, fresh }) => evidenceOf(brokenOf(old), brokenOf(fresh)));
  const [evidence] = [evidenceOf(beyondAscii('old'), beyondAscii('fresh')), ...ofPlace].toSorted(
    (a, b) => a.chance - b.chance,
  );
  const [after] = BROKEN.filter((spelling) =>
    worse.some(({ fresh }) => named(fresh.spellings, spelling) !== undefined),
  );
  const facts = { keyword: 'encoding' };
  const paths = worse.map(({ path }) => path);
  return evidence === undefined
    ? []
    : [{ kind: 'sample.encoding-broken', slot, paths, subject: 'text', after, facts, evidence, nature: 'steady' }];
}

const BROKEN = ['mojibake', 'replaced', 'questioned'] as const;

function broken({ spellings }: TextProfile): number {
  return sum(BROKEN.map((spelling) => named(spellings, spelling) ?? 0));
}

function beyond({ spellings }: TextProfile): number {
  return sum(spellings.map(([, times]) => times));
}

function brokenOf(texts: TextProfile): Seen {
  return { seen: broken(texts), of: texts.count, samples: texts.samples };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
