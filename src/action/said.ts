// What the action says to the runner: commands in its log, outputs, and the summary of the job.

import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { onDisk } from '../adapters/disk.ts';
import type { Failure } from '../model/failure.ts';
import { command, escapeData } from '../render/annotations.ts';
import { inertMessage, link } from '../render/inert.ts';
import type { Loudness } from '../render/locations.ts';

/** What the runner reads. */
export interface Log {
  write(text: string): unknown;
}

/** The runner takes 1 MiB of a step's summary, and drops the whole of a longer one. A character takes three bytes at most. */
export const MOST_OF_SUMMARY = Math.floor((1024 * 1024) / 3) - 1000;

/** Has the runner leave `secret` out of every log. */
export function mask(secret: string, log: Log): void {
  for (const line of secret.split(/\r?\n/)) if (line !== '') log.write(`::add-mask::${escapeData(line)}\n`);
}

/** Writes to the log what the runner is to take no commands from. */
export function withoutCommands(log: Log, text: string): void {
  const token = randomUUID();
  log.write(`::stop-commands::${token}\n${text.trimEnd()}\n::${token}::\n`);
}

/** An annotation that is at no file. */
export function annotate(loudness: Loudness, message: string, log: Log): void {
  log.write(`${command({ loudness, at: undefined, title: 'Driftgate', message })}\n`);
}

/** What went wrong, as an annotation. */
export function annotateFailure({ message, place, hint }: Failure, log: Log): void {
  const where = place === undefined || message.includes(place) ? [] : [`at ${place}`];
  annotate('error', [message, ...where, ...(hint === undefined ? [] : [hint])].join(' · '), log);
}

/**
 * Adds outputs to the runner's file, in its form for texts of several lines: no text can end itself, for its delimiter is
 * random. Raises {@link Failure} `store-failed`.
 */
export async function addOutputs(file: string | undefined, outputs: Readonly<Record<string, string>>): Promise<void> {
  const entries = Object.entries(outputs).map(([name, value]) => {
    const delimiter = `driftgate-${randomUUID()}`;
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
  });
  await added(file, entries.join(''));
}

/** Adds Markdown to the summary of the job. Raises {@link Failure} `store-failed`. */
export async function addSummary(file: string | undefined, markdown: string): Promise<void> {
  await added(file, `${markdown.trim()}\n\n`);
}

async function added(file: string | undefined, text: string): Promise<void> {
  if (file !== undefined && file !== '') await onDisk(file, () => appendFile(file, text));
}

// What is told ends with where it is.
const ADDRESS = /, (https?:\/\/\S+)$/;

/** The address at the end of a line of what was told or proposed. */
export function addressIn(line: string): string | undefined {
  return ADDRESS.exec(line)?.[1];
}

/** A line of what was told or proposed, as an item of a list. */
export function lineInMarkdown(line: string): string {
  const address = addressIn(line);
  const said = inertMessage(line.replace(ADDRESS, ''));
  return `- ${said}${address === undefined ? '' : `, ${link('see it', address)}`}`;
}
