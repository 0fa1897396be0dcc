// Text from strangers made inert: it is shown as it is, and nothing in it acts on a terminal or in Markdown.

// Everything that is invisible or acts: controls (ANSI begins with one), formats (bidi overrides and isolates, tags,
// zero-width marks) and line separators. The joiners U+200C and U+200D stay: scripts and emoji need them.
const ACTING = /\r\n|(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const LINE_BREAKS = new Set(['\r\n', '\n', '\r', '\u0085', '\u2028', '\u2029']);

// What a CI server takes for a command: at the beginning of a line, which is wherever a line may be broken; or anywhere.
const COMMAND = /(?<=^|[\s\u00a0]):(?=:)|#(?=#(?:vso|teamcity)?\[)/g;

/**
 * The text on one line without a character that acts: line breaks as `⏎`, tabs as a space, C0 controls as their
 * pictures (`␛`), every other control or invisible character and lone surrogates as `�`. What a CI server would run of
 * its log (`::command::`, `##[command]`, `##vso[command]`) begins with a character that looks alike.
 */
export function inertTerminal(text: string): string {
  return text
    .toWellFormed()
    .replace(ACTING, (character) => {
      if (LINE_BREAKS.has(character)) return '⏎';
      if (character === '\t') return ' ';
      const code = character.charCodeAt(0);
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : '�';
    })
    .replace(COMMAND, (character) => (character === ':' ? '∶' : '＃'));
}

// A zero-width space, written so that one sees it in the source.
const GAP = '&#8203;';

/**
 * The text as GitHub Flavored Markdown prose that renders as the same text, in a paragraph or in a table's cell.
 * No emphasis, link, image, HTML, list, heading or table comes of it. Mentions, issue references, bare links and
 * emoji codes are sought in the rendered text, where escapes are gone: these get a zero-width space.
 */
export function inertMarkdown(text: string): string {
  return inertTerminal(text)
    .replace(/ +/g, ' ')
    .replace(/[\\`*_[\]<>&~|$#]/g, '\\$&')
    .replace(/[@#:](?=\S)/g, `$&${GAP}`)
    .replace(/\b(www|GH-)(?=[.\d])/gi, `$1${GAP}`)
    .replace(/^( ?)([-+=])/, '$1\\$2')
    .replace(/^( ?\d+)([.)])/, '$1\\$2');
}

/**
 * The text as a code span (CommonMark 0.31 §6.1), fenced by more backticks than it has in a row. Nothing in it acts.
 * Not for a table's cell, whose parser splits code at `|`: use {@link inertMarkdown} there.
 */
export function inlineCode(text: string): string {
  const inert = inertTerminal(text);
  if (inert === '') return '` `';
  const longest = Math.max(0, ...(inert.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(inert) && inert.trim() !== '' ? ' ' : '';
  return `${fence}${pad}${inert}${pad}${fence}`;
}

/** A link of ours to a web address; the address as code where it is none. Nothing of it leaves the link. */
export function link(text: string, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return `${inertMarkdown(text)}: ${inlineCode(address)}`;
  return `[${inertMarkdown(text)}](${url.href.replace(/[<>()[\]\\|`]/g, (each) => `%${each.charCodeAt(0).toString(16)}`)})`;
}

/** The text, or its first `length - 1` UTF-16 units and an ellipsis when it is longer. */
export function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A stretch of a message: prose, or what stood between backticks. */
export interface Span {
  readonly code: boolean;
  readonly text: string;
}

/**
 * A message of ours taken apart at its backticks, within which stranger text stands. A backtick without a partner is
 * prose, so that a stranger's own backtick moves a border and frees nothing.
 */
export function messageSpans(message: string): readonly Span[] {
  const spans: Span[] = [];
  let rest = 0;
  for (const match of message.matchAll(/`([^`]+)`/g)) {
    if (match.index > rest) spans.push({ code: false, text: message.slice(rest, match.index) });
    spans.push({ code: true, text: match[1] ?? '' });
    rest = match.index + match[0].length;
  }
  if (rest < message.length) spans.push({ code: false, text: message.slice(rest) });
  return spans;
}

/** The message as Markdown on one line: its code stays code, and neither that nor its prose acts. */
export function inertMessage(message: string): string {
  let markdown = '';
  for (const { code, text } of messageSpans(message)) {
    // A fence that touches another backtick would be read as a longer one.
    if (code && markdown.endsWith('`')) markdown += GAP;
    markdown += code ? inlineCode(text) : inertMarkdown(text);
  }
  return markdown;
}
