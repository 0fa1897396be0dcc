// Reports of a team's repository: what they point at is there, at that line, from wherever the command is run.

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FORMATS } from '../../src/cli/options.ts';
import type { Change } from '../../src/model/change.ts';
import type { Part } from '../../src/model/part.ts';
import type { ApiReport } from '../../src/model/report.ts';
import { renderJson } from '../../src/render/json.ts';
import { api, fared, finding, report } from '../render/fixtures.ts';
import { called, checked, flown, sampled } from '../render/parts.ts';
import { booking, type Stage, stage } from './stage.ts';

let set: Stage;
beforeEach(() => {
  set = stage();
});
afterEach(() => set.remove());

const CONFIG = `profile: tolerant
apis:
  booking:
    spec: vendor.json
    contracts: pact.json
  hotel:
    spec: nowhere.json
`;

/** A consumer that reads the amount of rooms. */
const PACT = {
  consumer: { name: 'shop' },
  provider: { name: 'booking' },
  interactions: [
    {
      description: 'list rooms',
      request: { method: 'GET', path: '/rooms' },
      response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: [{ id: 'a', amount: 1 }] },
    },
  ],
  metadata: { pactSpecification: { version: '2.0.0' } },
};

/** The vendor lets the amount be `null`, and drops the list of notes. */
function drifted(): object {
  const { paths, components, ...rest } = booking() as {
    paths: Record<string, object>;
    components: { schemas: Record<string, object> };
  };
  const { '/notes': _, ...fewer } = paths;
  const room = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string' }, amount: { type: ['integer', 'null'] } },
  };
  return { ...rest, paths: fewer, components: { ...components, schemas: { ...components.schemas, room } } };
}

async function played(folder: string): Promise<void> {
  set.write(`${folder}driftgate.yaml`, CONFIG);
  set.write(`${folder}pact.json`, JSON.stringify(PACT, null, 2));
  set.write(`${folder}vendor.json`, JSON.stringify(booking(), null, 2));
  expect(await set.run(['accept', 'booking', '-c', `${folder}driftgate.yaml`])).toMatchObject({ code: 0 });
  set.write(`${folder}vendor.json`, JSON.stringify(drifted(), null, 2));
}

/** The line of a file. */
function line(file: string, number: number): string {
  return set.read(file).split('\n')[number - 1] ?? '';
}

test.each(['', 'services/shop/'])('in the folder `%s`', async (folder) => {
  await played(folder);
  const config = ['-c', `${folder}driftgate.yaml`, '--quiet'];
  const annotated = await set.run(['check', ...config, '--format', 'annotations']);
  expect(annotated).toMatchObject({ code: 2, stderr: '' });
  const places = [...annotated.stdout.matchAll(/^::(\w+) file=([^,]+),line=(\d+),title=(.*?)::(.*)$/gm)].map(
    ([, loudness, file = '', at, , message = '']) => [
      loudness,
      file,
      line(file, Number(at)).trim(),
      message.split(' · ')[0],
    ],
  );
  expect(places).toEqual([
    ['error', `${folder}driftgate.yaml`, 'hotel:', '`hotel` has no baseline yet'],
    ['error', `${folder}pact.json`, '{', '`amount` may now be `null`'],
    [
      'notice',
      `${folder}snapshots/booking/spec.json`,
      expect.stringMatching(/"(?:get|\/notes)": \{/),
      'operation `GET /notes` is gone',
    ],
  ]);

  const sarif = await set.run(['check', ...config, '--format', 'sarif']);
  const [run] = JSON.parse(sarif.stdout).runs;
  const uris = run.results.map((result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
    result.locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri),
  );
  expect(uris).toEqual([[`${folder}pact.json`], [`${folder}snapshots/booking/spec.json`]]);
  expect(run.invocations[0].toolExecutionNotifications[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: `${folder}driftgate.yaml` },
    region: { startLine: 6 },
  });
});

test('a stored report is the report, in every form', async () => {
  await played('');
  const args = ['check', '--quiet', '--format'];
  expect(await set.run([...args, 'json', '-o', 'drift.json'])).toMatchObject({ code: 2 });
  await Promise.all(
    ['annotations', 'sarif', 'junit', 'html', 'text'].map(async (format) => {
      const direct = await set.run([...args, format]);
      const stored = await set.run(['report', 'drift.json', '--format', format]);
      expect(stored).toEqual({ code: 0, signal: null, stdout: direct.stdout, stderr: '' });
    }),
  );
}, 60_000);

/** What each command looks at, and shows beside findings, with a kind of change that it tells. */
const LOOKS: readonly (readonly [command: string, Part, Change['kind'], Partial<ApiReport> | undefined])[] = [
  ['check', 'document', 'property.removed', api('')],
  ['diff', 'document', 'property.removed', { ...api(''), baseline: api('').current }],
  [
    'verify',
    'contracts',
    'contract.missing',
    { contracts: 2, interactions: 9, unvalidatable: 1 } as Partial<ApiReport>,
  ],
  ['sample', 'samples', 'sample.field-gone', sampled.apis[0]],
  ['flow', 'flows', 'flow.status', flown.apis[0]],
  ['health', 'health', 'health.down', fared.apis[0]],
  ['doctor', 'means', 'credential.ends', checked.apis[0]],
  ['verify --live', 'sandbox', 'live.status', called.apis[0]],
];

test.each(LOOKS.flatMap((look) => FORMATS.map((format) => [look[0], format, look] as const)))(
  'a stored report of `%s` as %s has each of its findings',
  async (_, format, [, part, kind, shown]) => {
    const findings = ['breaking', 'risky', 'info'].map((severity, at) =>
      finding({
        severity: severity as 'breaking',
        fingerprint: String(at).repeat(16),
        message: `property \`lost${at}\` is gone`,
        change: { kind },
      }),
    );
    const told = {
      ...shown,
      findings,
      outcome: 'drift',
      unknown: undefined,
      looked: [{ part, unknown: undefined }],
    } as const;
    set.write('stored.json', renderJson(report(api('stripe', told))));
    const { code, stdout, stderr } = await set.run(['report', 'stored.json', '--format', format, '--verbose']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(findings.map((_, at) => stdout.includes(`lost${at}`))).toEqual([true, true, true]);
  },
);

test('verify is written as contracts are held, and again from what was stored', async () => {
  await played('');
  const args = ['verify', 'booking', '--against', 'vendor.json', '--quiet'];
  const direct = await set.run(args);
  expect(direct).toMatchObject({ code: 1, stdout: expect.stringContaining('1 error') });
  await set.run([...args, '--format', 'json', '-o', 'verify.json']);
  expect((await set.run(['report', 'verify.json'])).stdout).toBe(direct.stdout);
  const junit = await set.run([...args, '--format', 'junit']);
  expect(junit.stdout).toContain('failures="1"');
});
