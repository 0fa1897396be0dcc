// `check` tells of credentials that end, through the real command line: in time, once, and without asking for a secret that
// it has no use for.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { booking, type Ended, type Provider, provider, type Stage, stage } from './stage.ts';

const DAY = 86_400_000;

let vendor: Provider;
let place: Stage;

beforeEach(async () => {
  place = stage();
  vendor = await provider((request, response) => {
    const body = request.url?.endsWith('.json') ? booking() : [];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
afterEach(() => {
  vendor.close();
  place.remove();
});

/** The day that is so many from today, RFC 3339. */
function inDays(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
}

/** A JSON Web Token (RFC 7519) that ends after so many days. */
function token(days: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ exp: Math.floor((Date.now() + days * DAY) / 1000) })}.x`;
}

const KEY = 'bearer: "${env:LASTING}"';

/** The command of a secret manager, which leaves a trace. */
const VAULT = '{ bearer: "${command:node vault.mjs}" }';

function configured(apis: Readonly<Record<string, string>>, credential: string): void {
  place.write(
    'vault.mjs',
    `import { writeFileSync } from 'node:fs'; writeFileSync('asked', ''); console.log('secret');`,
  );
  const entries = Object.entries(apis).map(
    ([name, more]) => `  ${name}: { spec: "${vendor.url}/${name}.json"${more.replaceAll('URL', vendor.url)} }\n`,
  );
  place.write(
    'driftgate.yaml',
    `allowPrivateHosts: [127.0.0.1]\napis:\n${entries.join('')}credentials:\n  key: ${credential}\n`,
  );
}

function run(...args: readonly string[]): Promise<Ended> {
  return place.run([...args, '--quiet'], { env: { ENDING: token(2.5), LASTING: token(300) } });
}

/** What a check tells of credentials: `api: severity message` each, and the parts that were looked at. */
async function checked(...args: readonly string[]) {
  const { code, stdout } = await run('check', '--format', 'json', ...args);
  const { apis } = JSON.parse(stdout);
  const told = apis.flatMap(({ api, findings }: { api: string; findings: Record<string, string>[] }) =>
    findings
      .filter(({ kind }) => kind?.startsWith('credential.'))
      .map(({ severity, message }) => `${api}: ${severity} ${message}`),
  );
  return { code, told, isAsked: existsSync(join(place.folder, 'asked')) };
}

const OWN = ', credential: key';
const SANDBOX = ', sandbox: { url: "URL/v1", credential: key }';
const SAMPLED = `${SANDBOX}, samples: [{ name: list rooms, get: /rooms, times: 1 }]`;

test.each<[string, string, string, readonly string[], Awaited<ReturnType<typeof checked>>]>([
  [
    'ends in a week',
    OWN,
    `{ ${KEY}, ends: ${inDays(7)} }`,
    [],
    { code: 0, told: [`one: deprecated credential \`key\` ends on ${inDays(7)}, in 6 days`], isAsked: false },
  ],
  [
    'has ended',
    OWN,
    `{ ${KEY}, ends: ${inDays(-7)} }`,
    [],
    { code: 1, told: [`one: breaking credential \`key\` has ended on ${inDays(-7)}`], isAsked: false },
  ],
  [
    'is a token that ends in two days',
    OWN,
    '{ bearer: "${env:ENDING}" }',
    [],
    {
      code: 1,
      told: [expect.stringMatching(/^one: breaking credential `key` ends at .*, in 2 days$/)],
      isAsked: false,
    },
  ],
  ['is a token that lasts', OWN, `{ ${KEY} }`, [], { code: 0, told: [], isAsked: false }],
  [
    'is for the sandbox alone, and ends by the configuration',
    SANDBOX,
    `{ bearer: "\${command:node vault.mjs}", ends: ${inDays(7)} }`,
    [],
    { code: 0, told: [`one: deprecated credential \`key\` ends on ${inDays(7)}, in 6 days`], isAsked: false },
  ],
  ['is for the sandbox alone, and says itself when it ends', SAMPLED, VAULT, [], { code: 0, told: [], isAsked: false }],
  [
    'is for the sandbox, which the same run samples',
    SAMPLED,
    '{ bearer: "${env:ENDING}" }',
    ['--samples'],
    { code: 1, told: [expect.stringMatching(/^one: breaking credential `key` ends at /)], isAsked: false },
  ],
])('a credential that %s', async (_, api, credential, args, expected) => {
  configured({ one: api }, `{ ${KEY} }`);
  expect(await run('accept', '--all')).toMatchObject({ code: 0, stderr: '' });
  configured({ one: api }, credential);
  expect(await checked(...args)).toEqual(expected);
});

test('a credential of several APIs is told of once, and also where the document cannot be looked at', async () => {
  configured({ one: OWN, two: OWN, three: '' }, `{ ${KEY}, ends: ${inDays(-1)} }`);
  const told = [`one: breaking credential \`key\` has ended on ${inDays(-1)}`];
  expect(await checked()).toEqual({ code: 2, told, isAsked: false });
  await run('accept', '--all');
  expect(await checked()).toEqual({ code: 1, told, isAsked: false });
  expect((await checked('two')).told).toEqual([told[0]?.replace('one', 'two')]);
  const { stdout } = await run('check');
  expect(stdout).toContain('what to do: renew it, and put the new one where `credentials.key` leads');
  expect(stdout).not.toContain('proven');
});

test('what was accepted of a credential is no drift, and a credential that cannot be had is why one could not look', async () => {
  configured({ one: OWN }, `{ ${KEY}, ends: ${inDays(-1)} }`);
  await run('accept', '--all');
  const rule = ['--rule', 'auth/credential-ended', '--reason', 'it is taken all the same', '--owner', 'ada'];
  await run('accept', ...rule, '--api', 'one', '--until', '2999-12-31');
  expect(await checked()).toMatchObject({ code: 0, told: [expect.stringContaining('has ended')] });
  configured({ one: OWN }, '{ bearer: "${env:NOWHERE}" }');
  expect(await checked()).toEqual({ code: 2, told: [], isAsked: false });
});

test('it is told what to do, apart from the document; no contract is hit, and without an end nothing is said', async () => {
  configured({ one: `${OWN}, contracts: phone.yaml` }, `{ ${KEY}, ends: ${inDays(1)} }`);
  place.write('phone.yaml', 'consumer: phone-agent\nprovider: one\noperations:\n  - call: GET /guests\n');
  await run('accept', '--all');
  const { stdout } = await run('check');
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    `Credentials and places ✖ breaking credential \`key\` ends on ${inDays(1)}, in less than a day what to do: renew it`,
  );
  expect(stdout).not.toContain('move the baseline');
  expect((await run('check', '--fail-on', 'consumer')).code).toBe(0);
  configured({ one: `${OWN}, contracts: phone.yaml` }, `{ ${KEY} }`);
  vendor.answer = (_, response) => void response.end(JSON.stringify(booking({ '/more': { get: { responses: {} } } })));
  const drifted = (await run('check', '--verbose')).stdout;
  expect(drifted).toContain('GET /more');
  expect(drifted).not.toContain('Credentials');
});
