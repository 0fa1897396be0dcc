// The definition of `acknowledged.yaml`: the findings that somebody accepted, with reason, owner and end.

import { z } from 'zod';
import { Failure } from '../model/failure.ts';
import type { Acknowledgement } from '../model/finding.ts';
import { parsed } from '../model/problems.ts';
import { readYaml } from './yaml.ts';

/** How a finding is named: 16 hex digits. */
export const FINGERPRINT = /^[0-9a-f]{16}$/;

/** Whether `text` says how long something is accepted: its last day (an RFC 3339 date), or `never`. */
export function isUntil(text: string): boolean {
  return text === 'never' || z.iso.date().safeParse(text).success;
}

const entry = z.strictObject({
  fingerprint: z.string().regex(FINGERPRINT, 'copy the 16 digits that the report shows'),
  reason: z.string().trim().min(1),
  owner: z.string().trim().min(1),
  until: z.string().refine(isUntil, 'give a date as `2030-12-31`, or `never`'),
});

/** Reads `acknowledged.yaml`. Raises {@link Failure} `acknowledgement-invalid` with the file, line, key and mend. */
export function parseAcknowledgements(text: string, file: string): readonly Acknowledgement[] {
  const yaml = readYaml(text, file, 'acknowledgement-invalid');
  if (yaml.value === null || yaml.value === undefined) return [];
  const entries = parsed(z.array(entry), yaml, file, 'acknowledgement-invalid');
  return entries.map((item) => ({ ...item, until: item.until === 'never' ? undefined : item.until }));
}

/**
 * `text` with `acknowledgement` as its last entry; what people wrote in the file stays as it is.
 * Raises {@link Failure} `acknowledgement-invalid` when `text` cannot be read, or already holds the fingerprint.
 */
export function withAcknowledgement(text: string, acknowledgement: Acknowledgement, file: string): string {
  const { fingerprint, reason, owner, until } = acknowledgement;
  if (parseAcknowledgements(text, file).some((item) => item.fingerprint === fingerprint)) {
    throw new Failure({
      code: 'acknowledgement-invalid',
      message: `\`${fingerprint}\` is acknowledged already`,
      hint: `change its entry in \`${file}\``,
      place: file,
    });
  }
  const added = [
    `- fingerprint: ${JSON.stringify(fingerprint)}`,
    `  reason: ${JSON.stringify(reason)}`,
    `  owner: ${JSON.stringify(owner)}`,
    `  until: ${JSON.stringify(until ?? 'never')}`,
    '',
  ].join('\n');
  const whole = `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${added}`;
  parseAcknowledgements(whole, file);
  return whole;
}
