// The gate on pull requests, by the real command line in real repositories: what fails it, and what must not.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answering, type Ended, type Provider, provider, run } from './stage.ts';

/** An operation that takes an amount, and a memo that is deprecated. */
const POSTED = {
  '/memos': {
    post: {
      requestBody: {
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { amount: { type: 'string' }, memo: { type: 'string', deprecated: true } },
            },
          },
        },
      },
      responses: { 204: { description: 'done' } },
    },
  },
};

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
    paths: { ...Object.fromEntries(['/charges', '/old', ...paths].map(get)), ...POSTED },
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

/** Sends fields in a new operation of which `memo` is deprecated. */
const sends = (fields: readonly string[]) => () =>
  write(
    'contracts/phone-agent.yaml',
    JSON.stringify({
      consumer: 'phone-agent',
      operations: [
        { call: 'GET /charges', name: 'take /charges', reads: ['id'] },
        { call: 'POST /memos', name: 'note', sends: { body: fields } },
      ],
    }),
  );

/** Pact files beside manifests. */
const BOTH = { contracts: ['contracts/*.yaml', 'contracts/*.json'] };

/** A Pact file of the CRM that reads one field. */
function pact(field: string, pending: boolean): string {
  const content = { [field]: 'red' };
  return JSON.stringify({
    consumer: { name: 'crm' },
    provider: { name: 'charges' },
    interactions: [
      {
        type: 'Synchronous/HTTP',
        description: 'take charges',
        pending,
        request: { method: 'GET', path: '/charges' },
        response: { status: 200, body: { contentType: 'application/json', encoded: false, content } },
      },
    ],
    metadata: { pactSpecification: { version: '4.0' } },
  });
}

/** A baseline that holds only what is used: charges and what is old. */
const reduced = [
  () => git('checkout', '-q', 'main'),
  () => write('driftgate.yaml', config({}, { reduce: 'contracts' })),
  reads({ '/charges': ['id'], '/old': ['id'] }),
  () => driftgate('accept', 'charges'),
  () => commit('Keep what is used'),
  () => git('checkout', '-qb', 'later'),
];

/** What the vendor's authorization server grants. */
function grants(...grant_types_supported: readonly string[]): void {
  const metadata = { issuer: vendor.url, token_endpoint: `${vendor.url}/token`, grant_types_supported };
  vendor.answer = (request, response) =>
    answering(request.url?.includes('.well-known') ? metadata : BEFORE)(request, response);
}

/** A baseline of sign-in metadata. */
const signedIn = [
  () => git('checkout', '-q', 'main'),
  () => grants('client_credentials', 'refresh_token'),
  () => write('driftgate.yaml', config({}, { signIn: [vendor.url] })),
  () => driftgate('accept', 'charges'),
  () => commit('Watch how to sign in'),
  () => git('checkout', '-qb', 'later'),
];

/** What comes back of the vendor's charges. */
function comesWith(fields: readonly string[]): void {
  const charge = Object.fromEntries(fields.map((field) => [field, 'text']));
  vendor.answer = (request, response) => answering(request.url === '/charges' ? charge : BEFORE)(request, response);
}

/** A baseline of samples. */
const sampled = [
  () => git('checkout', '-q', 'main'),
  () => comesWith(FIELDS),
  () => write('.gitignore', '.driftgate\n'),
  () =>
    write(
      'driftgate.yaml',
      config(
        {},
        {
          production: { url: vendor.url },
          samples: [{ name: 'one', get: '/charges', times: 12, environment: 'production' }],
          callsPerSecond: 1000,
        },
      ),
    ),
  () => driftgate('sample'),
  () => driftgate('accept', 'charges', '--samples'),
  () => commit('Watch what comes'),
  () => git('checkout', '-qb', 'later'),
];

/** The fingerprints that a text tells. */
const fingerprintsIn = (text: string) => new Set(text.match(/\b[0-9a-f]{16}\b/g));

test.each<{
  readonly name: string;
  readonly changes: readonly (() => unknown)[];
  readonly code: number;
  /** What of the four fails, or cannot be decided. */
  readonly why: string;
  readonly says?: readonly string[];
  readonly hushes?: readonly string[];
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
    says: ['the baselines keep what the contracts rely on; 1 that was not met before either'],
  },
  {
    name: 'one more that is not met beside it',
    changes: [
      () => git('checkout', '-q', 'main'),
      reads({ '/charges': ['id', 'colour'] }),
      () => commit('Read the colour'),
      () => git('checkout', '-qb', 'later'),
      reads({ '/charges': ['id', 'colour', 'shape'] }),
    ],
    code: 1,
    why: 'contracts',
    says: ['`shape`', '1 new error, 1 error that the baseline had too'],
  },
  {
    name: 'a Pact interaction that is pending',
    changes: [() => write('contracts/crm.json', pact('colour', true)), () => write('driftgate.yaml', config({}, BOTH))],
    code: 0,
    why: '',
  },
  {
    name: 'a Pact interaction that is not',
    changes: [
      () => write('contracts/crm.json', pact('colour', false)),
      () => write('driftgate.yaml', config({}, BOTH)),
    ],
    code: 1,
    why: 'contracts',
    says: ['contracts/crm.json'],
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
    hushes: ['it is not known what the vendor has now'],
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
  {
    name: 'sending of a field that is deprecated',
    changes: [sends(['amount', 'memo'])],
    code: 1,
    why: 'added use',
    says: ['`memo`', 'contracts/phone-agent.yaml'],
  },
  { name: 'sending of a field that is not', changes: [sends(['amount'])], code: 0, why: '' },
  {
    name: 'use of a field that is deprecated, and called as a keyword is',
    changes: [
      () => git('checkout', '-q', 'main'),
      drifts(vendorHas([...FIELDS, 'default'], ['default'])),
      () => driftgate('accept', 'charges'),
      () => commit('Take the default'),
      () => git('checkout', '-qb', 'later'),
      reads({ '/charges': ['id', 'default'] }),
    ],
    code: 1,
    why: 'added use',
    says: ['`default`'],
  },
  {
    name: 'use of an operation, while the vendor sends half of a document',
    changes: [
      () => git('checkout', '-q', 'main'),
      drifts(vendorHas(FIELDS, [], ['/refunds', '/payouts', '/disputes', '/fees'])),
      () => driftgate('accept', 'charges'),
      () => commit('Take more'),
      () => git('checkout', '-qb', 'later'),
      drifts(vendorHas(FIELDS)),
      reads({ '/charges': ['id'], '/refunds': ['id'] }),
    ],
    code: 0,
    why: '',
    says: ['of 1 API it is not known what the vendor has now'],
  },
  {
    name: 'use of what is deprecated, where nothing was watched before',
    changes: [
      () => git('checkout', '-q', '--orphan', 'first'),
      () => git('rm', '-rqf', '--cached', '.'),
      () => git('commit', '-q', '--allow-empty', '-m', 'Begin'),
      () => git('branch', '-f', 'main'),
      reads({ '/charges': ['id', 'note'] }),
    ],
    code: 1,
    why: 'added use',
    says: ['`note`'],
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
    name: 'a baseline that was damaged, and is taken anew',
    changes: [
      () => git('checkout', '-q', 'main'),
      () => write('snapshots/charges/spec.json', '<<<<<<< ours'),
      () => commit('Merge badly'),
      () => git('checkout', '-qb', 'later'),
      () => driftgate('accept', 'charges'),
    ],
    code: 0,
    why: '',
  },
  {
    name: 'a reduced baseline that keeps less, for less is used',
    changes: [...reduced, reads({ '/charges': ['id'] }), () => driftgate('accept', 'charges')],
    code: 0,
    why: '',
  },
  {
    name: 'a reduced baseline of which something is gone that was used',
    changes: [
      ...reduced,
      drifts({ ...BEFORE, paths: { ...BEFORE.paths, '/old': {} } }),
      reads({ '/charges': ['id'] }),
      () => driftgate('accept', 'charges'),
    ],
    code: 1,
    why: 'baselines',
    says: ['GET /old'],
  },
  {
    name: 'a baseline that is reduced from now on',
    changes: [() => write('driftgate.yaml', config({}, { reduce: 'contracts' })), () => driftgate('accept', 'charges')],
    code: 0,
    why: '',
  },
  {
    name: 'a baseline of sign-in metadata that loses a grant',
    changes: [...signedIn, () => grants('refresh_token'), () => driftgate('accept', 'charges')],
    code: 1,
    why: 'baselines',
    says: ['client_credentials'],
  },
  {
    name: 'a baseline of sign-in metadata that is deleted',
    changes: [...signedIn, () => rmSync(join(work, 'snapshots/charges/sign-in.json'))],
    code: 2,
    why: 'baselines',
    says: ['the sign-in metadata of `charges` is deleted'],
  },
  {
    name: 'a baseline of sign-in metadata that nobody asks for any more',
    changes: [
      ...signedIn,
      () => rmSync(join(work, 'snapshots/charges/sign-in.json')),
      () => write('driftgate.yaml', config()),
    ],
    code: 0,
    why: '',
  },
  {
    name: 'a baseline of samples that loses a field',
    changes: [
      ...sampled,
      () => comesWith(['id', 'currency', 'note']),
      () => driftgate('sample'),
      () => driftgate('accept', 'charges', '--samples'),
    ],
    code: 1,
    why: 'baselines',
    says: ['`amount`'],
  },
  {
    name: 'a baseline of samples that is deleted',
    changes: [...sampled, () => rmSync(join(work, 'snapshots/charges/samples.json'))],
    code: 2,
    why: 'baselines',
    says: ['the sample `one` of `charges` is deleted'],
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
])('$name: $code', async ({ changes, code, why, says = [], hushes = [], args = [] }) => {
  for (const change of changes) await change();
  const before = git('status', '--porcelain', '--ignored');
  const ended = await gate(...args);
  const [, failed = ''] = /the gate (?:fails|cannot be decided): (.*) \(against main\)$/m.exec(ended.stdout) ?? [];
  expect({ code: ended.code, why: failed }).toEqual({ code, why });
  for (const text of says) expect(ended.stdout).toContain(text);
  for (const text of hushes) expect(ended.stdout).not.toContain(text);
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
  expect(stderr).toContain('git fetch --depth=1 origin +refs/heads/main:refs/remotes/origin/main');
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

test('a shallow checkout, its folder below the top and links within it are as good as any', async () => {
  git('checkout', '-q', 'main');
  rmSync(join(work, 'snapshots'), { recursive: true });
  const files = ['driftgate.yaml', 'contracts/phone-agent.yaml', 'consumers/shop.yaml', 'ours.json'];
  for (const file of files) {
    write(`app/${file}`, readFileSync(join(work, file), 'utf8'));
    rmSync(join(work, file));
  }
  write('app/contracts/crm.txt', contract({ '/charges': ['note'] }).replace('phone-agent', 'crm'));
  symlinkSync('crm.txt', join(work, 'app/contracts/crm.yaml'));
  const app = join(work, 'app');
  expect((await run(app, ['accept', '--all'])).code).toBe(0);
  commit('Move to a folder');
  write('app/contracts/phone-agent.yaml', contract({ '/charges': ['id', 'currency'] }));
  commit('Read the currency');

  const shallow = join(folder, 'shallow');
  execFileSync('git', ['clone', '-q', '--depth=2', `file://${work}`, shallow], { stdio: 'pipe' });
  const args = ['gate', '--base', 'HEAD^1', '--offline'];
  expect(await run(join(shallow, 'app'), args)).toMatchObject({ code: 0, stderr: '' });
  writeFileSync(join(shallow, 'app/contracts/phone-agent.yaml'), contract({ '/charges': ['id', 'note'] }));
  const ended = await run(join(shallow, 'app'), args);
  expect(ended).toMatchObject({ code: 1, stderr: '' });
  expect(ended.stdout).toContain('phone-agent uses it');
  expect(ended.stdout).not.toContain('crm uses it');
});
