// A headless Chromium of this machine, where it has one, and pages served on loopback.

import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { test } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The browser's program; `undefined` where there is none. */
const program = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((path) => existsSync(path));

/** `test`, or, where there is no browser, a test that is skipped. */
export const inBrowser = program === undefined ? test.skip : test;

/** The title, and why the test is skipped where it is. */
export function browsed(title: string): string {
  return program === undefined ? `${title} (skipped: no ${NAMES.join(', ')} on PATH)` : title;
}

/** Starts the browser. */
export async function launch(): Promise<Browser | undefined> {
  // What runs as root has no sandbox of its own, and opens nothing but what the tests wrote.
  return program === undefined ? undefined : chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
}

/** A page on loopback, and the paths that were asked for. */
export interface Served {
  readonly url: string;
  readonly asked: readonly string[];
  close(): void;
}

/** Serves `html` at every path. */
export async function serve(html: string): Promise<Served> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
