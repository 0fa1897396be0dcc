// How a text is written: which formats it has, and whether its letters came through.

import type { Spelling, Tally, TextFormat } from '../../model/sample.ts';
import type { Sensitivity } from '../contract/sensitive-names.ts';
import { UUID } from './sensitive-shapes.ts';

/** A text that is longer has no format. */
const LONGEST = 2000;

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
const ISO_8601 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[Zz]| ?[+-]\d\d(?::?\d\d)?)?$/;
const OF_DAY = '(?:,?[ T]\\d{1,2}:\\d\\d(?::\\d\\d)?(?: ?[AaPp][Mm])?)?';
const DAY_FIRST = new RegExp(`^(\\d{1,2})(?:/(\\d{1,2})/(\\d{4}|\\d\\d)|([.-])(\\d{1,2})\\4(\\d{4}))${OF_DAY}$`);
const YEAR_FIRST = new RegExp(`^\\d{4}([/.])(0?[1-9]|1[0-2])\\1(0?[1-9]|[12]\\d|3[01])${OF_DAY}$`);

/** What each format is told by; `likely` is what the name of the field says. */
const TESTS: Readonly<Record<TextFormat, (text: string, likely: Sensitivity | undefined) => boolean>> = {
  'date-time': (text) => RFC_3339.test(text),
  'iso-date-time': (text) => ISO_8601.test(text) && !RFC_3339.test(text),
  date: (text) => /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text),
  'date-ymd': (text) => YEAR_FIRST.test(text),
  'date-dmy': (text) => isDate(text, 0),
  'date-mdy': (text) => isDate(text, 1),
  time: (text) => /^(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?: ?[AaPp][Mm]|Z|[+-]\d\d:\d\d)?$/.test(text),
  uuid: (text) => UUID.test(text),
  email: (text) => /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(text),
  uri: (text) => /^https?:\/\/[^\s]+$/i.test(text),
  'phone-e164': (text) => /^\+[1-9]\d{6,14}$/.test(text),
  'phone-local': isLocalPhone,
  number: (text) => /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text),
  boolean: (text) => /^(?:true|false)$/i.test(text),
  amount: (text) => AMOUNT.test(text),
  currency: (text) => /^[A-Z]{3}$/.test(text) && CURRENCIES.has(text),
  base64: isBase64,
};

const NAMES = Object.keys(TESTS).sort() as TextFormat[];

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const DIGITS = "\\d{1,3}(?:[.,' ]?\\d{3}){0,5}(?:[.,]\\d{1,3})?";
const AMOUNT = new RegExp(`^-?(?:(?:\\p{Sc}|[A-Z]{3}) ?-?${DIGITS}|${DIGITS} ?(?:\\p{Sc}|[A-Z]{3}))$`, 'u');

/** The formats of a text; `likely` is what the name above it says. */
export function formatsOfText(text: string, likely: Sensitivity | undefined): Tally {
  if (text.length > LONGEST || text.trim() === '') return [];
  return NAMES.filter((format) => TESTS[format](text, likely)).map((format) => [format, 1]);
}

/** Whether the number at `place` of the first two is a day, and the other a month. */
function isDate(text: string, place: 0 | 1): boolean {
  const [, first, slashed, , , parted] = DAY_FIRST.exec(text) ?? [];
  const both = [Number(first), Number(slashed ?? parted)];
  const [day = 0, month = 0] = [both[place], both[1 - place]];
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/** Digits alone are a telephone number where the name says so. */
function isLocalPhone(text: string, likely: Sensitivity | undefined): boolean {
  if (!/^\(?\d[\d ().\-/]{5,20}\d$/.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  if (digits < 7 || digits > 14) return false;
  return likely === 'phone' || /^(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/.test(text);
}

function isBase64(text: string): boolean {
  return text.length >= 16 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text) && isMixed(text);
}

/** Words and hexadecimal digits fit the alphabet of base64 too. */
function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9+/=]/.test(text);
}

/** What comes after a lead byte of UTF-8 when that is read as ISO 8859-1 or Windows-1252. */
const REST = '[\\u0080-\\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]';

// Leads of the blocks in common use, and no others: `É»` in a French sentence is two characters as they should be.
const MOJIBAKE = new RegExp(
  `[\\u00c2-\\u00c5]${REST}|\\u00e2${REST}{2}|(?:[\\u00d0\\u00d1]${REST}){2}|(?:[\\u00e3-\\u00e9]${REST}{2}){2}|ð\\u0178${REST}{2}`,
);

/** What the letters of a text beyond ASCII came as: at most one, the worst. */
export function spellingOf(text: string): Tally {
  const spelling = worstSpelling(text);
  return spelling === undefined ? [] : [[spelling, 1]];
}

function worstSpelling(text: string): Spelling | undefined {
  if (/^[^?\u0080-\uffff]*$/.test(text)) return undefined;
  if (text.includes('\ufffd')) return 'replaced';
  if (MOJIBAKE.test(text)) return 'mojibake';
  if (isQuestioned(text)) return 'questioned';
  return /[^\P{L}\p{ASCII}]/u.test(text) ? 'sound' : undefined;
}

/** A mark within a word or at the end of a lone one; a sentence that asks, or a URL, is not meant. */
function isQuestioned(text: string): boolean {
  return !/[/=]/.test(text) && /\p{L}\?{1,4}\p{L}|^\p{Lu}[\p{L}'-]{1,40}\?{1,4}$|^\?{1,4}\p{Ll}/u.test(text);
}
