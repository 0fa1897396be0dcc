// Credentials through the real command line: a token that dies, a refresh that fails, a crash in the middle of one, and
// secrets that nobody gets to see.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { authority, issued } from '../provider/certificates.ts';
import { CLIENT_SECRET, type OAuthServer, oauthServer } from '../provider/oauth.ts';
import { booking, type Ended, type Provider, provider, type Stage, stage } from './stage.ts';

let oauth: OAuthServer;
let api: Provider;
let place: Stage;
let refresh: string;
/** Every token that reached the API. */
let seen: Set<string>;
/** What happens before the API looks at a request, by its number. */
let before: (request: number) => Promise<void>;

beforeAll(async () => {
  oauth = await oauthServer();
});
afterAll(() => oauth.close());

beforeEach(async () => {
  await oauth.plan();
  refresh = await oauth.signIn();
  place = stage();
  seen = new Set();
  before = async () => {};
  let requests = 0;
  api = await provider(async (request, response) => {
    await before(requests++);
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    seen.add(token);
    const { active } = await oauth.look(token);
    const status = active ? (request.url?.startsWith('/v1') ? 204 : 200) : 401;
    response.writeHead(status, { 'content-type': 'application/json' }).end(status === 200 ? document() : '');
  });
});
afterEach(() => {
  api.close();
  place.remove();
});

function document(): string {
  const paths = {
    '/things': { post: { security: [{ token: ['write', 'admin'] }], responses: { 201: { description: 'made' } } } },
  };
  const flows = { clientCredentials: { tokenUrl: oauth.tokenUrl, scopes: { read: 'r', write: 'w', admin: 'a' } } };
  const { components, ...rest } = booking(paths);
  return JSON.stringify({
    ...rest,
    security: [{ token: ['read'] }],
    components: { ...(components as object), securitySchemes: { token: { type: 'oauth2', flows } } },
  });
}

/** A configuration of three APIs that share the credential `crm`. */
function configured(more = ''): void {
  const client = `tokenUrl: "${oauth.tokenUrl}", clientId: person, clientSecret: \${env:CLIENT_SECRET}`;
  place.write(
    'driftgate.yaml',
    `allowPrivateHosts: [127.0.0.1]
apis:
${['one', 'two', 'three'].map((name) => `  ${name}: { spec: "${api.url}/${name}.json", credential: crm }`).join('\n')}
credentials:
  crm: { oauth2: { ${client}, refreshToken: \${env:REFRESH} } }
${more}`,
  );
}

function run(...args: readonly string[]): Promise<Ended> {
  return place.run(args, { env: { CLIENT_SECRET, REFRESH: refresh } });
}

function kept(): Record<string, { token: string; since: string }> {
  return JSON.parse(place.read('.driftgate/credentials/crm.json'));
}

test('a token that dies in the middle of a run is renewed, and nobody notices', async () => {
  configured();
  before = async (request) => {
    if (request === 1) await oauth.kill();
  };
  expect(await run('accept', '--all')).toMatchObject({ code: 0, stderr: '' });
  expect(await run('check')).toMatchObject({ code: 0 });
  expect(seen.size).toBe(2);
  // The second run goes on with the token of the first.
  expect((await oauth.requests()).length).toBeGreaterThan(0);
  expect(kept().refresh?.token).not.toBe(refresh);
});

test('runs at the same time renew once, and each gets the token', async () => {
  configured();
  await run('accept', '--all');
  await oauth.kill();
  const asked = (await oauth.requests()).length;
  const runs = await Promise.all([run('check'), run('check'), run('check')]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(await oauth.requests()).toHaveLength(asked + 1);
});

test('a sandbox is called with a token', async () => {
  const pact = {
    consumer: { name: 'phone-agent' },
    provider: { name: 'one' },
    interactions: [{ description: 'ping', request: { method: 'GET', path: '/ping' }, response: { status: 204 } }],
  };
  place.write('pact.json', JSON.stringify(pact));
  configured();
  place.write(
    'driftgate.yaml',
    place
      .read('driftgate.yaml')
      .replace('credential: crm }', `contracts: pact.json, sandbox: { url: "${api.url}/v1", credential: crm } }`),
  );
  expect(await run('verify', 'one', '--live')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 interaction: 1 passed'),
  });
  expect(await oauth.look([...seen][0] ?? '')).toMatchObject({ active: true });
});

test('a refresh that fails is one finding, not one for each API', async () => {
  configured();
  await run('accept', '--all');
  await oauth.kill();
  await oauth.plan(500, 500, 500);
  const report = await run('doctor', '--format', 'json');
  expect(report.code).toBe(2);
  const { apis } = JSON.parse(report.stdout);
  expect(apis.map(({ outcome, code }: { outcome: string; code: string }) => [outcome, code])).toEqual(
    Array(3).fill(['unknown', 'credential-failed']),
  );
  // The token seems to live: that it does not is found by using it.
  expect(apis.flatMap(({ findings }: { findings: object[] }) => findings)).toMatchObject([
    {
      rule: 'auth/credential-renewal-failed',
      message: `credential \`crm\` gets no token: \`${oauth.tokenUrl}\` answers 500 in the place of one`,
    },
  ]);
  await oauth.plan();
  expect(await run('doctor')).toMatchObject({ code: 0, stdout: expect.stringContaining('4 checks: 4 well') });
});

test('a crash between a refresh and its being saved: one clear finding, and no refresh token is lost', async () => {
  configured();
  await run('accept', '--all');
  const { refresh: last } = kept();
  await oauth.kill();
  // The tokens are given, and the process dies before it can save them.
  await oauth.plan('hang');
  const asked = (await oauth.requests()).length;
  const died = await place.run(['check'], {
    env: { CLIENT_SECRET, REFRESH: refresh },
    during: async (kill) => {
      while ((await oauth.requests()).length === asked) await sleep(20);
      await sleep(200);
      kill('SIGKILL');
    },
  });
  expect(died.signal).toBe('SIGKILL');
  expect(kept()).toMatchObject({ refresh: last, refreshing: { since: expect.stringMatching(/^20/) } });

  // The token of before is refused by now, and so is the refresh token, which was spent.
  const { since } = kept().refreshing ?? { since: '' };
  const report = await run('doctor');
  expect(report.code).toBe(2);
  const lines = report.stdout.replace(/\s+/g, ' ');
  expect(lines).toContain(`a refresh was interrupted at ${since}, before its answer was saved`);
  expect(lines).toContain('what to do: sign in again, and put the new refresh token where `${env:REFRESH}` leads');
  expect(report.stdout.match(/✖ breaking/g)).toHaveLength(1);
  expect(kept().refresh).toEqual(last);

  // Somebody signs in again, and all is well.
  refresh = await oauth.signIn();
  expect(await run('check')).toMatchObject({ code: 0 });
  expect(kept().refreshing).toBeUndefined();
});

test('doctor tells what ends, what is missing and what cannot be reached', async () => {
  configured(`  ended: { apiKey: { header: X-Key, value: \${env:CLIENT_SECRET} }, ends: 2020-01-01 }
  gone: { bearer: \${command:no-such-program} }
`);
  place.write(
    'phone.yaml',
    'consumer: phone-agent\nprovider: one\noperations:\n  - { call: POST /things, name: make a thing }\n',
  );
  place.write(
    'driftgate.yaml',
    place
      .read('driftgate.yaml')
      .replace(
        'credential: crm }',
        `credential: crm, contracts: phone.yaml, sandbox: { url: "${api.url}/v1", credential: crm }, production: { url: "http://127.0.0.1:9" } }`,
      ),
  );
  const report = await run('doctor', '--format', 'json');
  expect(report.code).toBe(2);
  const { apis } = JSON.parse(report.stdout);
  const table = apis.flatMap(
    ({ api, checks }: { api: string; checks: { what: string; name: string; state: string }[] }) =>
      checks.map(({ what, state }) => `${api}: ${what} ${state}`),
  );
  expect(table).toEqual([
    'one: credential failed',
    'one: document well',
    'one: sandbox well',
    'one: production unknown',
    'two: document well',
    'three: document well',
    'credential ended: credential failed',
    'credential gone: credential failed',
  ]);
  const findings = apis.flatMap(({ findings }: { findings: { message: string }[] }) => findings);
  expect(findings.map(({ message }: { message: string }) => message)).toEqual([
    'credential `crm` lacks scope `admin`',
    'credential `ended` has ended on 2020-01-01',
    'credential `gone` is not whole: command `no-such-program` is not installed, or not on the PATH, and gives no secret',
  ]);
  expect(findings[0].consumers).toMatchObject([{ consumer: 'phone-agent', verdict: 'breaks' }]);

  await run(
    'accept',
    '--rule',
    'auth/credential-scope-missing',
    '--api',
    'one',
    '--reason',
    'we only read',
    '--owner',
    'ada',
    '--until',
    '2999-12-31',
  );
  const accepted = await run('doctor', 'one', '--fail-on', 'any');
  expect(accepted.stdout).toContain('accepted');
  expect(accepted.stdout).not.toContain('✖');
});

test('a client certificate reaches documents and sandboxes, and doctor tells which certificates end', async () => {
  const root = authority();
  const client = issued(root, 'phone-agent', { days: 2 });
  const server = issued(root, 'localhost', { days: 5 });
  const https = createServer(
    { ...server, ca: root.cert, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      const status = request.url === '/openapi.json' ? 200 : 204;
      response.writeHead(status, { 'content-type': 'application/json' }).end(status === 200 ? document() : '');
    },
  );
  await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
  const url = `https://localhost:${(https.address() as AddressInfo).port}`;
  try {
    place.write('client.pem', client.cert);
    place.write('client.key', client.key);
    place.write('ca.pem', root.cert);
    place.write(
      'driftgate.yaml',
      `allowPrivateHosts: [localhost]
apis: { one: { spec: "${url}/openapi.json", credential: c, sandbox: { url: "${url}", credential: c } } }
credentials: { c: { mtls: { certificate: \${file:client.pem}, key: \${file:client.key}, ca: \${file:ca.pem} }, renewAt: 0.000001 } }`,
    );
    const { code, stdout } = await run('doctor', '--format', 'json');
    const { apis } = JSON.parse(stdout);
    expect(apis[0].checks.map(({ what, state }: { what: string; state: string }) => `${what} ${state}`)).toEqual([
      'credential failed',
      'document well',
      'sandbox told',
    ]);
    expect(apis[0].findings.map(({ rule }: { rule: string }) => rule)).toEqual([
      'auth/credential-ends-soon',
      'transport/trouble-certificate-ending',
    ]);
    expect(code).toBe(1);
  } finally {
    https.closeAllConnections();
    https.close();
  }
});

test('no secret is in any output or file but that of the tokens, nor in the list of processes', async () => {
  const secret = 'command-s3cret-4711';
  place.write('vault.mjs', `setTimeout(() => { console.error('${secret}'); console.log('${secret}'); }, 300);`);
  place.write('failing.mjs', `console.log('${secret}'); console.error('${secret}'); process.exit(1);`);
  configured(`  vault: { bearer: \${command:node vault.mjs} }
  failing: { basic: { user: me, password: \${command:node failing.mjs} } }
`);
  place.write(
    'driftgate.yaml',
    place.read('driftgate.yaml').replace('two.json", credential: crm', 'two.json", credential: vault'),
  );
  const listed: string[] = [];
  let ended = false;
  const outputs: string[] = [];
  for (const args of [['accept', '--all'], ['check'], ['doctor'], ['doctor', '--format', 'json']]) {
    ended = false;
    const watching = (async () => {
      while (!ended) {
        for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
          try {
            listed.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
          } catch {}
        }
        await sleep(50);
      }
    })();
    const { stdout, stderr } = await place.run(args, { env: { CLIENT_SECRET, REFRESH: refresh, DEBUG: '1' } });
    ended = true;
    await watching;
    outputs.push(stdout, stderr);
  }
  const tokens = [...seen].filter((token) => token !== '');
  expect(tokens.length).toBeGreaterThan(1);
  const secrets = [secret, CLIENT_SECRET, refresh, kept().refresh?.token ?? '', ...tokens];
  const basic = Buffer.from(`me:${secret}`).toString('base64');
  const files = readdirSync(place.folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(place.folder, name))
    .filter((file) => statSync(file).isFile() && !/vault\.mjs|failing\.mjs/.test(file));
  expect(listed.some((line) => line.includes('vault.mjs'))).toBe(true);
  for (const each of [...secrets, basic]) {
    expect(each.length).toBeGreaterThan(8);
    expect(outputs.filter((output) => output.includes(each))).toEqual([]);
    expect(listed.filter((line) => line.includes(each))).toEqual([]);
    const holding = files.filter((file) => readFileSync(file, 'utf8').includes(each));
    expect(holding.filter((file) => !file.endsWith('.driftgate/credentials/crm.json'))).toEqual([]);
    for (const file of holding) expect(statSync(file).mode & 0o777).toBe(0o600);
  }
});
