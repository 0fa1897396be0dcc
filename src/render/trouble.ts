// What went wrong, in words for a terminal or a log.

import { isNativeError } from 'node:util/types';
import { Failure } from '../model/failure.ts';
import { inertTerminal } from './inert.ts';

/** `error:`, where it is, and what to do next; the stack only with `debug`. Text of strangers is made inert. */
export function troubleInWords(error: unknown, debug: boolean): string {
  const lines = error instanceof Failure ? failureLines(error) : unexpectedLines(error);
  const stack = debug && isNativeError(error) && error.stack !== undefined ? [error.stack] : [];
  return `${[...lines.map(inertTerminal), ...stack].join('\n')}\n`;
}

function failureLines({ message, place, hint }: Failure): readonly string[] {
  return [
    `error: ${message}`,
    ...(place === undefined || message.includes(place) ? [] : [`   at: ${place}`]),
    ...(hint === undefined ? [] : [` hint: ${hint}`]),
  ];
}

function unexpectedLines(error: unknown): readonly string[] {
  const what = isNativeError(error) ? `${error.name}: ${error.message}` : String(error);
  return [
    `error: Driftgate met something that it is not made for: ${what}`,
    ' hint: run again with DEBUG=1, and report what it prints',
  ];
}

/** Whether people asked for stacks, with `DEBUG`. */
export function isDebug(env: Readonly<Record<string, string | undefined>>): boolean {
  return Boolean(env.DEBUG);
}
