// Nothing secret or personal outlasts a run of sampling: forty such things are planted, and every file and output is read.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { api, documentOf } from '../provider/api.ts';
import { stage } from './stage.ts';

/** What stands in the environment, by reference in the configuration. */
const ENV = {
  BEARER: 'planted-bearer-7Qx2',
  HEADER: 'planted-header-9Lm4',
  QUERY: 'planted-query-3Kp8',
  COOKIE: 'planted-cookie-5Wn1',
  USER: 'planted-user-6Rt0',
  PASSWORD: 'planted-password-8Ys3',
};

/** What the provider sends under names that say what it is. */
const NAMED = {
  password: 'correct horse battery',
  client_secret: 'shhh-do-not-tell-11',
  access_token: 'at-plain-words-22',
  refresh_token: 'rt-plain-words-33',
  api_key: 'ak-plain-words-44',
  session_id: 'si-plain-words-55',
  otp: 'planted-otp-17',
  cvv: 'planted-cvv-39',
  pin: 'planted-pin-82',
  first_name: 'Wilhelmina',
  last_name: 'Featherstonehaugh',
  full_name: 'Bartholomew Quillfeather',
  date_of_birth: '1971-03-09',
  ssn: '078-05-1120',
  passport_number: 'X4498120Q',
  street_address: '41 Crabapple Mews',
  postal_code: 'ZX81 9QT',
  phone: '+44 20 7946 0958',
  email: 'wilhelmina@quillfeather.example',
  account_number: '88421907731',
  iban: 'DE89370400440532013000',
  ip_address: '203.0.113.77',
  favourite_dish: 'Planted-Configured-Stew',
};

/** What it sends where only its looks say what it is. */
const LOOKS = {
  note: 'mail bartholomew@featherstone.example soon',
  text: 'call +1 415 555 2671 today',
  paid: 'card 4111 1111 1111 1111',
  link: 'https://planted:hunter2words@example.com/x',
  log: 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJlcGxhbnRlZA',
  aws: 'AKIAIOSFODNN7EXAMPLE',
  github: 'ghp_0123456789abcdefghijABCDEFGHIJ012345',
  stripe: ['sk', 'live', '51H8xPlantedKey000111222'].join('_'),
};

/** The parts by which what is in a longer text is found again. */
const PARTS = [
  'bartholomew@featherstone',
  '415 555 2671',
  '4111 1111',
  'hunter2words',
  'c2lnbmF0dXJlcGxhbnRlZA',
  'AKIAIOSFODNN7EXAMPLE',
  'ghp_0123456789',
  '51H8xPlantedKey',
];

/** What stands in headers of answers, in keys of objects and in paths. */
const ELSEWHERE = ['planted-set-cookie-77', 'planted-echo-88', 'keyed@planted.example', 'path@planted.example'];

const PLANTED = [...Object.values(ENV), ...Object.values(NAMED), ...PARTS, ...ELSEWHERE];

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('none of more than forty secrets and personal data is in a file or an output', async () => {
  expect(new Set(PLANTED).size).toBeGreaterThanOrEqual(40);
  const folder = stage();
  const server = await api();
  const basic = Buffer.from(`${ENV.USER}:${ENV.PASSWORD}`).toString('base64');
  const everything = (headers: unknown) => ({
    ...NAMED,
    ...LOOKS,
    'keyed@planted.example': { id: 1 },
    echo: headers,
    said: `you sent ${ENV.BEARER}, ${ENV.HEADER}, ${ENV.QUERY} and ${ENV.COOKIE} as ${ENV.USER} with ${ENV.PASSWORD}`,
  });
  server.behave = ({ url, headers }) => {
    const fields = { 'set-cookie': 'sid=planted-set-cookie-77', 'x-auth-token': 'planted-echo-88' };
    const failing = url.includes('/fail');
    return {
      status: failing ? 422 : 200,
      headers: fields,
      body: failing
        ? { title: 'Invalid', detail: JSON.stringify(everything(headers)), errors: [everything(headers)] }
        : { id: 'a', amount: 1, phone_number: '+1 415 555 2671', ...everything(headers) },
    };
  };
  folder.write('openapi.json', documentOf(server.url));
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: references to secrets are written so.
  folder.write(
    'driftgate.yaml',
    JSON.stringify({
      apis: {
        booking: {
          spec: 'openapi.json',
          sandbox: { url: server.url, credential: 'bearer' },
          callsPerSecond: 1000,
          samples: [
            { name: 'bearer', get: '/bookings/7', headers: { 'x-api-key': '${env:HEADER}' } },
            { name: 'query', get: '/bookings/8', credential: 'query' },
            { name: 'cookie', get: '/bookings/9', credential: 'cookie' },
            { name: 'basic', get: '/bookings/path@planted.example', credential: 'basic' },
            { name: 'unknown', get: '/guests/path@planted.example' },
            { name: 'failing', get: '/fail', credential: 'basic' },
          ],
        },
      },
      redact: ['favourite_dish'],
      credentials: {
        bearer: { bearer: '${env:BEARER}' },
        query: { apiKey: { query: 'key', value: '${env:QUERY}' } },
        cookie: { apiKey: { cookie: 'session', value: '${env:COOKIE}' } },
        basic: { basic: { user: '${env:USER}', password: '${env:PASSWORD}' } },
      },
      allowPrivateHosts: ['127.0.0.1'],
    }),
  );
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: references to secrets are written so.
  const own = new Set(['driftgate.yaml', 'openapi.json'].map((name) => join(folder.folder, name)));
  try {
    let said = '';
    for (const args of [
      ['accept', 'booking'],
      ['sample', '--verbose'],
      ['sample', '--format', 'json'],
      ['sample', '--format', 'markdown', '-o', 'drift.md'],
      ['accept', 'booking', '--samples'],
      ['sample', '--verbose'],
    ]) {
      const { stdout, stderr } = await folder.run(args, { env: { ...ENV, DEBUG: 'driftgate' } });
      said += stdout + stderr;
    }
    expect(server.came.length).toBeGreaterThan(20);
    const files = filesIn(folder.folder).filter((file) => !own.has(file));
    expect(files.map((file) => file.split('/').at(-1))).toEqual(
      expect.arrayContaining(['samples.json', 'booking.jsonl', 'drift.md']),
    );
    const texts = [['output', said], ...files.map((file) => [file, readFileSync(file, 'utf8')])];
    const found = texts.flatMap(([where = '', text = '']) =>
      [...PLANTED, basic].filter((planted) => text.includes(planted)).map((planted) => `${planted} in ${where}`),
    );
    expect(found).toEqual([]);
  } finally {
    server.close();
    folder.remove();
  }
}, 60_000);
