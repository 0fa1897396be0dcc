// E-mail through a real server: each reader gets their own, once, and nothing is lost with the server.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type EmailOptions, emailNotifier, type Recipient } from '../../../src/adapters/notifiers/email.ts';
import { type SmtpOptions, smtpMailer } from '../../../src/adapters/notifiers/smtp.ts';
import { toldFolder } from '../../../src/adapters/stores/told.ts';
import type { Failure } from '../../../src/model/failure.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Report } from '../../../src/model/report.ts';
import type { Delivery, Notifier } from '../../../src/ports.ts';
import {
  api,
  componentFinding,
  consumer,
  coverage,
  everything,
  finding,
  infoFinding,
  mapStrings,
  payments,
  reliedOn,
  report,
  stripe,
  unknownApi,
} from '../../render/fixtures.ts';
import { HOSTILE, hostileReport } from '../../render/hostile.ts';
import { sampledFinding } from '../../render/parts.ts';
import { listen } from '../sources/servers.ts';
import { type Behaviour, type MailServer, mailServer, selfSigned } from './mail-server.ts';

const NOON = new Date('2026-11-24T12:00:00Z');
const clock = { now: () => NOON };
const drift = report(api('stripe', { findings: [componentFinding] }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function recipient(address: string, parts: Partial<Recipient> & Partial<Recipient['interest']> = {}): Recipient {
  const { apis = [], on = ['breaking', 'risky', 'deprecated'], owners = [], unknown = true, ...rest } = parts;
  return { address, name: '', interest: { apis, on, owners, unknown }, quiet: undefined, timeZone: 'UTC', ...rest };
}

/** Options of the notifier, and of its server. */
type Setup = Partial<EmailOptions> & Partial<SmtpOptions> & { readonly slept?: number[] };

function notifier(port: number, recipients: readonly Recipient[], setup: Setup = {}): Notifier {
  const { slept = [], ...parts } = setup;
  const mailer = smtpMailer({
    url: async () => `smtp://127.0.0.1:${port}`,
    requireTls: false,
    clock,
    pace: { random: () => 1, sleep: async (milliseconds) => slept.push(milliseconds) },
    ...parts,
    timeouts: { idle: 5, ...parts.timeouts },
  });
  const from = { name: 'Driftgate', address: 'driftgate@acme.example' };
  return emailNotifier({ name: 'email', from, recipients, mailer, told: toldFolder(folder), clock, ...parts });
}

/** What became of each letter, by its recipient: what was told, why it waits, or the code of the failure. */
async function tell(who: Notifier, what: Report): Promise<Readonly<Record<string, Delivery | Failure>>> {
  const letters = await who.compose(what);
  const kept = letters.map((letter) => JSON.parse(JSON.stringify(letter)) as typeof letter);
  const done = kept.map(async (letter) => {
    return [letter.about, await who.deliver(letter, false).catch((failure: Failure) => failure)] as const;
  });
  return Object.fromEntries(await Promise.all(done));
}

const told = { told: [expect.stringContaining('e-mail to')] };

test('a digest in HTML and text, from one to one, that no machine answers', async () => {
  await using server = await mailServer();
  const who = notifier(server.port, [recipient('ada@acme.example', { name: 'Ada Łovelace' })]);
  expect(await tell(who, everything)).toEqual({ 'ada@acme.example': told });
  const [{ mail, raw, envelope } = { mail: undefined, raw: '', envelope: undefined }] = server.received;
  expect(envelope).toEqual({ from: 'driftgate@acme.example', to: ['ada@acme.example'] });
  expect(mail?.subject).toBe(
    'payments: 1 breaking, phone-agent breaks at memo; stripe: 2 breaking; calendar: 1 breaking; 1 more API',
  );
  expect(mail?.from?.value).toEqual([{ name: 'Driftgate', address: 'driftgate@acme.example' }]);
  expect(mail?.to).toMatchObject({ value: [{ name: 'Ada Łovelace', address: 'ada@acme.example' }] });
  expect(mail?.text).toContain('property `amount` is gone from the response');
  expect(mail?.html).toContain('<h2');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(raw).toMatch(/^List-Id: <driftgate\.acme\.example>\r$/im);
  expect(raw).not.toMatch(/^B?cc:/im);
});

describe('who is told of what', () => {
  const owned = report(
    reliedOn('payments', [finding({ consumers: [consumer('billing', 'breaks', 'amount')] })], coverage('billing')),
    api('stripe', { findings: [componentFinding, infoFinding(1)] }),
    unknownApi('crm'),
  );
  test.each<[string, Parameters<typeof recipient>[1], string | undefined]>([
    ['all by default', {}, 'payments: 1 breaking, billing breaks at amount; stripe: 1 breaking; crm unknown'],
    ['one API', { apis: ['stripe'] }, 'stripe: 1 breaking'],
    ['a severity', { on: ['info'], unknown: false }, 'stripe: 1 info'],
    ['an owner', { owners: ['ada'], unknown: false }, 'payments: 1 breaking, billing breaks at amount'],
    ['another owner', { owners: ['grace'], unknown: false }, undefined],
    [
      'what hits consumers',
      { on: ['consumer'], unknown: false },
      'payments: 1 breaking, billing breaks at amount; stripe: 1 breaking',
    ],
    ['nothing of its API', { apis: ['maps'] }, undefined],
  ])('%s', async (_, parts, subject) => {
    await using server = await mailServer();
    await tell(notifier(server.port, [recipient('ada@acme.example', parts)]), owned);
    expect(server.received.map(({ mail }) => mail.subject)).toEqual(subject === undefined ? [] : [subject]);
  });
});

test('each change is told once; what is gone and comes back is told again', async () => {
  await using server = await mailServer();
  const who = notifier(server.port, [recipient('ada@acme.example')]);
  const other = finding({ fingerprint: '00000000000000aa', message: 'property `currency` is gone from the response' });
  const both = report(api('stripe', { findings: [componentFinding, other] }));
  const blind = report(unknownApi('stripe'));
  for (const state of [drift, drift, both, both, blind, both, report(api('stripe')), drift]) await tell(who, state);
  const texts = server.received.map(
    ({ mail }) => `${mail.text?.match(/`(amount|currency)` is gone/)?.[1] ?? mail.subject}`,
  );
  expect(texts).toEqual(['amount', 'currency', 'stripe unknown', 'amount']);
  expect(server.received[1]?.mail.text).not.toContain('`amount` is gone');
  // A mailbox shows a message that it knows by its id only once.
  expect(new Set(server.received.map(({ mail }) => mail.messageId)).size).toBe(4);
});

test('what one look tells, a look at another part does not take back', async () => {
  await using server = await mailServer();
  const who = notifier(server.port, [recipient('ada@acme.example')]);
  const looked = (part: 'document' | 'samples', findings: readonly Finding[]) =>
    report(api('stripe', { looked: [{ part, unknown: undefined }], findings }));
  const [document, samples] = [looked('document', [componentFinding]), looked('samples', [sampledFinding])];
  for (const state of [document, samples, document, samples, looked('samples', []), document, samples])
    await tell(who, state);
  expect(server.received.map(({ mail }) => /(is gone|does not come)/.exec(mail.text ?? '')?.[1])).toEqual([
    ...['is gone', 'does not come', 'does not come'],
  ]);
});

test('sent again it is the same message; other news is another, in the same thread', async () => {
  await using server = await mailServer();
  const people = [recipient('ada@acme.example'), recipient('grace@acme.example')];
  await tell(notifier(server.port, people), drift);
  rmSync(folder, { recursive: true });
  await tell(notifier(server.port, people), drift);
  const more = report(api('stripe', { findings: [componentFinding, { ...componentFinding, fingerprint: '0a' }] }));
  await tell(notifier(server.port, people), more);
  const of = (address: string) => server.received.filter(({ envelope }) => envelope.to[0] === address);
  const ids = (address: string) => of(address).map(({ mail }) => mail.messageId);
  const [first, again, other] = ids('ada@acme.example');
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(ids('grace@acme.example')).not.toContain(first);
  const threads = server.received.map(({ mail }) => [mail.inReplyTo, mail.references]);
  expect(new Set(threads.flat(2)).size).toBe(1);
  expect(threads).toHaveLength(6);
});

test('quiet hours: it waits, and is sent when they end', async () => {
  await using server = await mailServer();
  const quiet = { from: '12:30', to: '14:00', days: [] };
  const people = [
    recipient('ada@acme.example', { quiet, timeZone: 'Europe/Berlin' }),
    recipient('grace@acme.example', { quiet }),
  ];
  expect(await tell(notifier(server.port, people), drift)).toEqual({
    'ada@acme.example': { waits: 'quiet hours until 2026-11-24T13:00:00.000Z' },
    'grace@acme.example': told,
  });
  const later = { now: () => new Date('2026-11-24T13:00:00Z') };
  expect(await tell(notifier(server.port, people, { clock: later }), drift)).toEqual({
    'ada@acme.example': told,
  });
});

describe('TLS', () => {
  const { cert, key } = selfSigned();
  const tls: Behaviour = { cert, key, disabledCommands: [], authOptional: false };
  const signIn: Behaviour['onAuth'] = ({ username, password }, _session, done) =>
    username === 'ada' && password === 'p@ss:wörd' ? done(null, { user: 1 }) : done(new Error('no such user'));
  const user = 'ada:p%40ss%3Aw%C3%B6rd@';

  test.each<[string, Behaviour, string, Partial<SmtpOptions>, string | true]>([
    ['from the first byte', { ...tls, secure: true }, `smtps://${user}`, { ca: async () => cert }, true],
    ['by STARTTLS', tls, `smtp://${user}`, { ca: async () => cert, requireTls: true }, true],
    ['by STARTTLS, for a password', tls, `smtp://${user}`, { ca: async () => cert }, true],
    ['required, and not offered', {}, 'smtp://', { requireTls: true }, 'tls'],
    ['a password, and no TLS', { authOptional: true, allowInsecureAuth: true }, `smtp://${user}`, {}, 'tls'],
    ['a certificate of nobody we trust', tls, `smtp://${user}`, {}, 'tls'],
    ['a certificate of nobody we trust, from the first byte', { ...tls, secure: true }, `smtps://${user}`, {}, 'tls'],
    ['a wrong password', tls, 'smtp://ada:x@', { ca: async () => cert }, 'unauthorized'],
  ])('%s', async (_, behaviour, url, options, expected) => {
    await using server = await mailServer({ onAuth: signIn, ...behaviour });
    const who = notifier(server.port, [recipient('ada@acme.example')], {
      ...options,
      url: async () => `${url}127.0.0.1:${server.port}`,
    });
    const outcome = (await tell(who, drift))['ada@acme.example'];
    expect(outcome).toMatchObject(expected === true ? told : { code: expected });
    expect(JSON.stringify([outcome, String(outcome)])).not.toMatch(/p@ss|p%40ss/);
    expect(server.received.map(({ secure }) => secure)).toEqual(expected === true ? [true] : []);
  });
});

describe('a server that fails', () => {
  const busy = { code: 451, text: 'greylisted, come back later' };
  test('4yz is tried again, later each time', async () => {
    await using server = await mailServer({ refuse: (_, asked) => (asked < 2 ? busy : undefined) });
    const slept: number[] = [];
    expect(await tell(notifier(server.port, [recipient('ada@acme.example')], { slept }), drift)).toEqual({
      'ada@acme.example': told,
    });
    expect(slept).toEqual([1000, 2000]);
    expect(server.received).toHaveLength(1);
  });

  test('4yz that stays is a failure, and the news is told another time', async () => {
    let isBusy = true;
    await using server = await mailServer({ refuse: () => (isBusy ? busy : undefined) });
    const who = notifier(server.port, [recipient('ada@acme.example')]);
    expect(await tell(who, drift)).toMatchObject({ 'ada@acme.example': { code: 'mail-deferred' } });
    isBusy = false;
    expect(await tell(who, drift)).toEqual({ 'ada@acme.example': told });
  });

  test('5yz for one is told, at once, and the others get theirs', async () => {
    const gone = { code: 550, text: 'no such user\u202e here' };
    await using server = await mailServer({ refuse: (address) => (address.startsWith('gone') ? gone : undefined) });
    const slept: number[] = [];
    const people = ['ada@acme.example', 'gone@acme.example', 'grace@acme.example'].map((address) => recipient(address));
    expect(await tell(notifier(server.port, people, { slept }), drift)).toMatchObject({
      'ada@acme.example': told,
      'gone@acme.example': { code: 'mail-refused', message: expect.stringContaining('550 no such user here') },
      'grace@acme.example': told,
    });
    expect(slept).toEqual([]);
    expect(server.received.map(({ envelope }) => envelope.to)).toEqual([['ada@acme.example'], ['grace@acme.example']]);
  });

  test('a dead one is not asked again for each of many, and loses nothing', async () => {
    const dead = createServer();
    const port = await listen(dead);
    await new Promise((resolve) => dead.close(resolve));
    const people = Array.from({ length: 40 }, (_, at) => recipient(`reader-${at}@acme.example`));
    const slept: number[] = [];
    const outcomes = Object.values(await tell(notifier(port, people, { slept }), drift));
    expect(outcomes).toHaveLength(40);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 'connection' });
    expect(slept.length).toBeLessThan(20);
    await using server = await mailServer();
    expect(Object.values(await tell(notifier(server.port, people), drift))).toEqual(people.map(() => told));
  });

  test('one that says nothing is given up', async () => {
    const silent = createServer(() => {});
    const port = await listen(silent);
    const who = notifier(port, [recipient('ada@acme.example')], { timeouts: { greeting: 50, silence: 50 } });
    expect(await tell(who, drift)).toMatchObject({ 'ada@acme.example': { code: 'timeout' } });
    silent.close();
  });

  test('an address that is none is a failure that shows no secret', async () => {
    const who = notifier(0, [recipient('ada@acme.example')], { url: async () => 'smtp://ada:s3cret@host:25/x?tls=0' });
    const { 'ada@acme.example': failure } = await tell(who, drift);
    expect(failure).toMatchObject({ code: 'config-invalid' });
    expect(`${failure}`).not.toContain('s3cret');
  });
});

test('500 readers get one message each', async () => {
  await using server = await mailServer();
  const people = Array.from({ length: 500 }, (_, at) => recipient(`reader-${at}@acme.example`));
  const outcomes = await tell(notifier(server.port, people), drift);
  expect(Object.values(outcomes)).toEqual(people.map(() => told));
  expect(new Set(server.received.map(({ mail }) => mail.messageId)).size).toBe(500);
  for (const { mail, envelope } of server.received) {
    expect(envelope.to).toHaveLength(1);
    expect(mail.to).toMatchObject({ text: envelope.to[0] });
  }
  expect(server.connections()).toBeLessThan(20);
}, 60_000);

test('what a stranger wrote adds no header, no recipient and no part', async () => {
  await using server = await mailServer();
  const evil = `x\r\nBcc: evil@evil.example\r\nContent-Type: text/html\r\n\r\n<script>\n.\r\nRSET\r\n${HOSTILE}`;
  const names = mapStrings(drift, (text, key) => (key === 'api' || key === 'message' ? evil : text));
  const people = [recipient('ada@acme.example', { on: ['any'] })];
  for (const what of [names, hostileReport()]) await tell(notifier(server.port, people), what);
  expect(server.received).toHaveLength(2);
  const [{ mail: ordinary } = { mail: undefined }] = [await parsedOf(server, people)];
  for (const { mail, envelope, raw } of server.received) {
    expect(envelope.to).toEqual(['ada@acme.example']);
    expect([...mail.headers.keys()].sort()).toEqual(ordinary);
    expect(mail.subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(mail.attachments).toEqual([]);
    expect(raw).not.toMatch(/^(?:Bcc|RSET)/im);
  }
});

/** The names of the header fields of a message in which nobody meddled. */
async function parsedOf(
  server: MailServer,
  people: readonly Recipient[],
): Promise<{ readonly mail: readonly string[] }> {
  await tell(notifier(server.port, people), report(stripe, payments));
  const keys = [...(server.received.at(-1)?.mail.headers.keys() ?? [])].sort();
  (server.received as unknown[]).pop();
  return { mail: keys };
}

test('a letter that was damaged on disk, and one for somebody who left', async () => {
  const who = notifier(0, [recipient('ada@acme.example')]);
  await expect(who.deliver({ about: 'ada@acme.example', content: { keys: 1 } }, true)).rejects.toMatchObject({
    code: 'store-failed',
  });
  expect(await who.deliver({ about: 'gone@acme.example', content: {} }, true)).toMatchObject({
    told: [expect.stringContaining('no recipient any more')],
  });
});
