// Progress on a stream: one live line on a terminal, plain lines elsewhere, nothing for work that is quickly done.

import type { Progress } from '../ports.ts';
import { inertTerminal } from '../render/inert.ts';

/** Where progress is told. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Work shorter than this is not told of, in milliseconds. */
const PATIENCE = 1000;

/** Tells `stream` of work that takes longer than a second. */
export function progressOn(stream: ProgressStream): Progress {
  const running = new Map<symbol, string>();
  const draw = (): void => {
    const line = [...running.values()].join(', ').slice(0, (stream.columns ?? 80) - 1);
    if (stream.isTTY) stream.write(`\r\x1b[2K${line}`);
  };
  const show = (task: symbol, line: string): void => {
    running.set(task, inertTerminal(line));
    if (stream.isTTY) draw();
    else stream.write(`${inertTerminal(line)}\n`);
  };
  return {
    start(label) {
      const task = Symbol(label);
      let line = label;
      const timer = setTimeout(() => show(task, line), PATIENCE);
      timer.unref();
      return {
        update(detail) {
          line = `${label}: ${detail}`;
          if (running.has(task)) show(task, line);
        },
        end() {
          clearTimeout(timer);
          if (running.delete(task)) draw();
        },
      };
    },
  };
}

/** Tells nobody. */
export const SILENT: Progress = { start: () => ({ update() {}, end() {} }) };
