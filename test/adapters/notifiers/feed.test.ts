// The feed in a file: entries that stay who they are, and a file that is whole or not there.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type FeedOptions, feedNotifier } from '../../../src/adapters/notifiers/feed.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Report } from '../../../src/model/report.ts';
import { childrenOf, scanXml } from '../../../src/read/metadata/deadlines-xml.ts';
import { api, componentFinding, everything, finding, infoFinding, report, unknownApi } from '../../render/fixtures.ts';
import { hostileReport } from '../../render/hostile.ts';
import { sampledFinding } from '../../render/parts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Tells the report on a day of November, and says whether there was anything to write. */
async function tell(what: Report, day: number, parts: Partial<FeedOptions> = {}): Promise<boolean> {
  const who = feedNotifier({
    name: 'feed drift.atom',
    path: join(folder, 'public', 'drift.atom'),
    file: 'public/drift.atom',
    url: 'https://acme.example/drift.atom?a=1&b=2',
    most: 100,
    interest: { apis: [], on: ['breaking', 'risky'], owners: [], unknown: true },
    clock: { now: () => new Date(`2026-11-${day}T12:00:00Z`) },
    ...parts,
  });
  const letters = await who.compose(what);
  for (const letter of letters) await who.deliver(JSON.parse(JSON.stringify(letter)), false);
  return letters.length > 0;
}

function feed(): string {
  return readFileSync(join(folder, 'public', 'drift.atom'), 'utf8');
}

/** The entries: title, day of publication, day of the last change. */
function entries(): readonly string[] {
  const [root] = scanXml(feed(), 'feed');
  const parts = root === undefined ? [] : childrenOf(root).filter(({ name }) => name === 'entry');
  return parts.map((entry) => {
    const said = (name: string) =>
      childrenOf(entry)
        .find((child) => child.name === name)
        ?.content.join('') ?? '';
    return `${said('title')} | ${said('published').slice(8, 10)} | ${said('updated').slice(8, 10)}`;
  });
}

/** RFC 4287 §4.1.1 and §4.1.2: what a feed and an entry must have, each once. */
function expectValid(xml: string): void {
  expect(xml).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 §2.2 forbids them.
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&(?!#\d+;)/);
  const open: string[] = [];
  for (const [, end, name, empty] of xml.matchAll(/<(\/?)([a-z]+)(?: [a-z:]+="[^"<]*")*(\/?)>/g)) {
    if (end === '/') expect(open.pop()).toBe(name);
    else if (empty !== '/') open.push(name ?? '');
  }
  expect(open).toEqual([]);
  expect(xml.replaceAll(/<(\/?)([a-z]+)(?: [a-z:]+="[^"<]*")*(\/?)>/g, '').slice(40)).not.toContain('<');
  const [root] = scanXml(xml, 'feed');
  if (root === undefined) throw new Error('there is no feed');
  const ids = new Set<string>();
  for (const element of [root, ...childrenOf(root).filter(({ name }) => name === 'entry')]) {
    const said = (name: string) =>
      childrenOf(element)
        .filter((child) => child.name === name)
        .map(({ content }) => content.join(''));
    expect(said('id')).toEqual([
      expect.stringMatching(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
    ]);
    expect(said('title')).toEqual([expect.stringMatching(/./)]);
    expect(said('updated')).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)]);
    ids.add(said('id')[0] ?? '');
  }
  expect(ids.size).toBe(1 + childrenOf(root).filter(({ name }) => name === 'entry').length);
  expect(childrenOf(root).map(({ name }) => name)).toContain('author');
}

test.each<[string, Report]>([
  ['everything', everything],
  ['nothing', report(api('stripe'))],
  ['a stranger’s words', hostileReport()],
])('a feed of %s is valid', async (_, what) => {
  await tell(what, 20, { interest: { apis: [], on: ['any'], owners: [], unknown: true } });
  expectValid(feed());
  expect(readdirSync(join(folder, 'public'))).toEqual(['drift.atom']);
});

test('an entry keeps its id and its times until something of it changes', async () => {
  const amount = api('stripe', { findings: [componentFinding, infoFinding(1)] });
  const title = 'stripe: breaking: property amount is gone from the response';
  expect(await tell(report(amount), 20)).toBe(true);
  expect(await tell(report(amount), 21)).toBe(false);
  expect(entries()).toEqual([`${title} | 20 | 20`]);
  const [id] = /<entry>\s*<id>[^<]*/.exec(feed()) ?? [];

  const other = finding({ fingerprint: '00000000000000aa', message: 'property `fee` is gone from the response' });
  await tell(report(api('stripe', { findings: [componentFinding, other] }), unknownApi('crm')), 22);
  expect(entries()).toEqual([
    expect.stringContaining('stripe: breaking: property fee'),
    'crm: could not look | 22 | 22',
    `${title} | 20 | 20`,
  ]);

  await tell(
    report(api('stripe', { findings: [{ ...componentFinding, severity: 'risky' }, other] }), unknownApi('crm')),
    23,
  );
  expect(entries()[0]).toBe('stripe: risky: property amount is gone from the response | 20 | 23');
  expect(feed()).toContain(id);

  expect(await tell(report(unknownApi('stripe'), unknownApi('crm')), 24)).toBe(true);
  expect(entries()[0]).toBe('stripe: could not look | 24 | 24');
  await tell(report(api('stripe'), api('crm')), 25);
  expect(entries().filter((entry) => entry.startsWith('gone or accepted: '))).toHaveLength(4);
  expect(await tell(report(api('stripe'), api('crm')), 26)).toBe(false);
  await tell(report(amount), 27);
  expect(entries()[0]).toBe(`${title} | 20 | 27`);
});

test('of a part that was not looked at nothing is gone', async () => {
  const parts = (part: 'document' | 'samples', findings: readonly Finding[]) =>
    report(api('stripe', { looked: [{ part, unknown: undefined }], findings }));
  await tell(parts('document', [componentFinding]), 20);
  await tell(parts('samples', [sampledFinding]), 21);
  expect(entries()).toEqual([
    expect.stringMatching(/does not come any more.*21$/),
    expect.stringMatching(/is gone.*20$/),
  ]);
  expect(await tell(parts('document', [componentFinding]), 22)).toBe(false);
  await tell(parts('samples', []), 23);
  expect(entries()).toEqual([expect.stringMatching(/^gone or accepted: .*23$/), expect.stringMatching(/is gone.*20$/)]);
});

test('the latest entries stay when there are too many', async () => {
  const many = Array.from({ length: 30 }, (_, at) => finding({ fingerprint: `${at}`.padStart(16, '0') }));
  await tell(report(api('stripe', { findings: many })), 20, { most: 10 });
  expect(entries()).toHaveLength(10);
  await tell(report(api('maps', { findings: [componentFinding] })), 21, { most: 10 });
  expect(entries()).toHaveLength(10);
  expect(entries()[0]).toMatch(/^maps: /);
});

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) =>
    finding({ fingerprint: `${from + at}`.padStart(16, '0'), message: `property ${from + at} is gone` }),
  );

test.each([
  ['more findings than room', numbered(0, 15)],
  ['as many as there is room for, after others that are gone', numbered(8, 18)],
  ['fewer, after others that are gone', numbered(9, 12)],
])('a full feed with %s is told once, and has no finding for gone that is there', async (_, findings) => {
  const state = report(api('stripe', { findings }));
  await tell(report(api('stripe', { findings: numbered(0, 10) })), 19, { most: 10 });
  await tell(state, 20, { most: 10 });
  expect(await tell(state, 21, { most: 10 })).toBe(false);
  expect(entries()).toHaveLength(10);
  expect(entries().filter((entry) => !entry.startsWith('gone or accepted: '))).toHaveLength(
    Math.min(10, findings.length),
  );
});

test.each([
  ['cut', (text: string) => text.slice(0, 700)],
  ['of somebody else', () => '<feed><entry><title>x</title></entry></feed>'],
  ['no XML', () => '{"a":1}'],
  ['too deep', () => '<a>'.repeat(1000)],
])('a file that is %s is written anew', async (_, damage) => {
  await tell(everything, 20);
  const whole = feed();
  writeFileSync(join(folder, 'public', 'drift.atom'), damage(whole));
  expect(await tell(everything, 20)).toBe(true);
  expect(feed()).toBe(whole);
});

test('a file that cannot be written is a failure', async () => {
  writeFileSync(join(folder, 'public'), 'in the way');
  await expect(tell(everything, 20)).rejects.toMatchObject({ code: 'store-failed' });
});
