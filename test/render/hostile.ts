// A report of which a stranger wrote every string that a stranger can write.

import { isObject, type Json } from '../../src/model/json.ts';
import type { Report } from '../../src/model/report.ts';
import { everything, mapStrings } from './fixtures.ts';

/** Everything at once that some output could take for more than text. */
export const HOSTILE = [
  '\u001b[2J\u001b]0;title\u0007\u009b1m',
  '\u202egnp.exe\u2066',
  '\r\n::error::workflow command\n# heading\n| a | b |\n',
  '@everyone Closes #1 GH-2 www.evil.example https://evil.example/x',
  '<img src=x onerror=alert(1)></details><script>',
  '![i](https://evil.example/p.png)[l](javascript:x)',
  '`` ` ``` **b** :tada: $x$ \\',
].join(' ');

const WORDS_OF_OURS = new Set(['outcome', 'profile', 'severity', 'kind', 'verdict', 'code', 'part']);
const VALUES_OF_OURS = new Set([
  ...['proven', 'unproven', 'request', 'response', 'auth', 'transport', 'meta'],
  ...['sandbox', 'production', 'passed', 'failed', 'not run'],
]);

/** A report with each string replaced, and with keys that are prototype names in the payload. */
export function hostileReport(given = everything): Report {
  const report: Report = mapStrings(given, (text, key) =>
    WORDS_OF_OURS.has(key) || VALUES_OF_OURS.has(text) ? text : HOSTILE,
  );
  const payload: Json = JSON.parse(`{"__proto__":{"a":1},"constructor":${JSON.stringify(HOSTILE)}}`);
  if (!isObject(payload)) throw new TypeError('the payload is an object');
  const apis = report.apis.map((api) => ({
    ...api,
    findings: api.findings.map((finding) => ({
      ...finding,
      witness: { status: 'proven' as const, payload, oldAccepts: true, newAccepts: false },
    })),
  }));
  return { ...report, apis };
}

/** What is left when code spans are taken out as CommonMark 0.31 §6.1 reads them. */
export function withoutCode(markdown: string): string {
  return markdown.replace(/\\[\s\S]|(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, (found) =>
    found.startsWith('`') ? '' : found,
  );
}
