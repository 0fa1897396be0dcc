// What a stranger may write to act where a report is read, and what shows that it does not.

import { expect } from '@jest/globals';
import { withoutCode } from './hostile.ts';

/** Texts by what they try. */
export const PAYLOADS: Readonly<Record<string, string>> = {
  'a script': '<script>window.pwned=1</script>',
  'the end of the script': '</script></style></title><img src=x onerror="window.pwned=1">',
  'an attribute': '" onmouseover="window.pwned=1" autofocus onfocus=\'window.pwned=1\' x="',
  'the end of CDATA': ']]></failure><testcase name="x"/><!--',
  'an entity': '&lt;script&gt; &#0; &x;',
  'a mention': '@everyone @github/security',
  'a closing reference': 'Closes #1, fixes GH-2, resolves octo/repo#3',
  'a workflow command': '::error::pwned ::add-mask::x ::stop-commands::y ##[error]z ##vso[task.complete]',
  'an escaped workflow command': '%0A::error::pwned%0D%0A::set-output name=a::b',
  'an expression': '\u0024{{ github.token }} {{7*7}} {0} $(id) `id`',
  ANSI: '\u001b[2J\u001b]8;;https://evil.example\u0007x\u009b31m',
  bidi: '\u202egnp.exe\u2066\u200b\u{e0041}',
  'a formula': '=HYPERLINK("https://evil.example","x")',
  CRLF: 'a\r\nX-Evil: 1\r\n\r\n::error::b\n- c\n# d\u2028e',
  'no characters': '\u0000\uffff\ud83d\ufffe',
  'a link': '[x](https://evil.example) ![i](https://evil.example/p.png) javascript:alert(1)',
};

/** Everything that acts without being seen. */
const ACTING = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u200b\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]|[\ud800-\udfff]/u;

/** Fails where something of a stranger's would act in an output, by format. */
export const INERT: Readonly<Record<string, (output: string) => void>> = {
  text(output) {
    expect(output).not.toMatch(ACTING);
    expect(output).not.toMatch(/^\s*::|##(?:vso)?\[/m);
  },

  markdown(output) {
    expect(output).not.toMatch(ACTING);
    expect(output).not.toMatch(/^\s*::|##(?:vso)?\[/m);
    const prose = withoutCode(output);
    expect(prose).not.toMatch(
      /@(?!&#8203;)\w|#\d(?!203;)|GH-\d|:\/\/|(?<!\\)[[\]]|(?<!\\)<(?!\/?(?:sub|details|summary)>)/,
    );
  },

  json(output) {
    expect(output).not.toMatch(ACTING);
    expect(output).not.toMatch(/^\s*::/m);
    JSON.parse(output);
  },

  html(output) {
    expect(output).not.toMatch(ACTING);
    const [head = '', body = ''] = output.split('</head>');
    const tags = [...body.matchAll(/<\/?([a-z]\w*)/g)].map(([, tag]) => tag);
    expect(tags.filter((tag) => tag === 'script')).toHaveLength(2);
    expect([...new Set(tags)].filter((tag) => !OURS.has(tag ?? ''))).toEqual([]);
    const bare = body.replaceAll(/="[^"]*"/g, '=""');
    expect(bare.match(/<[^>]*\s(?:on\w+|style|src)=/g)).toBeNull();
    expect(head.match(/<(?:script|img|link rel="(?!icon" href="data:,"))/g)).toBeNull();
  },

  sarif(output) {
    expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    const { runs } = JSON.parse(output);
    for (const { message } of runs[0].results) expect(message.text).not.toMatch(/[@#]\w|GH-\d|\]\(|[\r\n]/);
  },

  junit(output) {
    expect(output).not.toMatch(ACTING);
    expect(output).not.toMatch(/[\uffff\ufffe]|^\s*::|##(?:vso)?\[/m);
    expect(output.match(/<(?!\/?(?:testsuites?|testcase|failure|error|skipped)[\s>/]|\?xml )/g)).toBeNull();
  },

  annotations(output) {
    expect(output).not.toMatch(ACTING);
    for (const line of output.split('\n').slice(0, -1)) {
      expect(line).toMatch(/^::(?:error|warning|notice) (?:file=[^:,]+,)?(?:line=\d+,)?title=[^:,]+::[^\r\n]+$/);
      expect(line.replace(/^::(?:error|warning|notice) [^:]*::/, '')).not.toMatch(/%(?!25)|##(?:vso)?\[/);
    }
    expect(output.split('\n').length).toBeLessThan(32);
  },
};

const OURS = new Set(
  'a article body br button code del details div figcaption figure footer form h1 h2 h3 h4 header html input ins label li main mark option output p pre script section select span strong summary table tbody td th thead tr ul wbr'.split(
    ' ',
  ),
);
