// `driftgate usage`: recordings and manifests in, a manifest out.

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { type Stage, stage } from '../scenarios/stage.ts';

let set: Stage;

const MANIFEST = `# yaml-language-server: $schema=usage.schema.json
# That file is what \`driftgate schema usage\` prints.
consumer: phone-agent
operations:
  - call: GET /v1/charges/{charge}
    reads:
      - id
      - data[].status: {values: [paid], absent: true}
`;

beforeAll(() => {
  set = stage();
  const entry = (url: string, text: string) => ({
    request: { method: 'GET', url, headers: [{ name: 'Authorization', value: 'Bearer opaque-value' }] },
    response: { status: 200, headers: [], content: { size: 9, mimeType: 'application/json', text } },
  });
  const entries = [
    entry('https://api.stripe.com/v1/charges/ch_1', '{"id": "ch_1", "receipt_email": "ada@engine.uk"}'),
    entry('https://api.stripe.com/v1/charges/ch_2', '{"id": "ch_2"}'),
    entry('https://eu.crm.example/people', '[]'),
  ];
  set.write('phone-agent.har', JSON.stringify({ log: { version: '1.2', entries } }));
  set.write('empty.har', '{"log": {"entries": []}}');
  set.write('usage.yaml', MANIFEST);
  set.write('more.yaml', MANIFEST.replace('GET', 'POST'));
  set.write('other.yaml', MANIFEST.replace('phone-agent', 'web'));
  set.write('wrong.yaml', MANIFEST.replace('reads', 'raeds'));
});
afterAll(() => set.remove());

test('a recording becomes a manifest, which reads as itself, without what is secret', async () => {
  const { code, stdout, stderr } = await set.run(['usage', '--from', 'phone-agent.har']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).not.toMatch(/opaque-value|ada@engine/);
  expect(load(stdout)).toMatchObject({
    consumer: 'phone-agent',
    credentials: ['bearer'],
    operations: [
      {
        call: 'GET /v1/charges/{charge}',
        name: 'GET /v1/charges/{charge} at https://api.stripe.com',
        status: [200],
        reads: [{ id: { type: 'string' } }, { receipt_email: { type: 'string', format: 'email', absent: true } }],
      },
      { call: 'GET /people' },
    ],
  });
  set.write('written.yaml', stdout);
  const again = await set.run(['usage', '--from', 'written.yaml']);
  expect(again).toMatchObject({ code: 0, stdout, stderr: '' });
});

describe('what is asked for', () => {
  test.each<[readonly string[], object]>([
    [['phone-agent.har', '--consumer', 'web'], { consumer: 'web' }],
    [['phone-agent.har', '--host', 'stripe.com'], { operations: [{ call: 'GET /v1/charges/{charge}' }] }],
    [['phone-agent.har', '--host', 'crm.example'], { operations: [{ call: 'GET /people' }] }],
    [['usage.yaml'], { consumer: 'phone-agent', operations: [{ call: 'GET /v1/charges/{charge}' }] }],
    [
      ['usage.yaml', 'more.yaml'],
      { operations: [{ call: 'GET /v1/charges/{charge}' }, { call: 'POST /v1/charges/{charge}' }] },
    ],
  ])('%j', async (args, expected) => {
    const { code, stdout } = await set.run(['usage', '--from', ...args]);
    expect(code).toBe(0);
    expect(load(stdout)).toMatchObject(expected);
  });
});

test('a manifest by hand stays as it is written', async () => {
  expect(await set.run(['usage', '--from', 'usage.yaml'])).toMatchObject({ code: 0, stdout: MANIFEST });
});

describe('trouble is told, with what to do, and ends with 2', () => {
  test.each([
    [['usage'], '--from'],
    [['usage', '--from', 'nowhere.har'], '`nowhere.har` does not exist'],
    [['usage', '--from', 'empty.har'], 'holds no call of an API'],
    [['usage', '--from', 'phone-agent.har', '--host', 'ripe.com'], 'check that they went to that host'],
    [['usage', '--from', 'usage.yaml', 'other.yaml'], 'of different consumers'],
    [['usage', '--from', 'wrong.yaml'], 'did you mean `reads`?'],
    [['usage', '--from', 'wrong.yaml'], 'wrong.yaml:6'],
  ])('%j', async (args, words) => {
    const { code, stdout, stderr } = await set.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });
});

test('help teaches, and its manifest is one', async () => {
  const { code, stdout } = await set.run(['usage', '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('Examples:');
  const [, example = ''] = /can stand in it:\n((?: {2}.*\n?)+)/.exec(stdout) ?? [];
  set.write('help.yaml', example);
  const read = await set.run(['usage', '--from', 'help.yaml']);
  expect(read).toMatchObject({ code: 0, stdout: expect.stringContaining('data[].amount') });
});

test('schema usage is the JSON Schema of a manifest', async () => {
  const { code, stdout } = await set.run(['schema', 'usage']);
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(stdout).properties)).toEqual(expect.arrayContaining(['consumer', 'operations']));
});
