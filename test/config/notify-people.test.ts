// Who is told by e-mail, webhook and feed, as `driftgate.yaml` says it: what is filled in, and each mistake with its place.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.
import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.ts';
import type { Failure } from '../../src/model/failure.ts';

const EMAIL = 'smtp: "${env:SMTP_URL}", from: drift@acme.example';
const HOOK = 'url: https://hooks.acme.example/x, secrets: "${env:SECRET}"';

function notify(...entries: readonly string[]): string {
  return `notify:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`;
}

test('what is left out is filled in', () => {
  const text = notify(`email: { ${EMAIL}, to: [ada@acme.example] }`, `webhook: { ${HOOK} }`, 'feed: { file: a.atom }');
  const all = { on: ['breaking', 'risky', 'deprecated', 'auth'], apis: [], owners: [], unknown: true };
  expect(loadConfig(text, 'driftgate.yaml').notify).toEqual([
    {
      email: {
        smtp: '${env:SMTP_URL}',
        requireTls: true,
        from: { address: 'drift@acme.example', name: 'Driftgate' },
        to: [{ address: 'ada@acme.example', name: '', ...all }],
      },
    },
    {
      webhook: {
        url: 'https://hooks.acme.example/x',
        format: 'cloudevents',
        content: 'summary',
        secrets: ['${env:SECRET}'],
        seconds: 15,
        ...all,
      },
    },
    { feed: { file: 'a.atom', entries: 100, ...all } },
  ]);
});

test.each([
  ['two kinds at once', 'email: {}, feed: { file: a }', 'notify[0]'],
  ['a password in the file', `email: { smtp: "smtp://me:s3cret@mx", from: a@b.example, to: [a@b.example] }`, 'smtp'],
  ['a line break in an address', `email: { ${EMAIL}, to: ["a@b.example\\nBcc: c@d.example"] }`, 'to[0]'],
  ['two addresses in one', `email: { ${EMAIL}, to: ["a@b.example,c@d.example"] }`, 'to[0]'],
  ['a line break in a name', `email: { ${EMAIL}, to: [{ address: a@b.example, name: "a\\r\\nb" }] }`, 'to[0]'],
  ['a recipient twice', `email: { ${EMAIL}, to: [a@b.example, A@B.example] }`, 'to[1]'],
  ['nobody', `email: { ${EMAIL}, to: [] }`, 'to'],
  [
    'quiet hours that never begin',
    `email: { ${EMAIL}, to: [{ address: a@b.example, quiet: { from: "22:00", to: "22:00" } }] }`,
    'to[0]',
  ],
  [
    'hours that no clock has',
    `email: { ${EMAIL}, to: [{ address: a@b.example, quiet: { from: "24:00", to: "07:00" } }] }`,
    'to[0]',
  ],
  ['a zone that is none', `email: { ${EMAIL}, to: [{ address: a@b.example, timeZone: Mars }] }`, 'to[0]'],
  ['a webhook without a secret', 'webhook: { url: https://hooks.acme.example }', 'secrets'],
  ['a URL that is no web address', 'webhook: { url: "file:///etc/passwd", secrets: "${env:S}" }', 'url'],
  ['a secret in the file', 'webhook: { url: https://hooks.acme.example, secrets: whsec_s3cret }', 'secrets'],
  [
    'a recipient of an API that is not there',
    `email: { ${EMAIL}, to: [{ address: a@b.example, apis: [x] }] }`,
    'apis[0]',
  ],
  ['a webhook of one', `webhook: { ${HOOK}, apis: [constructor] }`, 'apis[0]'],
  ['a feed of one', 'feed: { file: a.atom, apis: [x] }', 'apis[0]'],
  ['the URL of a chat in the file', 'webhook: { url: https://hooks.slack.example/s3cret, format: slack }', 'url'],
])('%s is a mistake', (_, entry, place) => {
  let failure: Failure | undefined;
  try {
    loadConfig(notify(entry), 'driftgate.yaml');
  } catch (error) {
    failure = error as Failure;
  }
  expect(failure).toMatchObject({ code: 'config-invalid', message: expect.stringContaining(place) });
  expect(String(failure)).not.toContain('s3cret');
});

test.each([
  ['a mail server', `email: { ${EMAIL}, to: [a@b.example] }`, `email: { ${EMAIL}, to: [c@d.example] }`],
  ['a receiver', `webhook: { ${HOOK} }`, `webhook: { ${HOOK} }`],
  ['a file', 'feed: { file: a.atom }', 'feed: { file: a.atom, entries: 5 }'],
])('%s is named once', (_, first, second) => {
  expect(() => loadConfig(notify(first, second), 'driftgate.yaml')).toThrow(/notify\[1\]/);
});
