// Text from strangers shows as it is and acts nowhere.

import { describe, expect, test } from '@jest/globals';
import {
  clip,
  inertMarkdown,
  inertMessage,
  inertTerminal,
  inlineCode,
  link,
  messageSpans,
} from '../../src/render/inert.ts';

describe('inertTerminal', () => {
  test.each([
    ['plain text stays', 'données 数据 👩‍💻', 'données 数据 👩‍💻'],
    ['ANSI colour', '\u001b[31mred', '␛[31mred'],
    ['an OSC 8 link', '\u001b]8;;https://evil.example\u0007x', '␛]8;;https://evil.example␇x'],
    ['C1 controls', 'a\u009b31mb', 'a�31mb'],
    ['delete', 'a\u007fb', 'a�b'],
    ['line breaks of every sort', 'a\r\nb\nc\rd\u2028e\u2029f\u0085g', 'a⏎b⏎c⏎d⏎e⏎f⏎g'],
    ['tab', 'a\tb', 'a b'],
    ['bidi overrides and isolates', '\u202aa\u202eb\u2066c\u2069d', '�a�b�c�d'],
    ['invisible marks and tags', 'a\u200bb\ufeffc\u{e0041}d', 'a�b�c�d'],
    ['a workflow command', '::error::x', '∶:error::x'],
    ['a workflow command where a line may be broken', 'a ::add-mask::x', 'a ∶:add-mask::x'],
    ['a workflow command of the older form', 'a ##[error]x', 'a ＃#[error]x'],
    ['a command of Azure Pipelines', '##vso[task.complete]', '＃#vso[task.complete]'],
    ['colons within a word', 'std::vector', 'std::vector'],
    ['half a surrogate pair', 'a\ud83d', 'a\ufffd'],
  ])('%s', (_, text, shown) => {
    expect(inertTerminal(text)).toBe(shown);
  });
});

describe('inertMarkdown', () => {
  test.each([
    ['a mention', '@everyone', '@&#8203;everyone'],
    ['an issue reference', 'Closes #1', 'Closes \\#&#8203;1'],
    ['an issue reference by prefix', 'Fixes GH-12', 'Fixes GH-&#8203;12'],
    ['a link', '[x](https://evil.example)', '\\[x\\](https:&#8203;//evil.example)'],
    ['a bare link', 'www.evil.example', 'www&#8203;.evil.example'],
    ['an image', '![x](y)', '!\\[x\\](y)'],
    ['HTML', '<img src=x onerror=y>', '\\<img src=x onerror=y\\>'],
    ['an entity', '&lt;', '\\&lt;'],
    ['emphasis', '**a** _b_ ~~c~~', '\\*\\*a\\*\\* \\_b\\_ \\~\\~c\\~\\~'],
    ['a table', 'a | b', 'a \\| b'],
    ['an emoji code', ':tada:', ':&#8203;tada:'],
    ['a heading on a line of its own', 'a\n# b', 'a⏎\\# b'],
    ['a list', '- a', '\\- a'],
    ['a numbered list', '12. a', '12\\. a'],
    ['an underline', '===', '\\==='],
    ['indented code', '     a', ' a'],
    ['a backslash before a mark of ours', '\\*', '\\\\\\*'],
    ['ordinary prose', 'lower: 1.5 is read-only', 'lower: 1.5 is read-only'],
  ])('%s', (_, text, shown) => {
    expect(inertMarkdown(text)).toBe(shown);
  });
});

test.each([
  ['plain', 'amount', '`amount`'],
  ['one backtick', 'a`b', '``a`b``'],
  ['a run of backticks', 'a```b`c', '````a```b`c````'],
  ['backticks at the borders', '`a`', '`` `a` ``'],
  ['spaces at the borders', ' a ', '`  a  `'],
  ['nothing', '', '` `'],
  ['a line break', 'a\n\nb', '`a⏎⏎b`'],
])('inlineCode: %s', (_, text, shown) => {
  expect(inlineCode(text)).toBe(shown);
});

test.each([
  ['code and prose', 'field `a` is `b`', 'field `a` is `b`'],
  ['a name with a backtick', 'field `a`b` is gone', 'field `a`b\\` is gone'],
  ['a name that ends the code', 'field `a` @all `b` is gone', 'field `a` @&#8203;all `b` is gone'],
  ['a backtick before a fence', '`` ` `` @all', '\\`&#8203;` ` \\`\\` @&#8203;all'],
  ['fences that would touch', '`a``b`', '`a`&#8203;`b`'],
])('inertMessage: %s', (_, message, shown) => {
  expect(inertMessage(message)).toBe(shown);
});

test.each([
  ['an address', 'https://wiki.example/dns', '[playbook](https://wiki.example/dns)'],
  [
    'one that would end the link',
    'https://wiki.example/a_(b)|c`<d>',
    '[playbook](https://wiki.example/a_%28b%29%7cc%60%3Cd%3E)',
  ],
  ['no address of the web', 'javascript:alert(1)', 'playbook: `javascript:alert(1)`'],
])('link: %s', (_, address, shown) => {
  expect(link('playbook', address)).toBe(shown);
});

test('messageSpans loses nothing but paired backticks', () => {
  expect(messageSpans('a `b` c `d')).toEqual([
    { code: false, text: 'a ' },
    { code: true, text: 'b' },
    { code: false, text: ' c `d' },
  ]);
});

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['a😀bc', 3, 'a…'],
])('clip %j to %d', (text, length, clipped) => {
  expect(clip(text, length)).toBe(clipped);
});
