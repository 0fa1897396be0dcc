// What holding contracts against a document needs of whoever reads documents.

import type { Json, JsonObject } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Schema } from '../../model/schema.ts';

/** Handed in by the tasks, who may use the readers. */
export interface ContractReading {
  /** The schema, JSON Schema 2020-12 without `$ref`, in the normal form; `pointer` is unique to it. */
  schema(written: JsonObject, pointer: Pointer): Schema;
  /** What stands in examples where a secret was. */
  readonly redacted: string;
  /** Whether the document's schema accepts the value, formats asserted; `undefined` where it cannot be told. */
  accepts(schema: Schema, value: Json): boolean | undefined;
}
