// HTML of templates: what is put into one is text, unless it is HTML of another.

import { inertTerminal } from '../inert.ts';

/** Text that is HTML. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: text of anybody, HTML of ours, a list of them, or nothing. */
export type Content = string | number | Html | false | undefined | readonly Content[];

/** A template whose values are escaped for an element's content and for an attribute in double quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.reduce((text, string, at) => `${text}${markup(values[at - 1])}${string}`));
}

/**
 * Text of anybody that holds paths: what is too long for its line is broken before a slash, or what stands for one in a
 * JSON Pointer (RFC 6901 §3).
 */
export function breakable(text: string): Html {
  return html`${text.split(/(?<=[^\s/:])(?=\/|~1)/).map((part, at) => html`${at > 0 && new Html('<wbr>')}${part}`)}`;
}

/** Text of anybody as HTML: on one line, and nothing in it acts. */
export function escaped(text: string): string {
  return escapeMarkup(inertTerminal(text));
}

function markup(content: Content): string {
  if (typeof content === 'string') return escaped(content);
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  return typeof content === 'number' ? String(content) : content.map(markup).join('');
}

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
