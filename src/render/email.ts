// The report as an e-mail: a subject that says the worst first, HTML for a phone or a desk, and text.

import type { Report } from '../model/report.ts';
import { emailHtml } from './email-html.ts';
import { previewOf, subjectOf } from './headline.ts';
import { renderText } from './text.ts';

/** What an e-mail says; who gets it is no part of it. */
export interface Email {
  /** One line, at most 160 characters. */
  readonly subject: string;
  /** A whole document, below the 102 kB at which mailboxes cut. It asks for nothing from the network. */
  readonly html: string;
  /** Lines of at most 72 characters where words allow. */
  readonly text: string;
}

const WIDTH = 72;
const MAX_TEXT = 60_000;

/** The report as an e-mail. Text of strangers is text in each of its parts. */
export function renderEmail(report: Report): Email {
  const subject = subjectOf(report);
  return {
    subject,
    html: emailHtml(report, subject, previewOf(report)),
    text: fitted(renderText(report, { color: false, width: WIDTH })),
  };
}

/** The first lines of the text that have room. */
function fitted(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const kept = text.slice(0, text.lastIndexOf('\n', MAX_TEXT));
  const left = text.slice(kept.length).split('\n').length - 2;
  return `${kept}\n\n… and ${left} more lines: \`driftgate check\` shows them.\n`;
}
