// Random YAML as people and generators write it, and as nobody should.

import fc from 'fast-check';

/** Mostly what is fine, so that most texts can be read, and now and then what is odd or wrong. */
function mostly(fine: fc.Arbitrary<string>, odd: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 20, arbitrary: fine }, { weight: 1, arbitrary: fc.constantFrom(...odd) });
}

const KEY = mostly(
  fc
    .tuple(
      fc.constantFrom('', '', '', 'name', '/users/{id}/', '/a:', '20', '1.', '$ref', 'x-', 'two words ', '"', "'"),
      fc.nat({ max: 99 }),
    )
    .map(([start, count]) => `${start}${count}${/^["']$/.test(start) ? start : ''}`),
  [
    ...['null', 'true', '"a\\"b"', "'it''s'", '__proto__', 'constructor', '"__proto__"', '"<<"', '<<', '? x\n', 'a#b'],
    ...['~', '- a', '&k a', '*one', '!!str a', 'a ', '[a]', '{a: b}', "'a: b'", '"a: b"', '@a', 'a"b', '-', '.', '...'],
  ],
);

const SCALAR = mostly(
  fc.constantFrom(
    ...[
      '',
      'text',
      'two words',
      '1',
      '-1.5e3',
      '0x1F',
      '0o17',
      '.5',
      '1_000',
      'true',
      'False',
      'null',
      '~',
      'yes',
      'on',
    ],
    ...[
      '"double"',
      '"a\\n\\u00e9\\x41\\\\"',
      "'it''s'",
      "''",
      '""',
      '"a: b"',
      "'# no'",
      '2020-01-01',
      '=',
      'a#b',
      'a:b',
    ],
    ...[
      'text # comment',
      '"x" # comment',
      '# only a comment',
      'http://x/y',
      '{a: 1, b: [2, "c"]}',
      '[]',
      '{}',
      'text  ',
    ],
    ...[
      '[a, {b: c}]',
      '-1',
      '\u00e9\u2028\ufeff',
      '"tab\there"',
      '{"a":1}',
      '[ "a" , \'b\' ]',
      '"#/components/x"',
      '1.',
      '+1',
      '1e999',
    ],
    ...[
      '"\\ud83d\\ude00"',
      '"\\U0001F600"',
      '"\\ud83d"',
      '"\\/"',
      '"a\\tb\\ "',
      "'\\n'",
      '0',
      '-0',
      '00',
      '1.0',
      'nULL',
      'tail \u{1f600}',
      '"\u{1f600}"',
      '<b>bold</b>',
      '\u{1f600} head',
    ],
  ),
  [
    ...[
      '&one value',
      '*one',
      '&two',
      '!!str 1',
      '!!int "3"',
      '! 4',
      '!x y',
      '*none',
      '@at',
      '`tick',
      '%dir',
      '- x',
      '? q',
    ],
    ...[
      '-',
      '...',
      '---',
      "'open",
      '"open',
      '{open: ',
      'trailing:',
      ': x',
      '--- x',
      'ends with colon:',
      '!!binary x',
      'a: b',
    ],
    ...[
      'a\tb',
      '\ta',
      '"a" b',
      "'a' b",
      '[a] b',
      '|',
      '>-',
      '| x',
      '"\\q"',
      '"\\x4"',
      '"\\A"',
      '"\\X41"',
      '"\\u00zz"',
      '\ud83d',
      '?',
      ':',
      ':a',
      '?a',
      ',',
      '#a',
      'a #',
      '"a"#',
    ],
  ],
);

const WORDS = fc.constantFrom(
  ...['one', 'two three', '  deeper', '# hash', '', 'a # b', '- dash', "it's", 'x:y', '   ', 'last ', '1', '~'],
);

/** A value over several lines, each after an indentation of its own choice. */
const SEVERAL = fc.record({
  ends: fc.constantFrom(
    ...[
      ['|'],
      ['|-'],
      ['|+'],
      ['>'],
      ['>-'],
      ['>+'],
      ['|2'],
      ['>1-'],
      ['| # note'],
      ['plain'],
      ['plain'],
      ['two words'],
    ],
    ...[
      ['"double', '"'],
      ["'single", "'"],
      ['[a,', ']'],
      ['{a: b,', '}'],
      ['"a\\', '"'],
      ['&x |'],
      ['"open'],
      ['[open'],
    ],
  ),
  lines: fc.array(WORDS, { maxLength: 4 }),
  step: fc.constantFrom(1, 2, 2, 2, 3, 0),
});

interface SeveralLines {
  readonly ends: readonly string[];
  readonly lines: readonly string[];
  readonly step: number;
}

interface Node {
  readonly write: (indent: number, column: string) => string;
}

const NOISE = fc.constantFrom(
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '\n',
  '# comment\n',
  '    # far\n',
  '  \n',
  '\n\n  # between\n\n',
);

const { tree } = fc.letrec<{ tree: Node; value: Node }>((tie) => ({
  tree: fc.oneof({ weight: 5, arbitrary: mappingOf(tie('value')) }, { weight: 1, arbitrary: sequenceOf(tie('value')) }),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: SCALAR.map((text): Node => ({ write: () => ` ${text}\n` })) },
    { weight: 2, arbitrary: SEVERAL.map(severalLines) },
    { weight: 5, arbitrary: tie('tree') },
  ),
}));

function severalLines({ ends: [head, tail = ''], lines, step }: SeveralLines): Node {
  return {
    write: (indent) => {
      const rest = lines.map((line) => `${line.trim() === '' ? '' : ' '.repeat(indent + step)}${line}\n`);
      return ` ${head}\n${rest.join('')}`.replace(/\n$/, `${tail}\n`);
    },
  };
}

function mappingOf(value: fc.Arbitrary<Node>): fc.Arbitrary<Node> {
  const entry = fc.record({ key: KEY, value, noise: NOISE, step: fc.constantFrom(2, 2, 2, 4, 1) });
  return fc.array(entry, { minLength: 1, maxLength: 5 }).map((entries) => ({
    write: (indent, column) => {
      const [first] = entries;
      const own = indent + (column === '' ? 0 : (first?.step ?? 2));
      return `${column === '' ? '' : '\n'}${entries
        .map(({ key, value, noise }) => `${noise}${' '.repeat(own)}${key}:${value.write(own, ':')}`)
        .join('')}`;
    },
  }));
}

function sequenceOf(value: fc.Arbitrary<Node>): fc.Arbitrary<Node> {
  const item = fc.record({ value, noise: NOISE });
  return fc
    .record({ items: fc.array(item, { minLength: 1, maxLength: 3 }), step: fc.constantFrom(0, 0, 2) })
    .map(({ items, step }) => ({
      write: (indent, column) => {
        const own = indent + (column === '' ? 0 : step);
        return `${column === '' ? '' : '\n'}${items
          .map(({ value, noise }) => `${noise}${' '.repeat(own)}-${value.write(own, '-').replace(/^\n +/, ' ')}`)
          .join('')}`;
      },
    }));
}

const PROLOGUES = [
  '%YAML 1.2\n---\n',
  '--- # c\n',
  '---\n---\n',
  '\ufeff',
  '--- a: b\n',
  '%TAG !x! y\n---\n',
  '...\n',
  '\t\n',
];

/** Whole texts: some valid, many nearly so. */
export const yamlText: fc.Arbitrary<string> = fc
  .record({
    prologue: mostly(fc.constantFrom('', '', '---\n', '# c\n---\n', '\n', '# a\n'), PROLOGUES),
    root: tree,
    indent: fc.constantFrom(0, 0, 0, 0, 2),
    epilogue: mostly(fc.constantFrom('', '\n\n', '# end', '  '), ['...\n', '---\nmore: 1\n', 'last', '- a\n']),
  })
  .map(({ prologue, root, indent, epilogue }) => prologue + root.write(indent, '') + epilogue);

/** An edit of text: some characters taken out of it, others put in. */
export const edit: fc.Arbitrary<(text: string) => string> = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    taken: fc.constantFrom(0, 0, 1, 1, 5, 40, 1e9),
    put: fc.constantFrom(
      '',
      '',
      'x',
      ' ',
      '\n',
      ':',
      '\n  ',
      '\t',
      '\r',
      '\r\n',
      '"',
      "'",
      '#',
      ' #',
      '- ',
      '&a ',
      '*a',
      '\0',
      '\x07',
      '\nx: 1\n',
      '\n--- ',
    ),
  })
  .map(({ at, taken, put }) => (text) => {
    const place = Math.floor(at * text.length);
    return text.slice(0, place) + put + text.slice(place + taken);
  });
