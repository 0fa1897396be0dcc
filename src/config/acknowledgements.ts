// The definition of `acknowledged.yaml`: the findings that somebody accepted, with reason, owner and end.

import { z } from 'zod';
import { Failure } from '../model/failure.ts';
import type { Acknowledgement, AcknowledgementScope } from '../model/finding.ts';
import { parsed } from '../model/problems.ts';
import { readYaml } from './yaml.ts';

/** How a finding is named: 16 hex digits. */
export const FINGERPRINT = /^[0-9a-f]{16}$/;

/** Whether `text` says how long something is accepted: its last day (an RFC 3339 date), or `never`. */
export function isUntil(text: string): boolean {
  return text === 'never' || z.iso.date().safeParse(text).success;
}

const pattern = z.string().trim().min(1).optional();

const entry = z
  .strictObject({
    fingerprint: z.string().regex(FINGERPRINT, 'copy the 16 digits that the report shows').optional(),
    rule: pattern,
    api: pattern,
    operation: pattern,
    field: pattern,
    reason: z.string().trim().min(1),
    owner: z.string().trim().min(1),
    until: z.string().refine(isUntil, 'give a date as `2030-12-31`, or `never`'),
  })
  .refine(saysWhich, 'say which findings: by `fingerprint`, or by `rule`, `operation` or `field`');

/** Whether the scope names findings; an API alone would take in whatever comes. */
export function saysWhich({ fingerprint, rule, operation, field }: AcknowledgementScope): boolean {
  return [fingerprint, rule, operation, field].some((part) => part !== undefined);
}

/** Reads `acknowledged.yaml`. Raises {@link Failure} `acknowledgement-invalid` with the file, line, key and mend. */
export function parseAcknowledgements(text: string, file: string): readonly Acknowledgement[] {
  const yaml = readYaml(text, file, 'acknowledgement-invalid');
  if (yaml.value === null || yaml.value === undefined) return [];
  const entries = parsed(z.array(entry), yaml, file, 'acknowledgement-invalid');
  return entries.map((item) => ({ ...item, until: item.until === 'never' ? undefined : item.until }));
}

/**
 * `text` with `acknowledgement` as its last entry; what people wrote in the file stays as it is.
 * Raises {@link Failure} `acknowledgement-invalid` when `text` cannot be read, or already holds an entry for the same.
 */
export function withAcknowledgement(text: string, acknowledgement: Acknowledgement, file: string): string {
  const scope = scopeOf(acknowledgement);
  if (parseAcknowledgements(text, file).some((item) => lines(scopeOf(item)) === lines(scope))) {
    const said = Object.values(scope).map((part) => `\`${part}\``);
    throw new Failure({
      code: 'acknowledgement-invalid',
      message: `${said.join(', ')} is acknowledged already`,
      hint: `change its entry in \`${file}\``,
      place: file,
    });
  }
  const { reason, owner, until } = acknowledgement;
  const added = `- ${lines({ ...scope, reason, owner, until: until ?? 'never' })}\n`;
  const whole = `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${added}`;
  parseAcknowledgements(whole, file);
  return whole;
}

/** What is given of the scope. */
function scopeOf({ fingerprint, rule, api, operation, field }: AcknowledgementScope): Readonly<Record<string, string>> {
  const parts = Object.entries({ fingerprint, rule, api, operation, field });
  return Object.fromEntries(parts.flatMap(([key, part]) => (part === undefined ? [] : [[key, part]])));
}

function lines(keys: Readonly<Record<string, string>>): string {
  return Object.entries(keys)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join('\n  ');
}
