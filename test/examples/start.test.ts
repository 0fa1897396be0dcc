// `npm start` shows the main job, says so by its exit code, and leaves nothing behind.

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const SCRIPT = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

let folder: string;
let ended: { readonly code: number | null; readonly stdout: string; readonly stderr: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
  ended = await start();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the script in an empty folder, which also holds its temporary files. */
async function start(): Promise<typeof ended> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [SCRIPT], {
    cwd: folder,
    env: { PATH, HOME, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

test('it works, and leaves nothing behind', () => {
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(folder)).toEqual([]);
});

test('the commands stand before their output, in the order of the story', () => {
  const commands = ended.stdout.split('\n').filter((line) => line.startsWith('$ '));
  expect(commands).toEqual(['$ driftgate accept slotwise', '$ driftgate check', '$ driftgate check']);
  const [, before = '', after = ''] = ended.stdout.split('$ driftgate check');
  expect(before).toContain('no drift');
  expect(after).not.toContain('no drift');
});

test.each([
  ['a renamed field', 'property `phone_number` is gone from the request; `phoneNumber` is required in its'],
  ['a new required end time', 'property `ends_at` is new and required in the request'],
  ['a value that may be null', '`confirmed_at` may now be `null`'],
  ['an endpoint with an end', 'operation `GET /availability/next` is deprecated and ends on 2026-12-31'],
  ['API key to OAuth', '`apiKey in header x-api-key` no longer suffices as credentials; `oauth2` takes its'],
  ['an endpoint that is retired', 'operation `POST /appointments/{appointment_id}/reminders` is gone'],
  ['a shared component', 'and 6 more operations through component schemas/Appointment'],
  ['how much it is', '7 breaking, 2 risky, 1 deprecated, 3 info'],
])('the report names %s', (_, words) => {
  expect(ended.stdout).toContain(words);
});

test('no line is wider than a terminal of 100 columns, and none has colours where there is no terminal', () => {
  expect(ended.stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  expect(ended.stdout).not.toContain('\u001b');
});
