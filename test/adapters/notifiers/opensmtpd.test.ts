// E-mail through OpenSMTPD, as Debian ships it, into a mailbox on disk.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { emailNotifier } from '../../../src/adapters/notifiers/email.ts';
import { smtpMailer } from '../../../src/adapters/notifiers/smtp.ts';
import { toldFolder } from '../../../src/adapters/stores/told.ts';
import { api, componentFinding, report } from '../../render/fixtures.ts';
import { listen } from '../sources/servers.ts';

const SMTPD = '/usr/sbin/smtpd';
const isThere = existsSync(SMTPD) && process.getuid?.() === 0;
const withServer = isThere ? test : test.skip;
const why = isThere ? '' : ` (skipped: it takes ${SMTPD}, of Debian's opensmtpd, and root)`;

let folder = '';
let server: ChildProcess | undefined;
afterEach(async () => {
  server?.kill();
  if (folder !== '') rmSync(folder, { recursive: true });
});

/** Starts it for mail to `inbox.example`, and gives its port. */
async function start(): Promise<number> {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-smtpd-'));
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  mkdirSync(join(folder, 'mail'));
  execFileSync('chown', ['-R', 'mail', folder]);
  const lines = [
    `listen on 127.0.0.1 port ${port} hostname mx.inbox.example`,
    'table people { "@" = "mail" }',
    `action "keep" maildir "${folder}/mail/%{rcpt.user}" virtual <people>`,
    'match from any for domain "inbox.example" action "keep"',
  ];
  writeFileSync(join(folder, 'smtpd.conf'), `${lines.join('\n')}\n`);
  server = spawn(SMTPD, ['-d', '-f', join(folder, 'smtpd.conf')], { stdio: 'ignore' });
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 100) throw new Error('smtpd does not listen');
    await sleep(100);
  }
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

withServer(
  `takes what is for it, and refuses the rest${why}`,
  async () => {
    const port = await start();
    const clock = { now: () => new Date() };
    const interest = { apis: [], on: ['any' as const], owners: [], unknown: true };
    const who = emailNotifier({
      name: 'email',
      from: { name: 'Drift Wächter', address: 'drift@acme.example' },
      recipients: ['ada@inbox.example', 'ada@elsewhere.example'].map((address) => ({
        address,
        name: 'Ada Łovelace',
        interest,
        quiet: undefined,
        timeZone: 'UTC',
      })),
      mailer: smtpMailer({ url: async () => `smtp://127.0.0.1:${port}`, requireTls: false, clock }),
      told: toldFolder(join(folder, 'told')),
      clock,
    });
    const letters = await who.compose(report(api('zahlungen-für-alle', { findings: [componentFinding] })));
    const outcomes = await Promise.allSettled(letters.map((letter) => who.deliver(letter, false)));
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { told: [expect.stringContaining('ada@inbox.example')] } },
      { status: 'rejected', reason: { code: 'mail-refused', message: expect.stringContaining('550') } },
    ]);
    const inbox = join(folder, 'mail', 'ada', 'new');
    for (let tries = 0; !existsSync(inbox) || readdirSync(inbox).length === 0; tries += 1) {
      if (tries > 100) throw new Error('no mail came');
      await sleep(100);
    }
    const [file = ''] = readdirSync(inbox);
    const mail = await simpleParser(readFileSync(join(inbox, file)));
    expect(mail.subject).toBe('zahlungen-für-alle: 1 breaking');
    expect(mail.from?.value).toEqual([{ name: 'Drift Wächter', address: 'drift@acme.example' }]);
    expect(mail.text).toContain('property `amount` is gone from the response');
    expect(mail.html).toContain('<code');
  },
  60_000,
);
