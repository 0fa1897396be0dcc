// The HTML part of an e-mail: one column of at most 600 pixels, light or dark as its reader's screen is.

import type { ApiReport, Report } from '../model/report.ts';
import { whoIsHit } from './consumer-words.ts';
import { emailFinding, sentence } from './email-finding.ts';
import { EMAIL_STYLE, STYLES } from './email-style.ts';
import { Html, html } from './html/markup.ts';
import { clip } from './inert.ts';
import { findingsInOrder } from './lines.ts';
import { gravestFirst, headline, nextSteps, outcomesInWords, plural } from './words.ts';

const MAX_NAME = 100;
// Mailboxes cut what is longer than 102 kB; what stands around the APIs has room beside.
const MAX_BYTES = 70_000;

/** A whole HTML document. `preview` is what a mailbox shows beside the subject. */
export function emailHtml(report: Report, subject: string, preview: string): string {
  const apis = gravestFirst(report.apis);
  const who = clip(whoIsHit(report), 2 * MAX_NAME);
  const document = html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${subject}</title>
<style>${new Html(EMAIL_STYLE)}</style>
</head>
<body class="page" style="${STYLES.page}">
<div style="${STYLES.hidden}" aria-hidden="true">${preview}</div>
<div role="article" aria-label="${subject}" style="${STYLES.column}">
<p class="quiet" style="${STYLES.brand}">Driftgate</p>
<h1 style="${STYLES.title}">${who === '' ? headline(report) : who}</h1>
<p class="quiet" style="${STYLES.quiet}">${[who === '' ? '' : headline(report), outcomesInWords(report)].filter(Boolean).join(' · ')}</p>
${sections(apis)}
${steps(report)}
<p class="quiet foot" style="${STYLES.foot}">You are told of each change once. Who is told of what stands in <code class="code" style="${STYLES.code}">driftgate.yaml</code> under <code class="code" style="${STYLES.code}">notify</code>.</p>
</div>
</body>
</html>
`;
  return document.text;
}

/** The gravest APIs, as many as there is room for. */
function sections(apis: readonly ApiReport[]): Html {
  const room = { left: MAX_BYTES };
  const shown: Html[] = [];
  for (const api of apis) {
    if (room.left < 0) break;
    shown.push(section(api, room));
  }
  return html`${shown}${more(apis.length - shown.length, 'more API')}`;
}

function section(api: ApiReport, room: { left: number }): Html {
  const head = html`<h2 style="${STYLES.api}">${clip(api.api, MAX_NAME)}</h2>
${versions(api)}
${api.outcome === 'unknown' && unknown(api)}`;
  room.left -= Buffer.byteLength(head.text);
  const findings = findingsInOrder(api);
  const shown: Html[] = [];
  for (const finding of findings) {
    const item = emailFinding(finding, api);
    room.left -= Buffer.byteLength(item.text);
    if (room.left < 0) break;
    shown.push(item);
  }
  return html`${head}
${shown}
${more(findings.length - shown.length, 'more finding')}
`;
}

function more(left: number, what: string): Html {
  return html`${left > 0 && html`<p style="${STYLES.line}">and ${plural(left, what)}: <code class="code" style="${STYLES.code}">driftgate check</code> shows ${left === 1 ? 'it' : 'them'}.</p>`}`;
}

function versions({ baseline, current }: ApiReport): Html {
  const names = [baseline, current].flatMap((document) =>
    document === undefined ? [] : [clip(document.version, MAX_NAME)],
  );
  return html`${names.length > 0 && html`<p class="quiet" style="${STYLES.quiet}">${names.join(' → ')}</p>`}`;
}

function unknown({ unknown }: ApiReport): Html {
  const { message = 'the reason is not known', hint } = unknown ?? {};
  return html`<div class="card unknown" style="${STYLES.card};${STYLES.unknown}">
<p class="tag" style="${STYLES.tag}">? could not look</p>
<p style="${STYLES.message}">${sentence(message)}</p>
${hint !== undefined && html`<p class="quiet" style="${STYLES.quiet}">${sentence(hint)}</p>`}
</div>`;
}

function steps(report: Report): Html {
  const items = nextSteps(report).map(
    ({ does, command }) =>
      html`<p style="${STYLES.line}">${does}<br><code class="code" style="${STYLES.code}">${clip(command, 2 * MAX_NAME)}</code></p>`,
  );
  return html`${items.length > 0 && html`<h2 style="${STYLES.api}">Next</h2>${items}`}`;
}
