// Progress: nothing for quick work, a live line on a terminal, plain lines elsewhere.

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { progressOn } from '../../src/adapters/progress.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function told(isTTY: boolean, milliseconds: number): string {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const task = progressOn({ isTTY, columns: 20, write }).start('stripe\u001b[31m');
  task.update('fetching');
  jest.advanceTimersByTime(milliseconds);
  task.update('reading');
  task.end();
  jest.advanceTimersByTime(5000);
  return text;
}

test.each([
  ['quick work in CI', false, 900, ''],
  ['quick work on a terminal', true, 900, ''],
  ['long work in CI', false, 1100, 'stripe␛[31m: fetching\nstripe␛[31m: reading\n'],
  ['long work on a terminal', true, 1100, '\r\u001b[2Kstripe␛[31m: fetchi\r\u001b[2Kstripe␛[31m: readin\r\u001b[2K'],
])('%s', (_, isTTY, milliseconds, expected) => {
  expect(told(isTTY, milliseconds)).toBe(expected);
});
