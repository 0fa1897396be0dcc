// E-mail as a browser shows it: on a phone and a desk, light and dark, with nothing fetched and nothing run.

import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Report } from '../../src/model/report.ts';
import { feedEntries, renderAtom } from '../../src/render/atom.ts';
import { renderEmail } from '../../src/render/email.ts';
import { newsOf } from '../../src/render/news.ts';
import { browsed, inBrowser, launch } from './browser.ts';
import { everything } from './fixtures.ts';
import { hostileReport } from './hostile.ts';
import { inParts } from './parts.ts';

let browser: Browser | undefined;
beforeAll(async () => {
  browser = await launch();
}, 60_000);
afterAll(() => browser?.close());

async function opened(options: BrowserContextOptions = {}): Promise<Page> {
  if (browser === undefined) throw new Error('there is no browser');
  const context = await browser.newContext(options);
  return context.newPage();
}

function news(report: Report): Report {
  const found = newsOf(report, { apis: [], on: ['any'], owners: [], unknown: true }, new Set());
  if (found === undefined) throw new Error('there is no news');
  return found.report;
}

const REPORTS: readonly (readonly [string, Report])[] = [
  ['everything', news(everything)],
  ['a stranger', news(hostileReport())],
  ['all parts', news(inParts)],
];
/** Landmarks are the mailbox's: a message is a part of its page. */
const OF_PAGES = ['landmark-one-main', 'region'];

const SCREENS = [390, 700].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));

inBrowser.each(REPORTS.flatMap(([name, report]) => SCREENS.map((screen) => ({ name, report, ...screen }))))(
  browsed('$name at $width px, $scheme'),
  async ({ report, width, scheme }) => {
    const page = await opened({ viewport: { width, height: 900 }, colorScheme: scheme });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('dialog', (dialog) => asked.push(dialog.message()));
    await page.setContent(renderEmail(report).html);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await page.evaluate('document.querySelector("[role=article]").offsetWidth')).toBeLessThanOrEqual(600);
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(background).toBe(scheme === 'light' ? 'rgb(244, 245, 247)' : 'rgb(20, 23, 26)');
    const { violations } = await new AxeBuilder({ page }).disableRules(OF_PAGES).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(asked).toEqual([]);
    await page.context().close();
  },
  60_000,
);

inBrowser.each(REPORTS)(
  browsed('the feed of %s is XML to a parser that forgives nothing'),
  async (_, report) => {
    const time = '2026-11-24T12:00:00.000Z';
    const xml = renderAtom(feedEntries(report, time), { name: 'feed', url: 'https://acme.example/?a=1&b', now: time });
    const page = await opened();
    await page.setContent('<textarea></textarea>');
    await page.fill('textarea', xml);
    const parsed = `new DOMParser().parseFromString(document.querySelector('textarea').value, 'application/xml')`;
    expect(await page.evaluate(`${parsed}.querySelector('parsererror')?.textContent`)).toBeUndefined();
    expect(await page.evaluate(`${parsed}.documentElement.namespaceURI`)).toBe('http://www.w3.org/2005/Atom');
    await page.context().close();
  },
  60_000,
);
