// Tables of the page: in columns where there is room, each row a card on a phone.

import { type Content, type Html, html } from './markup.ts';

/** A cell, and how it looks: `count` for what means nothing without the head of its column, `none` for a count of nothing. */
export interface Cell {
  readonly told: Content;
  readonly look?: string;
}

/**
 * A table that `name` tells to a screen reader. The first cell of each row is its head. Roles are written out, since a row
 * that is laid out as a card is no row any more to some browsers (HTML-AAM 1.0).
 */
export function table(name: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): Html {
  const head = heads.map((each) => html`<th scope="col" role="columnheader">${each}</th>`);
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0"><table role="table"><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">
${rows.map((row) => html`<tr role="row">${row.map((cell, at) => written(cell, at, heads[at] ?? ''))}</tr>\n`)}</tbody></table></div>`;
}

function written({ told, look }: Cell, at: number, head: string): Html {
  if (at === 0) return html`<th scope="row" role="rowheader">${told}</th>`;
  return html`<td role="cell" data-head="${head}"${look !== undefined && html` class="${look}"`}>${told}</td>`;
}
