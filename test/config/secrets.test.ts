// Secrets by reference: put in at the moment of use, and named when they are missing.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.ts';
import { resolveReferences, wordsOf } from '../../src/config/secrets.ts';

const ENVIRONMENT = {
  variable: (name: string) => ({ KEY: 'k/1 +', USER: 'me', EMPTY: '', DOLLAR: '$& $1 ${env:KEY}' })[name],
  file: (path: string) => ({ 'secret.txt': 'from file\n', 'windows.txt': 'two\r\n', 'empty.txt': '\n' })[path],
  command: async (program: string, args: readonly string[]) =>
    program === 'silent' ? '' : `${[program, ...args].join('|')}\n`,
};

test.each([
  ['plain text', 'plain text'],
  ['${env:KEY}', 'k/1 +'],
  ['a ${env:USER} b ${env:KEY}', 'a me b k/1 +'],
  ['${env:DOLLAR}', '$& $1 ${env:KEY}'],
  ['${file:secret.txt}', 'from file'],
  ['${file:windows.txt}', 'two'],
  ['${command:op read "op://a b/c"}', 'op|read|op://a b/c'],
])('%s becomes %j', async (text, value) => {
  expect(await resolveReferences(text, ENVIRONMENT)).toBe(value);
});

test('each secret is told, and nothing else', async () => {
  const seen: string[] = [];
  await resolveReferences('Bearer ${env:USER}-${file:secret.txt}', ENVIRONMENT, (secret) => seen.push(secret));
  expect(seen).toEqual(['me', 'from file']);
});

test.each([
  ['${env:NOT_SET}', 'environment variable `NOT_SET` is not set'],
  ['${env:EMPTY}', 'environment variable `EMPTY` is not set'],
  ['${file:nowhere.txt}', 'file `nowhere.txt` has no secret in it, or is not there'],
  ['${file:empty.txt}', 'file `empty.txt` has no secret in it, or is not there'],
  ['${command:silent}', 'command `silent` writes nothing'],
])('%s is missing, by name', async (text, message) => {
  await expect(resolveReferences(text, ENVIRONMENT)).rejects.toMatchObject({ code: 'secret-missing', message });
});

test.each([
  ['', []],
  ['  op   read x ', ['op', 'read', 'x']],
  [`pass 'my "secret"' "it's" a\\ b`, ['pass', 'my "secret"', "it's", 'a b']],
  ['a"b c"d', ['ab cd']],
  ["x ''", ['x', '']],
  ['"a\\"b\\n"', ['a"b\\n']],
  ['$HOME `x` $(y) *', ['$HOME', '`x`', '$(y)', '*']],
])('the words of %j are %j', (line, words) => {
  expect(wordsOf(line)).toEqual(words);
});

test.each(['"open', "it's", 'end\\'])('%j is refused', (line) => {
  expect(() => wordsOf(line)).toThrow(expect.objectContaining({ code: 'config-invalid' }));
});

test.each(['${command:op read "a, b" #c [d] --x: y}', '${env:A}', '${file:a, b}'])(
  '%s needs no quotes in a flow mapping of YAML',
  (reference) => {
    const { credentials } = loadConfig(`credentials: { c: { bearer: ${reference}, warnDays: 3 } }`, 'driftgate.yaml');
    expect(credentials.c).toMatchObject({ bearer: reference, warnDays: 3 });
  },
);
