// What hinders a part of all APIs hides nothing of the others.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Report } from '../../src/model/report.ts';
import { accept } from '../../src/tasks/accept.ts';
import type { Outside } from '../../src/tasks/outside.ts';
import { watch } from '../../src/tasks/watch.ts';
import { wire } from '../../src/wire/wire.ts';
import { BOOKING_FLOW, BOOKING_SPEC } from '../provider/booking.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CONFIG = `apis:
  booking: { spec: booking.json, flows: book.arazzo.yaml, sandbox: { url: "http://127.0.0.1:9/v1" } }
  crm: { spec: crm.json }
`;

test('where no flow can be run at all, documents are told, and their APIs are not well', async () => {
  for (const name of ['booking.json', 'crm.json']) writeFileSync(join(folder, name), JSON.stringify(BOOKING_SPEC));
  writeFileSync(join(folder, 'book.arazzo.yaml'), BOOKING_FLOW);
  const config = loadConfig(CONFIG, 'driftgate.yaml');
  const given = wire(config, { folder, cwd: folder, env: {}, userAgent: 'driftgate/test', allowPrivateHosts: [] });
  const missing = new Failure({ code: 'package-missing', message: '`@redocly/respect-core` is not installed' });
  const outside: Outside = { ...given, flows: { run: () => Promise.reject(missing) } };
  await accept({ config, apis: [], shrunk: false }, outside);
  const { openapi, info, ...rest } = BOOKING_SPEC as Readonly<Record<string, unknown>>;
  const [path = ''] = Object.keys(rest.paths as object);
  const paths = { ...(rest.paths as object), [path]: undefined };
  writeFileSync(join(folder, 'booking.json'), JSON.stringify({ openapi, info, ...rest, paths }));

  const told: Report[] = [];
  const request = { config, apis: [], strictness: {}, flows: true, samples: true };
  const report = await watch(request, outside, async (each) => void told.push(each));
  expect(told).toEqual([report]);
  expect(report).toMatchObject({
    outcome: 'unknown',
    apis: [
      {
        api: 'booking',
        outcome: 'unknown',
        unknown: { code: 'package-missing', message: expect.stringMatching(/^flows: /) },
      },
      { api: 'crm', outcome: 'clean' },
    ],
  });
  expect(report.counts.breaking).toBeGreaterThan(0);
});
