// What the join is handed of other rooms.

import type { Change } from '../../model/change.ts';
import type { Json } from '../../model/json.ts';
import type { Rule } from '../../model/rule.ts';
import type { Schema } from '../../model/schema.ts';

/** What finding a field takes. */
export interface Matching {
  /** Whether the pattern is found in the text, in time linear in both; `undefined` where it cannot be told. */
  readonly finds: (pattern: string, text: string) => boolean | undefined;
}

/** What the join cannot do by itself. */
export interface Skills extends Matching {
  readonly ruleFor: (change: Change) => Rule | undefined;
  /** Whether the schema accepts the value; `undefined` where it cannot be told. */
  readonly accepts: (schema: Schema, value: Json) => boolean | undefined;
}
