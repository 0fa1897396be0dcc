// A change where it meets a contract's field, and what is ruled on it.

import type { Change } from '../../model/change.ts';
import { isArray, isObject, type Json, own } from '../../model/json.ts';
import type { FieldPath, FieldSegment } from '../../model/place.ts';
import type { Schema } from '../../model/schema.ts';
import type { ConsumerVerdict } from '../../model/usage.ts';
import type { Meeting } from './meeting.ts';
import type { Part } from './parts.ts';
import { readings } from './said.ts';
import type { Skills } from './skills.ts';

/** A change where it meets a contract's field. */
export interface Case {
  readonly change: Change;
  readonly part: Part;
  readonly meeting: Meeting;
  /** The verdict for who is touched. */
  readonly base: ConsumerVerdict;
  readonly strict: boolean;
  readonly skills: Skills;
}

/** What a change means at one field, with what is to be said beside where it is and what became of it. */
export interface Ruling {
  readonly verdict: ConsumerVerdict;
  /** What is said in the place of "sends it" or "reads it". */
  readonly manner?: 'absent' | 'may be absent' | 'unsaid';
  /** What is said at the end. */
  readonly tail?: string;
}

/** Whether one of the schemas accepts the value, or what its text may stand for; `undefined` where it cannot be told. */
export function acceptance(
  schemas: readonly Schema[],
  value: Json,
  part: Part,
  { accepts }: Skills,
): boolean | undefined {
  const verdicts = schemas.flatMap((schema) => readings(value, part.asText).map((reading) => accepts(schema, reading)));
  if (verdicts.includes(true)) return true;
  return verdicts.length === 0 || verdicts.includes(undefined) ? undefined : false;
}

/** The values at the path in what the contract shows. */
export function shownAt(shown: readonly Json[], path: FieldPath): readonly Json[] {
  let values = shown;
  for (const segment of path) values = values.flatMap((value) => membersAt(value, segment));
  return values;
}

function membersAt(value: Json, segment: FieldSegment): readonly Json[] {
  const found = (member: Json | undefined): readonly Json[] => (member === undefined ? [] : [member]);
  if (isArray(value)) {
    if ('items' in segment) return value;
    return 'item' in segment ? found(value[segment.item]) : [];
  }
  if (!isObject(value)) return [];
  if ('property' in segment) return found(own(value, segment.property));
  return 'values' in segment ? Object.keys(value).flatMap((key) => found(own(value, key))) : [];
}
