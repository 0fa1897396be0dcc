// The gate on pull requests, by the real command line in real repositories: what fails it, and what must not.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answering, type Ended, type Provider, provider, run } from './stage.ts';

/** A vendor's document, by the fields of a charge, and which of them are deprecated. */
function vendorHas(fields: readonly string[], deprecated: readonly string[] = [], paths: readonly string[] = []) {
  const property = (name: string) => [name, { type: 'string', ...(deprecated.includes(name) && { deprecated: true }) }];
  const schema = { type: 'object', required: fields, properties: Object.fromEntries(fields.map(property)) };
  const content = { 'application/json': { schema } };
  const get = (path: string) => [
    path,
    {
      get: {
        ...(deprecated.includes(path) && { deprecated: true }),
        responses: { 200: { description: 'fine', content } },
      },
    },
  ];
  return {
    openapi: '3.1.0',
    info: { title: 'Charges', version: '1' },
    paths: Object.fromEntries(['/charges', '/old', ...paths].map(get)),
  };
}

const FIELDS = ['id', 'amount', 'currency', 'note'];
const BEFORE = vendorHas(FIELDS, ['note', '/old']);

/** A contract of the phone agent: `call: fields`. */
function contract(
  calls: Readonly<Record<string, readonly string[]>>,
  naming = (call: string) => `take ${call}`,
): string {
  const operations = Object.entries(calls).map(([path, reads]) => ({ call: `GET ${path}`, name: naming(path), reads }));
  return JSON.stringify({ consumer: 'phone-agent', provider: 'charges', operations });
}

let folder = '';
let work = '';
let vendor: Provider;

const config = (more: object = {}, api: object = {}) =>
  JSON.stringify({
    apis: { charges: { spec: `${vendor.url}/openapi.json`, contracts: 'contracts/*.yaml', ...api } },
    allowPrivateHosts: ['127.0.0.1'],
    ...more,
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-gate-'));
  work = join(folder, 'work');
  vendor = await provider(answering(BEFORE));
  mkdirSync(work);
  git('init', '-q', '-b', 'main');
  write('driftgate.yaml', config({ published: { ours: { spec: 'ours.json', contracts: 'consumers/*.yaml' } } }));
  write('contracts/phone-agent.yaml', contract({ '/charges': ['id'] }));
  write('consumers/shop.yaml', contract({ '/charges': ['amount'] }));
  write('ours.json', JSON.stringify(vendorHas(FIELDS)));
  expect((await driftgate('accept', '--all')).code).toBe(0);
  commit('Watch charges');
  git('checkout', '-qb', 'change');
});

afterEach(() => {
  vendor.close();
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(work, file)), { recursive: true });
  writeFileSync(join(work, file), text);
}

function git(...args: readonly string[]): string {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@acme.example'];
  return execFileSync('git', [...who, ...args], { cwd: work, encoding: 'utf8', stdio: 'pipe' }).trim();
}

function commit(message: string): void {
  git('add', '-A');
  git('commit', '-qm', message);
}

const driftgate = (...args: readonly string[]): Promise<Ended> => run(work, args);
const gate = (...args: readonly string[]) => driftgate('gate', '--base', 'main', '--no-prove', ...args);
const reads = (calls: Readonly<Record<string, readonly string[]>>) => () =>
  write('contracts/phone-agent.yaml', contract(calls));
const drifts = (document: object) => () => {
  vendor.answer = answering(document);
};

/** The fingerprints that a text tells. */
const fingerprintsIn = (text: string) => new Set(text.match(/\b[0-9a-f]{16}\b/g));

test.each<{
  readonly name: string;
  readonly changes: readonly (() => unknown)[];
  readonly code: number;
  /** What of the four fails, or cannot be decided. */
  readonly why: string;
  readonly says?: readonly string[];
  readonly args?: readonly string[];
}>([
  { name: 'nothing', changes: [], code: 0, why: '' },
  // 1. Contracts.
  {
    name: 'a contract that reads what the baseline does not have',
    changes: [reads({ '/charges': ['id', 'colour'] })],
    code: 1,
    why: 'contracts',
    says: ['`colour`', 'contracts/phone-agent.yaml'],
  },
  {
    name: 'a contract that was not met before either',
    changes: [
      () => git('checkout', '-q', 'main'),
      reads({ '/charges': ['id', 'colour'] }),
      () => commit('Read the colour'),
      () => git('checkout', '-qb', 'later'),
      reads({ '/charges': ['amount', 'colour'] }),
    ],
    code: 0,
    why: '',
  },
  {
    name: 'another consumer that is not met where one was not before',
    changes: [
      () => git('checkout', '-q', 'main'),
      reads({ '/charges': ['id', 'colour'] }),
      () => commit('Read the colour'),
      () => git('checkout', '-qb', 'later'),
      () => write('contracts/crm.yaml', contract({ '/charges': ['colour'] }).replace('phone-agent', 'crm')),
    ],
    code: 1,
    why: 'contracts',
    says: ['crm'],
  },
  {
    name: 'a contract that cannot be read',
    changes: [() => write('contracts/phone-agent.yaml', 'consumer: [')],
    code: 2,
    why: 'contracts, added use',
    says: ['contracts/phone-agent.yaml'],
  },
  // 2. Added use.
  {
    name: 'use of a field that is deprecated',
    changes: [reads({ '/charges': ['id', 'note'] })],
    code: 1,
    why: 'added use',
    says: ['`note`', 'deprecated', 'contracts/phone-agent.yaml'],
  },
  {
    name: 'use of an operation that is deprecated',
    changes: [reads({ '/charges': ['id'], '/old': ['id'] })],
    code: 1,
    why: 'added use',
    says: ['GET /old'],
  },
  {
    name: 'use of a field that the vendor has taken away by now',
    changes: [drifts(vendorHas(['id', 'currency', 'note'], ['note', '/old'])), reads({ '/charges': ['id', 'amount'] })],
    code: 1,
    why: 'added use',
    says: ['`amount`'],
  },
  {
    name: 'use of a sound field, while the vendor takes away others',
    changes: [
      drifts(vendorHas(['id', 'currency', 'note'], ['note', '/old'])),
      reads({ '/charges': ['id', 'currency'] }),
    ],
    code: 0,
    why: '',
    says: ['vendors drifted: 2 breaking', 'This fails no pull request.'],
  },
  {
    name: 'what was used before, under another name',
    changes: [
      () => git('checkout', '-q', 'main'),
      reads({ '/charges': ['id', 'note'] }),
      () => commit('Read the note'),
      () => git('checkout', '-qb', 'later'),
      () =>
        write(
          'contracts/phone-agent.yaml',
          contract({ '/charges': ['note', 'id'] }, () => 'another name'),
        ),
    ],
    code: 0,
    why: '',
  },
  {
    name: 'what another consumer used before',
    changes: [
      () => git('checkout', '-q', 'main'),
      reads({ '/charges': ['id', 'note'] }),
      () => commit('Read the note'),
      () => git('checkout', '-qb', 'later'),
      () => write('contracts/crm.yaml', contract({ '/charges': ['note'] }).replace('phone-agent', 'crm')),
    ],
    code: 1,
    why: 'added use',
    says: ['crm'],
  },
  {
    name: 'use of what is deprecated, and accepted',
    changes: [
      reads({ '/charges': ['id', 'note'] }),
      async () => {
        const told = fingerprintsIn((await gate()).stdout);
        await driftgate('accept', ...told, '--reason', 'until spring', '--owner', 'ada', '--until', 'never');
      },
    ],
    code: 0,
    why: '',
  },
  // 3. Baselines.
  {
    name: 'a baseline that moves over what breaks',
    changes: [drifts(vendorHas(['id', 'currency', 'note'], ['note', '/old'])), () => driftgate('accept', 'charges')],
    code: 1,
    why: 'baselines',
    says: ['`amount`'],
  },
  {
    name: 'the same, proposed: to merge it is to accept it',
    changes: [drifts(vendorHas(['id', 'currency', 'note'], ['note', '/old'])), () => driftgate('accept', 'charges')],
    args: ['--accepting'],
    code: 0,
    why: '',
    says: ['what moves is accepted by merging'],
  },
  {
    name: 'the same, acknowledged',
    changes: [
      drifts(vendorHas(['id', 'currency', 'note'], ['note', '/old'])),
      () => driftgate('accept', 'charges'),
      async () => {
        const told = fingerprintsIn((await gate()).stdout);
        await driftgate('accept', ...told, '--reason', 'not read', '--owner', 'ada', '--until', 'never');
      },
    ],
    code: 0,
    why: '',
  },
  {
    name: 'a baseline that moves, and nothing breaks',
    changes: [drifts(vendorHas([...FIELDS, 'colour'], ['note', '/old'])), () => driftgate('accept', 'charges')],
    code: 0,
    why: '',
  },
  {
    name: 'a baseline that is deleted',
    changes: [() => rmSync(join(work, 'snapshots/charges'), { recursive: true })],
    code: 2,
    why: 'contracts, baselines',
    says: ['the baseline of `charges` is deleted'],
  },
  {
    name: 'an API that is watched no more',
    changes: [
      () => rmSync(join(work, 'snapshots/charges'), { recursive: true }),
      () => write('driftgate.yaml', JSON.stringify({ apis: {} })),
    ],
    code: 0,
    why: '',
  },
  // 4. Published.
  {
    name: 'a document of ours that loses what a consumer reads',
    changes: [() => write('ours.json', JSON.stringify(vendorHas(['id', 'currency', 'note'])))],
    code: 1,
    why: 'published',
    says: ['`amount`', 'consumers/shop.yaml'],
  },
  {
    name: 'a document of ours that loses what nobody reads',
    changes: [() => write('ours.json', JSON.stringify(vendorHas(['id', 'amount', 'currency'])))],
    code: 0,
    why: '',
  },
  {
    name: 'a document of ours that cannot be read',
    changes: [() => write('ours.json', '{')],
    code: 2,
    why: 'published',
    says: ['ours.json'],
  },
  // Vendors.
  {
    name: 'a vendor who breaks what is used',
    changes: [drifts(vendorHas(['amount', 'currency', 'note'], ['note', '/old']))],
    code: 0,
    why: '',
    says: ['vendors drifted: 2 breaking', 'This fails no pull request.'],
  },
  {
    name: 'a vendor who cannot be reached',
    changes: [
      () => {
        vendor.answer = (_, response) => response.writeHead(404).end();
      },
      reads({ '/charges': ['id', 'amount'] }),
    ],
    code: 0,
    why: '',
    says: ['of 1 API it is not known what the vendor has now'],
  },
  {
    name: 'a vendor who asks for a secret that is not here',
    changes: [
      () =>
        write(
          'driftgate.yaml',
          config({ credentials: { key: { bearer: '$' + '{env:NOT_HERE}' } } }, { credential: 'key' }),
        ),
      reads({ '/charges': ['id', 'note'] }),
    ],
    code: 1,
    why: 'added use',
    says: ['of 1 API it is not known what the vendor has now'],
  },
  {
    name: 'a vendor whom nobody asks',
    changes: [drifts(vendorHas(['id', 'currency', 'note'], ['note', '/old'])), reads({ '/charges': ['id', 'amount'] })],
    args: ['--offline'],
    code: 0,
    why: '',
  },
])('$name: $code', async ({ changes, code, why, says = [], args = [] }) => {
  for (const change of changes) await change();
  const before = git('status', '--porcelain', '--ignored');
  const ended = await gate(...args);
  const [, failed = ''] = /the gate (?:fails|cannot be decided): (.*) \(against main\)$/m.exec(ended.stdout) ?? [];
  expect({ code: ended.code, why: failed }).toEqual({ code, why });
  for (const text of says) expect(ended.stdout).toContain(text);
  expect(git('status', '--porcelain', '--ignored')).toBe(before);
});

test('in every format it tells what fails, at the contract', async () => {
  reads({ '/charges': ['id', 'note'] })();
  for (const [format, told] of [
    ['markdown', '| ✖ | added use |'],
    ['json', '"rule"'],
    ['sarif', 'contracts/phone-agent.yaml'],
    ['junit', '<testsuite name="charges"'],
    ['annotations', 'file=contracts/phone-agent.yaml'],
    ['html', '<!doctype html>'],
  ] as const) {
    const { code, stdout } = await gate('--format', format);
    expect([format, code]).toEqual([format, 1]);
    expect(stdout).toContain(told);
    expect(stdout).toContain('note');
  }
});

test('a revision that is not in the checkout is said, with the way to fetch it', async () => {
  const { code, stderr } = await driftgate('gate', '--base', 'origin/main');
  expect(code).toBe(2);
  expect(stderr).toContain('revision `origin/main` is not in this checkout');
  expect(stderr).toContain('git fetch --depth=1 origin main');
});

test('what a pull request is held against is where it parted, and not what came since', async () => {
  reads({ '/charges': ['id', 'amount'] })();
  commit('Read the amount');
  git('checkout', '-q', 'main');
  rmSync(join(work, 'contracts'), { recursive: true });
  write('driftgate.yaml', JSON.stringify({ apis: {} }));
  commit('Watch nothing');
  git('checkout', '-q', 'change');
  expect((await gate()).code).toBe(0);
});
