// The built program as it is installed: it finds Pact where the project has it, and says so where it is nowhere.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Ended, type Stage, stage } from '../stage.ts';
import { CONTRACTS, keeping, type Orders, order, orders } from './orders.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

let installed: Stage;
beforeAll(() => {
  installed = stage();
  const { folder } = installed;
  const bundled = spawnSync(process.execPath, [join(ROOT, 'scripts', 'bundle.mjs'), join(folder, 'dist')]);
  expect({ status: bundled.status, stderr: bundled.stderr.toString() }).toEqual({ status: 0, stderr: '' });
  for (const part of ['bin', 'package.json']) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  // What an install brings, and nothing that only the tests have.
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) link(folder, name);
});
afterAll(() => installed.remove());

function link(folder: string, name: string): void {
  const path = join(folder, 'node_modules', name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules', name), path, 'junction');
}

async function verify({ url }: Orders, packages: readonly string[]): Promise<Ended> {
  const project = stage();
  try {
    for (const name of packages) link(project.folder, name);
    project.write('contracts/orders.json', CONTRACTS.v4);
    const api = `{ spec: orders.json, contracts: contracts/orders.json, sandbox: { url: "${url}", stateUrl: /test/setup } }`;
    project.write('driftgate.yaml', `allowPrivateHosts: [127.0.0.1]\napis: { orders: ${api} }\n`);
    return await project.run(['verify', '--live'], { cli: join(installed.folder, 'bin', 'driftgate.mjs') });
  } finally {
    project.remove();
  }
}

const PACT = ['@pact-foundation/pact'];

test('calls a provider that keeps its contract', async () => {
  await using provider = await orders();
  const { code, stdout, stderr } = await verify(provider, PACT);
  expect(stdout).toMatch(/^3 interactions: 2 passed, 1 left out$/m);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('calls a provider that does not', async () => {
  await using provider = await orders((request, earlier) =>
    request.url.startsWith('/orders/7') ? order({ total: null }) : keeping(request, earlier),
  );
  const { code, stdout } = await verify(provider, PACT);
  expect(stdout).toMatch(/^3 interactions: 1 passed, 1 failed, 1 left out; 1 breaking$/m);
  expect(code).toBe(1);
});

test('says what is missing without the package, and calls nobody', async () => {
  await using provider = await orders();
  const { code, stdout, stderr } = await verify(provider, []);
  expect(stderr).toContain('error: package `@pact-foundation/pact` is not installed');
  expect(stderr).toContain('hint: run `npm install --save-dev @pact-foundation/pact@17.1`');
  expect({ code, stdout, received: provider.received }).toEqual({ code: 2, stdout: '', received: [] });
});
