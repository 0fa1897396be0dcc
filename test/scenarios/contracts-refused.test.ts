// Contracts that cannot be read, or mean no good, through every command that reads contracts.

import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { booking, type Stage, stage } from './stage.ts';

let set: Stage;
beforeAll(async () => {
  set = stage();
  set.write('driftgate.yaml', 'apis: { booking: { spec: api.json, contracts: "contracts/*" } }\n');
  set.write('api.json', JSON.stringify({ ...booking(), servers: [{ url: 'https://booking.example' }] }));
  expect((await set.run(['accept', '--all', '-q'])).code).toBe(0);
});
afterEach(() => rmSync(join(set.folder, 'contracts'), { recursive: true }));
afterAll(() => set.remove());

const COMMANDS = [
  ['check'],
  ['diff', 'api.json', 'api.json', '--contract', 'contracts/*'],
  ['verify'],
] as const satisfies readonly (readonly string[])[];

/** What each command makes of the contracts; what it says, on one line. */
async function played(): Promise<readonly { readonly code: number | null; readonly said: string }[]> {
  const ended = await Promise.all(COMMANDS.map((args) => set.run(args)));
  return ended.map(({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}`.replaceAll(/\s+/g, ' ') }));
}

const CALL = { description: 'list rooms', request: { method: 'GET', path: '/rooms' }, response: { status: 200 } };

function pact(more: object): string {
  return JSON.stringify({ consumer: { name: 'a' }, provider: { name: 'b' }, interactions: [CALL], ...more }, null, 1);
}

function version(of: string): object {
  return { metadata: { pactSpecification: { version: of } } };
}

function recorded(url: string, text = '[]'): string {
  const content = { mimeType: 'application/json', size: text.length, text };
  return JSON.stringify({
    log: { entries: [{ request: { method: 'GET', url }, response: { status: 200, content } }] },
  });
}

const REFUSED: Readonly<
  Record<string, readonly [file: string, text: string, place: string, words: string, mend: string]>
> = {
  'a Pact version that is unknown': [
    'a.json',
    pact(version('5.0')),
    'contracts/a.json:22',
    'only versions 1 to 4 of the Pact specification are read',
    'write the contract in one of these versions',
  ],
  'JSON that is cut off': [
    'a.json',
    '{"consumer": {"name": "a"},\n "interactions": [',
    'contracts/a.json:2:19',
    'ends too early',
    'write the contract again',
  ],
  'JSON that is none': [
    'a.json',
    '{"consumer": 1,, }',
    'contracts/a.json:1:16',
    'neither JSON nor YAML',
    'mend that line',
  ],
  nothing: ['a.json', '', 'contracts/a.json', 'is empty', 'name a Pact file'],
  'a list': ['a.json', '[]', 'contracts/a.json', 'is no contract but a list', 'name a Pact file'],
  'plain text': ['a.txt', 'hello', 'contracts/a.txt', 'is no contract but plain text', 'name a Pact file'],
  'no consumer': [
    'a.json',
    pact({ consumer: {} }),
    'contracts/a.json',
    'must be text and is missing',
    'put text there',
  ],
  'no method': [
    'a.json',
    pact({ interactions: [{ ...CALL, request: { path: '/rooms' } }] }),
    'contracts/a.json:11',
    '`interactions[0].request.method` in `contracts/a.json` must be text and is missing',
    'put text there',
  ],
  'no response': [
    'a.json',
    pact({ interactions: [{ ...CALL, response: undefined }] }),
    'contracts/a.json:9',
    '`interactions[0].response` in `contracts/a.json` must be an object and is missing',
    'put an object there',
  ],
  'an interaction of an unknown type': [
    'a.json',
    pact({ interactions: [{ ...CALL, type: 'Pigeon/Post' }], ...version('4.0') }),
    'contracts/a.json',
    'is no type of interaction',
    'write `Synchronous/HTTP`',
  ],
  'a manifest with a key that is none': [
    'a.yaml',
    'consumer: a\noperations:\n  - call: GET /rooms\n    raeds: [id]\n',
    'contracts/a.yaml:4',
    'raeds',
    'reads',
  ],
  'a manifest with a field that is none': [
    'a.yaml',
    'consumer: a\noperations:\n  - call: GET /rooms\n    reads: ["a..b"]\n',
    'contracts/a.yaml:4',
    'a name is missing',
    '["odd.name"]',
  ],
  'a recording without requests': [
    'a.har',
    '{"log": {"entries": [{}]}}',
    'contracts/a.har:1',
    'has an entry without `request.method`',
    'export it as HAR 1.2',
  ],
  'a recording of another host': [
    'a.har',
    recorded('https://elsewhere.example/rooms'),
    'contracts/a.har',
    'holds no call of a host that',
    'record calls of that API',
  ],
  'nesting without end': [
    'a.json',
    `{"consumer":{"name":"a"},"interactions":${'['.repeat(1e6)}${']'.repeat(1e6)}}`,
    'contracts/a.json',
    'more than 500 levels deep',
    'show a smaller example',
  ],
  'nesting without end, in a text': [
    'a.json',
    pact({
      interactions: [
        {
          ...CALL,
          response: {
            status: 200,
            headers: { 'Content-Type': 'application/json' },
            body: `${'['.repeat(2e5)}${']'.repeat(2e5)}`,
          },
        },
      ],
    }),
    '/interactions/0/response/body',
    'holds JSON with more levels or values than are read',
    'show a smaller example',
  ],
};

test.each(Object.entries(REFUSED))('%s: exit 2, with file, place and mend', async (_, [file, text, ...parts]) => {
  set.write(`contracts/${file}`, text);
  for (const { code, said } of await played()) {
    expect(code).toBe(2);
    for (const part of [`contracts/${file}`, ...parts]) expect(said).toContain(part);
  }
});

test('a glob that meets a link which leads out: exit 2, and nothing of the file is told', async () => {
  const outside = stage();
  try {
    outside.write('secret.json', pact({ consumer: { name: 'hidden' } }));
    set.write('contracts/a.json', pact({}));
    symlinkSync(join(outside.folder, 'secret.json'), join(set.folder, 'contracts', 'b.json'));
    for (const { code, said } of await played()) {
      expect(code).toBe(2);
      expect(said).toContain('`contracts/b.json` is, or lies behind, a symbolic link that leads out');
      expect(said).not.toContain('hidden');
    }
  } finally {
    outside.remove();
  }
});

const EVIL = '\u001b[31m\u0007\u202e@all [x](javascript:a) ![i](http://e.example/i)<b>\r\n::error::x\n| `tick` |';

test.each(['text', 'markdown', 'json'])('names of strangers do nothing in %s', async (format) => {
  const odd = { __proto__: null, [EVIL]: 1, constructor: { prototype: 1 } };
  const body = `[{"id": "a", "__proto__": {"x": 1}, ${JSON.stringify(odd).slice(1)}]`;
  const response = { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.parse(body) };
  const written = pact({ consumer: { name: EVIL }, interactions: [{ ...CALL, description: EVIL, response }] });
  set.write('contracts/a.json', written);
  set.write(
    'contracts/b.yaml',
    'consumer: __proto__\noperations:\n  - call: GET /rooms\n    name: constructor\n    reads: ["[].__proto__.x", "[].id"]\n',
  );
  const gone = booking();
  delete (gone.paths as Record<string, unknown>)['/rooms'];
  set.write('new.json', JSON.stringify(gone));
  for (const args of [
    ['diff', 'api.json', 'new.json', '--contract', 'contracts/*', '--format', format],
    ['verify', '--format', format],
  ]) {
    const { code, stdout, stderr } = await set.run(args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(stdout).not.toMatch(/^::/m);
    if (format === 'json') expect(JSON.parse(stdout)).toMatchObject({ outcome: 'drift' });
    // What is left beside code spans, which show whatever they hold.
    if (format === 'markdown')
      expect(stdout.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '')).not.toMatch(/@all|(?<!\\)\]\(|(?<!\\)<b/);
  }
});
