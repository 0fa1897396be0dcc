// The configuration: what it takes, what it fills in, and what it says when it cannot be used.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { describe, expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/defaults.ts';
import { loadConfig } from '../../src/config/load.ts';
import { configJsonSchema } from '../../src/config/schema.ts';
import { Failure } from '../../src/model/failure.ts';
import { FAIL_ON } from '../../src/model/report.ts';

const WHOLE = `
profile: strict
sdk: true
failOn: risky
apis:
  stripe:
    spec: https://example.com/spec3.json
    headers: { Accept: application/json, X-Api-Key: \${env:STRIPE_KEY} }
    credential: stripe
    schedule: "0 */6 * * *"
    contracts: contracts/*-stripe.json
    pinned: "2024-06-20"
    samples: [ { name: list charges, get: /v1/charges?limit=3, credential: stripe } ]
  crm:
    spec: git:main:crm.yaml
    allowShrink: true
credentials:
  stripe: { bearer: \${env:STRIPE_KEY} }
  basic: { basic: { user: me, password: "\${file:secret.txt}" } }
  machine:
    oauth2: { issuer: https://login.example.com, clientId: me, clientSecret: \${command:op read op://vault/crm}, scopes: [read] }
    mtls: { certificate: \${file:client.pem}, key: \${file:client.key} }
    warnDays: 5
acknowledge: accepted.yaml
snapshots: base
rules: { response/property-removed: risky }
limits: { seconds: 5 }
allowPrivateHosts: [specs.internal]
notify:
  - github: { repository: acme/phone, on: [breaking], owners: { "pay*": "@ada", stripe: [acme/payments] } }
`;

/** An API of which only the document is named. */
const PLAIN = {
  headers: {},
  allowShrink: false,
  contracts: [],
  health: {},
  samples: [],
  callsPerSecond: 5,
  signIn: [],
  changelog: [],
  flows: [],
};

function failure(text: string): Failure {
  try {
    loadConfig(text, 'driftgate.yaml');
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error(`it loaded: ${text}`);
}

test('a whole configuration is typed, and what this version does not use is told', () => {
  const config = loadConfig(WHOLE, 'driftgate.yaml');
  expect(config).toMatchObject({
    profile: 'strict',
    sdk: true,
    failOn: 'risky',
    snapshots: 'base',
    acknowledge: 'accepted.yaml',
    rules: { 'response/property-removed': 'risky' },
    limits: { seconds: 5, depth: 500 },
    allowPrivateHosts: ['specs.internal'],
    credentials: {
      stripe: { bearer: '${env:STRIPE_KEY}' },
      basic: { basic: { user: 'me', password: '${file:secret.txt}' }, renewAt: 0.8, warnDays: 14 },
      machine: {
        oauth2: { clientSecret: '${command:op read op://vault/crm}', scopes: ['read'], parameters: {} },
        mtls: { certificate: '${file:client.pem}' },
        warnDays: 5,
      },
    },
  });
  expect(config.apis.stripe?.credential).toBe('stripe');
  expect(config.apis.stripe).toMatchObject({
    pinned: { version: '2024-06-20' },
    samples: [{ name: 'list charges', get: '/v1/charges?limit=3', credential: 'stripe', times: 5 }],
  });
  expect(config.apis.crm).toEqual({ ...PLAIN, spec: 'git:main:crm.yaml', allowShrink: true });
  expect(config.idle).toEqual(['apis.stripe.schedule']);
  expect(config.notify).toEqual([
    {
      github: {
        repository: 'acme/phone',
        token: '${env:GITHUB_TOKEN}',
        baseUrl: 'https://api.github.com',
        on: ['breaking'],
        per: 'api',
        reopen: 'new findings',
        closeWhenGone: true,
        label: 'driftgate',
        labels: [],
        assignees: [],
        owners: { 'pay*': ['ada'], stripe: ['acme/payments'] },
      },
    },
  ]);
});

test('what is left out is filled in', () => {
  expect(loadConfig('apis: { a: { spec: a.yaml } }', 'driftgate.yaml')).toEqual({
    ...defaultConfig(),
    apis: { a: { ...PLAIN, spec: 'a.yaml' } },
  });
  expect(defaultConfig()).toMatchObject({
    profile: 'tolerant',
    failOn: 'breaking',
    snapshots: 'snapshots',
    acknowledge: 'acknowledged.yaml',
  });
});

test.each([
  ['a path or glob', 'contracts/*.json', ['contracts/*.json']],
  ['a list of them', '[a.json, "b/*.har"]', ['a.json', 'b/*.har']],
])('contracts are %s', (_, written, globs) => {
  const config = loadConfig(`apis: { a: { spec: a.yaml, contracts: ${written} } }`, 'driftgate.yaml');
  expect(config.apis.a?.contracts).toEqual(globs);
  expect(config.idle).toEqual([]);
});

test.each(FAIL_ON)('%s may be drift', (failOn) => {
  expect(loadConfig(`failOn: ${failOn}`, 'driftgate.yaml').failOn).toBe(failOn);
});

describe('what is wrong is named with its line, its key and the mend', () => {
  test.each([
    ['broken YAML', 'apis: [', 'driftgate.yaml:1', 'is not YAML', 'mend line 1'],
    ['a key twice', 'profile: strict\nprofile: strict', 'driftgate.yaml:2', 'is not YAML', 'mend line 2'],
    ['nothing', '# nothing\n', 'driftgate.yaml:1', 'is empty', 'driftgate init'],
    ['no mapping', '- a', 'driftgate.yaml:1', 'wrong type', 'keys and values'],
    [
      'a misspelt key',
      'apis:\n  a:\n    spec: x\nprofil: strict',
      'driftgate.yaml:4',
      '`profil`',
      'did you mean `profile`?',
    ],
    [
      'a misspelt key below',
      'apis:\n  a:\n    spec: x\n    credentials: y',
      'driftgate.yaml:4',
      '`apis.a.credentials`',
      'did you mean `credential`?',
    ],
    [
      'a key misspelt instead of one that must be',
      'apis:\n  a:\n    spc: x',
      'driftgate.yaml:3',
      '`apis.a.spc`',
      '`spec`',
    ],
    ['a value misspelt', 'profile: tolerent', 'driftgate.yaml:1', '`profile`', 'did you mean `tolerant`?'],
    [
      'a token in the file',
      'notify:\n  - github: { repository: a/b, token: hunter2 }',
      'driftgate.yaml:2',
      '`notify[0].github.token`',
      'name what holds it',
    ],
    ['nobody to tell', 'notify:\n  - {}', 'driftgate.yaml:2', '`notify[0]`', '`github`'],
    [
      'two that would share their issues',
      'notify:\n  - github: { repository: a/b }\n  - github: { repository: A/b, on: [any] }',
      'driftgate.yaml:3',
      '`notify[1].github.label`',
      'of its own',
    ],
    [
      'no topic',
      'notify:\n  - github: { repository: a/b, on: [] }',
      'driftgate.yaml:2',
      '`notify[0].github.on`',
      'name',
    ],
    ['a spec missing', 'apis:\n  a: {}', 'driftgate.yaml:2', '`apis.a.spec`', 'add it'],
    ['drift misspelt', 'failOn: consumers', 'driftgate.yaml:1', '`failOn`', 'did you mean `consumer`?'],
    [
      'contracts of another type',
      'apis:\n  a: { spec: x, contracts: 5 }',
      'driftgate.yaml:2',
      '`apis.a.contracts`',
      'glob',
    ],
    ['a contract without a name', 'apis:\n  a: { spec: x, contracts: [""] }', 'driftgate.yaml:2', 'contracts', 'glob'],
    ['a wrong type', 'apis:\n  a: { spec: [x] }', 'driftgate.yaml:2', '`apis.a.spec`', 'give it a string'],
    [
      'a name that leaves the folder',
      'apis:\n  ../../etc: { spec: x }',
      'driftgate.yaml:2',
      '`apis.../../etc`',
      'letters',
    ],
    ['a key of the prototype', 'apis:\n  __proto__: { spec: x }', 'driftgate.yaml:2', '`apis.__proto__`', 'remove it'],
    [
      'a credential that is nowhere',
      'apis:\n  a: { spec: "https://x", credential: y }',
      'driftgate.yaml:2',
      '`apis.a.credential`',
      'add `y`',
    ],
    [
      'a credential named as a property of objects',
      'apis:\n  a: { spec: "https://x", credential: constructor }',
      'driftgate.yaml:2',
      '`apis.a.credential`',
      'add `constructor`',
    ],
    [
      'a credential for a file',
      'credentials: { c: { bearer: "${env:X}" } }\napis:\n  a: { spec: x, credential: c }',
      'driftgate.yaml:3',
      '`apis.a.credential`',
      'only a URL',
    ],
    [
      'a literal secret',
      'credentials:\n  c: { bearer: hunter2 }',
      'driftgate.yaml:2',
      '`credentials.c.bearer`',
      'never written',
    ],
    [
      'a literal secret in a header',
      'apis:\n  a:\n    spec: https://x\n    headers:\n      Authorization: Bearer hunter2',
      'driftgate.yaml:5',
      '`apis.a.headers.Authorization`',
      'never written',
    ],
    [
      'a secret in a URL',
      'apis:\n  a: { spec: "https://me:hunter2@example.com/" }',
      'driftgate.yaml:2',
      '`apis.a.spec`',
      'credentials',
    ],
    [
      'two kinds of credential',
      'credentials:\n  c: { bearer: "${env:A}", headers: { x: "${env:A}" } }',
      'driftgate.yaml:2',
      '`credentials.c`',
      'one of',
    ],
    [
      'no kind of credential',
      'credentials:\n  c: { ends: 2030-01-01 }',
      'driftgate.yaml:2',
      '`credentials.c`',
      'one of',
    ],
    [
      'a literal client secret',
      'credentials:\n  c: { oauth2: { tokenUrl: "https://x", clientId: a, clientSecret: hunter2 } }',
      'driftgate.yaml:2',
      '`credentials.c.oauth2.clientSecret`',
      'never written',
    ],
    [
      'tokens from nowhere',
      'credentials:\n  c: { oauth2: { clientId: a } }',
      'driftgate.yaml:2',
      '`credentials.c.oauth2`',
      'by `issuer`, or by `tokenUrl`',
    ],
    [
      'tokens from two places',
      'credentials:\n  c: { oauth2: { clientId: a, issuer: "https://x", tokenUrl: "https://x" } }',
      'driftgate.yaml:2',
      '`credentials.c.oauth2`',
      'by `issuer`, or by `tokenUrl`',
    ],
    [
      'a secret that is not there to be sent',
      'credentials:\n  c: { oauth2: { clientId: a, issuer: "https://x", clientAuth: post } }',
      'driftgate.yaml:2',
      '`credentials.c.oauth2`',
      'add the `clientSecret`',
    ],
    [
      'a parameter that another key stands for',
      'credentials:\n  c: { oauth2: { clientId: a, issuer: "https://x", parameters: { scope: read } } }',
      'driftgate.yaml:2',
      '`credentials.c.oauth2`',
      'out of `parameters`',
    ],
    [
      'scopes in one text',
      'credentials:\n  c: { bearer: "${env:A}", scopes: ["read write"] }',
      'driftgate.yaml:2',
      '`credentials.c.scopes[0]`',
      'no spaces',
    ],
    [
      'an end that is no day',
      'credentials:\n  c: { bearer: "${env:A}", ends: soon }',
      'driftgate.yaml:2',
      '`credentials.c.ends`',
      'give it a day',
    ],
    [
      'an API key that goes nowhere',
      'credentials:\n  c: { apiKey: { value: "${env:A}" } }',
      'driftgate.yaml:2',
      '`credentials.c.apiKey`',
      '`header`',
    ],
    [
      'a header that splits',
      'apis:\n  a: { spec: "https://x", headers: { "a\\r\\nb": c } }',
      'driftgate.yaml:2',
      'headers',
      'RFC 9110',
    ],
  ])('%s', (_, text, place, message, hint) => {
    const caught = failure(text);
    expect(caught).toMatchObject({ code: 'config-invalid', place });
    expect(caught.message).toContain(message);
    expect(caught.hint).toContain(hint);
    expect(`${caught.message}${caught.hint}`).not.toContain('hunter2');
  });
});

test('the JSON Schema for editors names every key', () => {
  const schema = configJsonSchema();
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    additionalProperties: false,
  });
  expect(Object.keys(schema.properties ?? {})).toEqual(
    expect.arrayContaining(['apis', 'credentials', 'rules', 'notify']),
  );
});
