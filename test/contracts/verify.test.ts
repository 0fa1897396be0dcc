// Our own contract with GitHub, held against its document as `driftgate verify` does for everybody.

import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const HOME = resolve(import.meta.dirname, '../..');

interface Told {
  readonly outcome: string;
  readonly apis: readonly {
    readonly api: string;
    readonly findings: readonly { readonly severity: string; readonly rule: string; readonly subject: string }[];
  }[];
}

function verify(...args: readonly string[]): { readonly code: number | null; readonly report: Told } {
  const command = [resolve(HOME, 'src/cli/main.ts'), 'verify', 'github', '--format', 'json', '--quiet', ...args];
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: HOME,
    env: { PATH },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return { code: status, report: JSON.parse(stdout) };
}

test('GitHub keeps what our client relies on', () => {
  const { code, report } = verify();
  const told = report.apis.flatMap(({ findings }) =>
    findings.map(({ severity, rule, subject }) => [severity, rule, subject]),
  );
  // The document declares the header nowhere, and its prose asks for it with every call.
  expect(told).toEqual([['risky', 'request/contract-field-undeclared', 'x-github-api-version']]);
  expect({ code, outcome: report.outcome }).toEqual({ code: 0, outcome: 'clean' });
});
