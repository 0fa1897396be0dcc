// Secrets: references in the configuration become values at the moment of use, and values never come out again.

import { Failure } from '../model/failure.ts';

/** A reference to a secret: `${env:NAME}`, `${file:path}` or `${command:program and arguments}`. */
export const REFERENCE = /\$\{(?:env|file|command):[^{}]+\}/;

/** What references lead to; handed in, so that nothing here reads the process's own environment. */
export interface Environment {
  /** The value of an environment variable. */
  variable(name: string): string | undefined;
  /** The text of a file, relative to the configuration's folder; `undefined` when there is none. */
  file(path: string): string | undefined;
  /** What a program, run without a shell, writes to its standard output. Raises {@link Failure} `secret-missing`. */
  command(program: string, args: readonly string[]): Promise<string>;
}

/**
 * `text` with each reference replaced by what it leads to; the final line end of a file, or of what a command writes, is
 * left out. `seen` is told each value. Raises {@link Failure} `secret-missing` when there is nothing there.
 */
export async function resolveReferences(
  text: string,
  environment: Environment,
  seen?: (value: string) => void,
): Promise<string> {
  let resolved = '';
  let end = 0;
  for (const match of text.matchAll(/\$\{(env|file|command):([^{}]+)\}/g)) {
    const [reference, kind = '', name = ''] = match;
    const value = await leadsTo(kind, name, environment);
    if (value === undefined || value === '') throw missing(kind, name);
    seen?.(value);
    resolved += text.slice(end, match.index) + value;
    end = match.index + reference.length;
  }
  return resolved + text.slice(end);
}

async function leadsTo(kind: string, name: string, environment: Environment): Promise<string | undefined> {
  if (kind === 'env') return environment.variable(name);
  if (kind === 'file') return withoutLineEnd(environment.file(name));
  const [program, ...args] = wordsOf(name);
  return program === undefined ? undefined : withoutLineEnd(await environment.command(program, args));
}

function withoutLineEnd(text: string | undefined): string | undefined {
  return text?.replace(/\r?\n$/, '');
}

/**
 * The words of a command line: apart at spaces, unless these stand in single or double quotes or behind a backslash.
 * Nothing is expanded. Raises {@link Failure} `config-invalid` for a quote that is not closed.
 */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [part, single, double, escaped] of line.matchAll(
    /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|\s+|[^\s'"\\]+|./gs,
  )) {
    if (/^\s/.test(part)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    if (part === '"' || part === "'" || part === '\\') throw notClosed(line);
    word = (word ?? '') + (single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? part);
  }
  return word === undefined ? words : [...words, word];
}

function notClosed(line: string): Failure {
  return new Failure({
    code: 'config-invalid',
    message: `command \`${line}\` ends within a quote, or with a backslash`,
    hint: 'close the quote; in single quotes a backslash stands for itself',
  });
}

function missing(kind: string, name: string): Failure {
  if (kind === 'env') {
    return new Failure({
      code: 'secret-missing',
      message: `environment variable \`${name}\` is not set`,
      hint: `set \`${name}\` where Driftgate runs`,
    });
  }
  if (kind === 'file') {
    return new Failure({
      code: 'secret-missing',
      message: `file \`${name}\` has no secret in it, or is not there`,
      hint: `put the secret into \`${name}\``,
    });
  }
  return new Failure({
    code: 'secret-missing',
    message: `command \`${name}\` writes nothing`,
    hint: 'run it yourself where Driftgate runs, and see that it writes the secret to its standard output',
  });
}
