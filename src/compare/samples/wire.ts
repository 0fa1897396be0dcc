// What comes over the wire against what the document says: mismatches that were counted, as neutral facts.

import type { Change } from '../../model/change.ts';
import { canonical } from '../../model/json.ts';
import { type FieldPath, formatField, type Slot } from '../../model/place.ts';
import { named } from '../../model/sample.ts';
import type { Sampled, WireMismatch } from '../../model/sampling.ts';
import { commonest } from './exchange.ts';

/** Samples of now, and when the first of them were taken (RFC 3339 date-time). */
export interface Wire extends Sampled {
  readonly since: string;
}

/**
 * One change for each way in which responses are not what the document says. One that the accepted samples `before` show
 * as well is `known`: it is no drift.
 */
export function wireChanges(now: Wire, before: Sampled | undefined): readonly Change[] {
  const known = new Set((before?.mismatches ?? []).map(identityOf));
  return now.mismatches.map((mismatch): Change => {
    const { kind, status, path, seen, of } = mismatch;
    const slot = slotOf(now, mismatch);
    return {
      kind: `wire.${kind}`,
      direction: 'response',
      subject: kind === 'status' ? status : subjectOf(path),
      root: { slot, path },
      old: null,
      new: null,
      facts: {
        reason: `${seen} of ${of} samples since ${now.since.slice(0, 10)}`,
        success: /^[123]/.test(status),
        known: known.has(identityOf(mismatch)),
      },
      impacts: [{ ...slot, field: formatField(path), path }],
    };
  });
}

/** A body's slot, so that only those are hit who read the field, and not whoever waits for the status. */
function slotOf({ operation, profile }: Sampled, { kind, status }: WireMismatch): Slot {
  const response: Slot = { operation, direction: 'response', status };
  if (kind === 'status' || kind === 'media-type') return response;
  const mediaType = commonest(named(profile.responses, status)?.mediaTypes ?? []);
  return mediaType === '' ? response : { ...response, mediaType };
}

function identityOf({ kind, status, path }: WireMismatch): string {
  return canonical([kind, status, formatField(path)]);
}

function subjectOf(path: FieldPath): string {
  const last = path.at(-1);
  if (last === undefined) return 'the body';
  return 'property' in last ? last.property : formatField(path);
}
