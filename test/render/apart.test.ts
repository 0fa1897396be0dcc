// One report of several parts: each part is told, the document first, and no finding twice.

import { expect, test } from '@jest/globals';
import type { Report } from '../../src/model/report.ts';
import { renderAnnotations } from '../../src/render/annotations.ts';
import { renderEmail } from '../../src/render/email.ts';
import { renderHtml } from '../../src/render/html/page.ts';
import { renderJunit } from '../../src/render/junit.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { renderSarif } from '../../src/render/sarif.ts';
import { renderText } from '../../src/render/text.ts';
import { componentFinding } from './fixtures.ts';
import { flowFinding, inParts, sampledFinding } from './parts.ts';

/** How each format says what there is to say of a part, in this order: titles, tables, why it is unknown. */
const FORMATS: readonly (readonly [string, (report: Report) => string, readonly string[]])[] = [
  [
    'text',
    (report) => renderText(report, { color: false, width: 1000 }),
    [
      ...[
        '2 findings',
        'property `amount` is gone',
        'Contracts use',
        '\nSamples\n',
        'could not look: no call of sample',
      ],
      ...['field `amount` does not come', 'list charges', 'left out', '\nFlows\n', 'step `b` of `pay`', '✓ a'],
      ...['✔ maps', '3 breaking, 1 API unknown', '1 partly unknown, 1 clean'],
    ],
  ],
  [
    'Markdown',
    renderMarkdown,
    [
      ...['**? partly unknown**', '### stripe\n', 'property `amount` is gone', '### stripe: samples', 'Could not look'],
      ...['field `amount` does not come', '| list charges |', 'left out', '### stripe: flows', 'step `b` of `pay`'],
    ],
  ],
  [
    'HTML',
    (report) =>
      renderHtml(report, { version: '1.2.3' }).replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, ''),
    [
      ...['? partly unknown', '<h2>stripe', 'is gone from the response', '<h3>Samples</h3>', 'Could not look:'],
      ...['list charges', 'left out', 'does not come any more', '<h3>Flows</h3>', 'HTTP 500', '<h2>maps'],
    ],
  ],
  ['the text of an e-mail', (report) => renderEmail(report).text, ['is gone', 'Samples', 'does not come', 'Flows']],
  ['the HTML of an e-mail', (report) => renderEmail(report).html, ['samples: no call of sample', 'is gone']],
  ['annotations', renderAnnotations, ['samples: no call of sample', 'is gone', 'does not come']],
  ['JUnit', renderJunit, ['samples: no call of sample', 'is gone', 'does not come']],
  [
    'SARIF',
    (report) => renderSarif(report, { version: '1' }),
    ['samples: no call of sample', 'is gone', 'does not come'],
  ],
];

test.each(FORMATS)('%s tells of each part', (_, render, says) => {
  const output = render(inParts);
  let at = 0;
  for (const words of says) {
    const found = output.indexOf(words, at);
    expect(found < 0 ? `no ${words} in ${output.slice(at)}` : '').toBe('');
    at = found;
  }
});

test.each(FORMATS.slice(0, 4))('%s tells each finding once', (_, render) => {
  const output = render(inParts);
  for (const { fingerprint } of [componentFinding, sampledFinding, flowFinding]) {
    // Beside the step that is next.
    const own = output.replace(/driftgate accept [0-9a-f]{16}/g, '');
    expect(own.split(fingerprint).length - 1).toBe(1);
  }
});
