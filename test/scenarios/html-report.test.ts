// The HTML report as its reader has it: opened in a browser, searched, filtered, printed; and nothing leaves the machine.

import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { renderHtml } from '../../src/render/html/page.ts';
import { CORPUS, noCorpus } from '../compare/corpus.ts';
import { browsed, inBrowser, launch, type Served, serve } from '../render/browser.ts';
import { api, everything, fared, report } from '../render/fixtures.ts';
import { hostileReport } from '../render/hostile.ts';
import { called, checked, inParts } from '../render/parts.ts';
import { PAYLOADS } from '../render/payloads.ts';
import { type Stage, stage } from './stage.ts';

let set: Stage;
let browser: Browser | undefined;
const served: Served[] = [];

beforeAll(async () => {
  set = stage();
  browser = await launch();
});
afterAll(async () => {
  for (const each of served) each.close();
  await browser?.close();
  set.remove();
});

/** What is looked at, by name: real pairs with a contract where there is one. */
const CONTRACTS = join(import.meta.dirname, 'contracts-real');
const REPORTS: Readonly<Record<string, () => Promise<string>>> = {
  'a report with everything': async () => renderHtml(everything, { version: '1.2.3' }),
  'a report with every string hostile': async () => renderHtml(hostileReport(), { version: '1.2.3' }),
  'a report of documents, samples and flows': async () => renderHtml(inParts, { version: '1.2.3' }),
  'how an API fared': async () => renderHtml(fared, { version: '1.2.3' }),
  'a sandbox that was called': async () => renderHtml(called, { version: '1.2.3' }),
  'credentials and places': async () => renderHtml(checked, { version: '1.2.3' }),
  'a report without findings': async () => renderHtml(report(api('maps'), api('crm')), { version: '1.2.3' }),
  'the same with every string hostile': async () => renderHtml(hostileReport(inParts), { version: '1.2.3' }),
  ...(noCorpus === undefined && {
    Stripe: () => difference('stripe-spec3-3', '--all-impacts'),
    'Stripe with a contract': () => difference('stripe-spec3-3', '--contract', join(CONTRACTS, 'shop-stripe.json')),
    Linode: () => difference('linode-api-1'),
  }),
};

async function difference(pair: string, ...args: readonly string[]): Promise<string> {
  const documents = ['old', 'new'].map((side) => join(CORPUS, 'pairs', pair, `${side}.yaml`));
  const { code, stderr } = await set.run([
    'diff',
    ...documents,
    ...args,
    '--quiet',
    '--format',
    'html',
    '-o',
    'report.html',
  ]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  return set.read('report.html');
}

/** A page of `text` in a window of that width, and what it asked for beside itself, and said. */
async function open(text: string, width = 1400, scheme: 'light' | 'dark' = 'light', javaScriptEnabled = true) {
  const server = await serve(text);
  served.push(server);
  const context = await browser?.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    javaScriptEnabled,
  });
  const page = await context?.newPage();
  if (page === undefined) throw new TypeError('no browser');
  page.setDefaultTimeout(5000);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('dialog', (dialog) => said.push(dialog.message()));
  await page.goto(server.url);
  return { page, said, server };
}

/** Unfolds all but the hundreds of places of real findings, each of which is like the next. */
const UNFOLD = `for (const folded of document.querySelectorAll('details')) {
  folded.open = folded.querySelectorAll('li').length < 100;
}`;

const CUT_TABLES = `[...document.querySelectorAll('.scroll')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
  .map((region) => region.getAttribute('aria-label'))`;

const visible = (page: Page) => page.locator('.finding:not([hidden])').count();

/** Waits until the page says how many findings it shows. */
async function says(page: Page, shown: string): Promise<void> {
  await page.locator('output', { hasText: new RegExp(`^${shown}$`) }).waitFor();
}

/** Both kinds of width, and of scheme; the last two meet nothing new in what is hostile, which is laid out as its like. */
const WINDOWS = [
  [1400, 'light'],
  [390, 'dark'],
  [1400, 'dark'],
  [390, 'light'],
] as const;

inBrowser.each(Object.keys(REPORTS))(
  browsed('%s: accessible in light and dark, wide and narrow; asks for nothing, and fits'),
  async (name) => {
    const text = (await REPORTS[name]?.()) ?? '';
    for (const [width, scheme] of name.includes('hostile') ? WINDOWS.slice(0, 2) : WINDOWS) {
      const { page, said, server } = await open(text, width, scheme);
      await page.evaluate(UNFOLD);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      // On a phone nothing of a table is out of sight.
      if (width < 500) expect(await page.evaluate(CUT_TABLES)).toEqual([]);
      expect({ asked: server.asked, said }).toEqual({ asked: ['/'], said: [] });
      expect(await page.evaluate('window.pwned')).toBeUndefined();
      await page.context().close();
    }
  },
  120_000,
);

inBrowser(browsed('is searched and filtered by API, severity and consumer, by keyboard alone'), async () => {
  const { page } = await open(renderHtml(everything, { version: '1.2.3' }));
  const all = await visible(page);
  await says(page, `${all} findings`);

  await page.getByRole('searchbox', { name: 'Search' }).focus();
  await page.keyboard.type('MEMO  gone');
  await says(page, `1 of ${all} findings`);
  expect(await visible(page)).toBe(1);
  expect(await page.locator('.finding:not([hidden]) h4').textContent()).toContain(
    'property memo is gone from the request',
  );
  expect(await page.locator('.api:not([hidden])').count()).toBe(1);

  // What takes the filter away is there with it, and gives the focus back.
  const clear = page.getByRole('button', { name: 'Show all' });
  await clear.press('Enter');
  await says(page, `${all} findings`);
  await clear.waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.name')).toBe('text');

  await page.getByRole('combobox', { name: 'Severity' }).selectOption('risky');
  await says(page, `3 of ${all} findings`);
  const kinds = await page
    .locator('.finding:not([hidden])')
    .evaluateAll((some) => some.map((one) => one.getAttribute('data-severity')));
  expect([...new Set(kinds)]).toEqual(['risky']);

  await page.getByRole('combobox', { name: 'Consumer' }).selectOption('web-shop');
  await page.getByRole('combobox', { name: 'API' }).selectOption('payments');
  await says(page, `1 of ${all} findings`);
  await page.getByRole('combobox', { name: 'API' }).selectOption('calendar');
  await page.getByText('No finding matches the filter.').waitFor({ state: 'visible' });
  await says(page, `0 of ${all} findings`);

  // What is folded is unfolded where it matches: nobody looks for it behind a fold.
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('combobox', { name: 'Severity' }).selectOption('info');
  await page.locator('.finding[data-severity=info]').first().waitFor({ state: 'visible' });
  await page.context().close();
});

inBrowser(browsed('each choice says of how many findings it is one'), async () => {
  const { page } = await open(renderHtml(everything, { version: '1.2.3' }));
  for (const name of ['API', 'Severity', 'Consumer']) {
    const choice = page.getByRole('combobox', { name });
    const options = (await choice.locator('option').allTextContents()).slice(1);
    expect(options.length).toBeGreaterThan(1);
    for (const [at, option] of options.entries()) {
      await choice.selectOption({ index: at + 1 });
      const [, count = ''] = /\((\d+)\)$/.exec(option) ?? [];
      await says(page, `${count} of \\d+ findings`);
    }
    await page.getByRole('button', { name: 'Show all' }).click();
  }
  await page.context().close();
});

inBrowser.each([
  ['a desk', 1400, 900, true],
  ['a phone', 390, 844, true],
  ['a phone on its side', 844, 390, false],
])(
  browsed('on %s the filter stays in sight only where the findings have most of the screen'),
  async (_, width, height, stays) => {
    const { page } = await open(renderHtml(everything, { version: '1.2.3' }), width);
    await page.getByRole('combobox', { name: 'Severity' }).selectOption('breaking');
    await says(page, '4 of \\d+ findings');
    await page.setViewportSize({ width, height });
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight / 2)');
    const box = await page.locator('#filter').boundingBox();
    expect((box?.y ?? -1) >= 0).toBe(stays);
    if (stays) expect(box?.height).toBeLessThan(height / 6);
    // What is linked to is not below it.
    await page.getByRole('link', { name: 'stripe' }).press('Enter');
    const heading = await page.locator('h2', { hasText: 'stripe' }).boundingBox();
    const filter = await page.locator('#filter').boundingBox();
    expect(heading?.y).toBeGreaterThanOrEqual((filter?.y ?? 0) + (filter?.height ?? 0));
    await page.context().close();
  },
);

inBrowser(browsed('is read without scripts: no filter is shown, and nothing is missing'), async () => {
  const { page } = await open(renderHtml(everything, { version: '1.2.3' }), 1400, 'light', false);
  expect(await page.locator('#filter').isVisible()).toBe(false);
  expect(await page.locator('.finding').count()).toBe(everything.apis.flatMap(({ findings }) => findings).length);
  await page.locator('.finding details.places > summary').first().press('Enter');
  expect(await page.getByText('GET /v1/customers/{id}/l45').first().isVisible()).toBe(true);
  await page.context().close();
});

inBrowser(browsed('is printed without the filter, on the colours of paper'), async () => {
  const { page } = await open(renderHtml(everything, { version: '1.2.3' }), 1400, 'dark');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.locator('#filter').isVisible()).toBe(false);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect((await page.pdf()).length).toBeGreaterThan(10_000);
  await page.context().close();
});

inBrowser(browsed('a name in a filter is a name, whatever it tries'), async () => {
  const [api] = everything.apis.filter(({ findings }) => findings.length > 0);
  if (api === undefined) throw new TypeError('no findings');
  const names = Object.values(PAYLOADS);
  const apis = names.map((name) => ({ ...api, api: name }));
  const { page, said } = await open(renderHtml({ ...everything, apis }, { version: '1.2.3' }));
  const count = api.findings.length;
  for (const at of names.keys()) {
    await page.getByRole('combobox', { name: 'API' }).selectOption({ index: at + 1 });
    await page.locator(`#api-${at}`).waitFor({ state: 'visible' });
    await says(page, `${count} of ${names.length * count} findings`);
  }
  expect(said).toEqual([]);
  expect(await page.evaluate('window.pwned')).toBeUndefined();
  await page.context().close();
});

inBrowser(browsed('the policy lets nothing run that the page does not come with'), async () => {
  const text = renderHtml(everything, { version: '1.2.3' }).replace(
    '<main',
    '<script>window.pwned = 1</script><img src="/x.png" onerror="window.pwned = 1"><link rel="stylesheet" href="/x.css"><main',
  );
  const { page, said, server } = await open(text);
  expect(await page.evaluate('window.pwned')).toBeUndefined();
  expect(server.asked).toEqual(['/']);
  expect(said.length).toBeGreaterThan(2);
  await page.context().close();
});
