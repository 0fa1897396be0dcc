// The life of a baseline through the command line: first, clean, drift, accepted, shrunken, acknowledged.

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answering, booking, type Provider, provider, type Stage, stage } from './stage.ts';

let vendor: Provider;
let set: Stage;

beforeEach(async () => {
  vendor = await provider(answering(booking(), { etag: '"1"' }));
  set = stage();
  set.write(
    'driftgate.yaml',
    `apis: { booking: { spec: "${vendor.url}/openapi.json" } }\nallowPrivateHosts: [127.0.0.1]\n`,
  );
});
afterEach(() => {
  vendor.close();
  set.remove();
});

const without = (...paths: readonly string[]) => {
  const whole = booking({}, '2.0');
  for (const path of paths) delete (whole.paths as Record<string, unknown>)[path];
  return whole;
};

test('unknown, first baseline, clean, drift, accepted, clean', async () => {
  const first = await set.run(['check']);
  expect(first).toMatchObject({ code: 2, stdout: expect.stringContaining('driftgate accept booking') });

  expect(await set.run(['accept', '--all'])).toMatchObject({
    code: 0,
    stdout: 'booking: first baseline taken, version 1.0, 6 operations\n',
  });
  expect(await set.run(['check', '--format', 'markdown'])).toMatchObject({ code: 0 });

  vendor.answer = answering(without('/rooms'));
  const before = set.digest();
  const drifted = await set.run(['check', 'booking']);
  expect(drifted).toMatchObject({ code: 1, stdout: expect.stringContaining('GET /rooms') });
  expect(set.digest()).toBe(before);

  expect(await set.run(['accept', 'booking'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^booking: baseline moved, version 1\.0 -> 2\.0, 6 -> 5 operations; accepted: .*breaking/,
    ),
  });
  expect(await set.run(['check'])).toMatchObject({ code: 0 });
  const same = set.digest();
  expect(await set.run(['accept', 'booking'])).toMatchObject({ code: 0, stdout: expect.stringContaining('already') });
  expect(set.digest()).toBe(same);
});

test('a provider that says 304 is clean, and is asked with what was kept', async () => {
  expect((await set.run(['accept', '--all'])).code).toBe(0);
  const asked: (string | undefined)[] = [];
  vendor.answer = (request, response) => {
    asked.push(request.headers['if-none-match']);
    response.writeHead(304).end();
  };
  expect(await set.run(['check'])).toMatchObject({ code: 0 });
  expect(asked).toEqual(['"1"']);
});

test('a change in a further file is seen although the main file is unchanged', async () => {
  const pathItem = (...methods: readonly string[]) =>
    Object.fromEntries(methods.map((method) => [method, { responses: { 200: { description: 'OK' } } }]));
  let more = pathItem('get', 'delete');
  vendor.answer = (request, response) => {
    if (request.url === '/more.json') answering(more)(request, response);
    else if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
    else answering(booking({ '/more': { $ref: 'more.json' } }), { etag: '"1"' })(request, response);
  };
  expect((await set.run(['accept', '--all'])).code).toBe(0);
  expect((await set.run(['check'])).code).toBe(0);
  more = pathItem('get');
  expect(await set.run(['check'])).toMatchObject({ code: 1, stdout: expect.stringContaining('DELETE /more') });
});

test('a shrunken document is shown, and taken only when that is confirmed', async () => {
  expect((await set.run(['accept', '--all'])).code).toBe(0);
  vendor.answer = answering(without('/rooms', '/guests', '/stays', '/rates'));
  const shown = await set.run(['check']);
  expect(shown.code).toBe(2);
  expect(shown.stdout.replaceAll(/\s+/g, ' ')).toContain('driftgate accept booking --shrunk');
  expect(shown.stdout).toContain('GET /rates');

  const before = set.digest('snapshots');
  expect(await set.run(['accept', 'booking'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--shrunk') });
  expect(set.digest('snapshots')).toBe(before);
  expect((await set.run(['accept', 'booking', '--shrunk'])).code).toBe(0);
  expect(await set.run(['check'])).toMatchObject({ code: 0 });
});

test('a finding that somebody accepted is counted apart, until it ends', async () => {
  expect((await set.run(['accept', '--all'])).code).toBe(0);
  vendor.answer = answering(without('/rooms'));
  const report = JSON.parse((await set.run(['check', '--format', 'json'])).stdout);
  const { fingerprint } = report.apis[0].findings[0];
  const why = ['--reason', 'we do not book rooms', '--owner', 'ada'];

  expect(await set.run(['accept', fingerprint, ...why])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--until'),
  });
  expect((await set.run(['accept', fingerprint, ...why, '--until', '2000-01-01'])).code).toBe(0);
  expect((await set.run(['check'])).code).toBe(1);
  set.write('acknowledged.yaml', '# ours\n');
  expect((await set.run(['accept', fingerprint, ...why, '--until', 'never'])).code).toBe(0);
  expect(set.read('acknowledged.yaml')).toMatch(/^# ours\n- fingerprint: /);

  const { code, stdout } = await set.run(['check', '--format', 'json']);
  expect(JSON.parse(stdout).counts).toMatchObject({ breaking: 0, acknowledged: 1 });
  expect(code).toBe(0);
});

test('findings are accepted by patterns, and what ends or covers nothing is told', async () => {
  expect((await set.run(['accept', '--all'])).code).toBe(0);
  vendor.answer = answering(without('/rooms'));
  const why = ['--reason', 'we do not book rooms', '--owner', 'ada', '--until'];
  const api = ['--api', 'book*'];
  expect(await set.run(['accept', ...api, ...why, 'never'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('`--rule`'),
  });
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  expect(
    await set.run(['accept', '--rule', '*/operation-removed', ...api, '--operation', '*/rooms*', ...why, soon]),
  ).toMatchObject({
    code: 0,
    stdout: '*/operation-removed book* */rooms*: acknowledged in acknowledged.yaml\n',
    stderr: '',
  });
  expect((await set.run(['accept', '--field', 'nowhere', ...why, 'never'])).code).toBe(0);

  const { code, stdout } = await set.run(['check', '--no-color']);
  expect(code).toBe(0);
  expect(stdout).toContain('by ada ends in 3 days');
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'acknowledgement of nowhere by ada covers nothing any more: take it out',
  );
  const report = JSON.parse((await set.run(['check', '--format', 'json'])).stdout);
  expect(report.counts).toMatchObject({ breaking: 0, acknowledged: 1 });
  expect(report.acknowledgements).toMatchObject([{ state: 'ending', daysLeft: 3 }, { state: 'unmatched' }]);
  expect((await set.run(['check', '--format', 'markdown'])).stdout).toContain('covers nothing any more');
});

test('credentials go out by reference, and come out nowhere', async () => {
  set.write(
    'driftgate.yaml',
    `apis: { booking: { spec: "${vendor.url}/openapi.json", credential: key } }
credentials: { key: { apiKey: { query: token, value: \${env:BOOKING_TOKEN} } } }
allowPrivateHosts: [127.0.0.1]\n`,
  );
  expect(await set.run(['accept', '--all'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('`BOOKING_TOKEN`'),
  });

  const asked: (string | undefined)[] = [];
  vendor.answer = (request, response) => {
    asked.push(request.url);
    answering(booking())(request, response);
  };
  const env = { BOOKING_TOKEN: 'hunter2' };
  const accepted = await set.run(['accept', '--all'], { env });
  vendor.answer = answering('{}', {}, 401);
  const refused = await set.run(['check'], { env });
  expect(asked).toEqual(['/openapi.json?token=hunter2']);
  expect([accepted.code, refused.code]).toEqual([0, 2]);
  const { readdirSync, readFileSync, statSync } = await import('node:fs');
  const written = readdirSync(set.folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${set.folder}/${name}`)
    .filter((name) => statSync(name).isFile())
    .map((name) => readFileSync(name, 'utf8'));
  expect([accepted.stdout, accepted.stderr, refused.stdout, refused.stderr, ...written].join('\n')).not.toContain(
    'hunter2',
  );
});
