// The readers that holding contracts against a document needs, handed to the comparison.

import type { ContractReading } from '../compare/contract/seam.ts';
import type { Api } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Schema } from '../model/schema.ts';
import { REDACTED } from '../read/contract/sensitive-names.ts';
import { specFromJson } from '../read/document/read.ts';
import { acceptance } from '../read/openapi/accepts.ts';
import { schemaReader } from '../read/openapi/schema.ts';

/**
 * Readers for contracts against `api`, a new one at each call: it reads schemas in the dialect that contracts are written
 * in, and keeps what it read; values are tried on the document's own schemas.
 */
export function contractReading(api: Api): () => ContractReading {
  const takes = acceptance(api.document);
  const document = contractDocument();
  return () => {
    const reader = schemaReader(document);
    return {
      schema: (written: JsonObject, pointer: Pointer): Schema => reader.at({ value: written, pointer }),
      redacted: REDACTED,
      accepts: (schema, value) => takes(schema.sources, value),
    };
  };
}

/** A document of nothing: what schemas of a contract are read within, since they refer to nothing outside themselves. */
export function contractDocument(): Api['document'] {
  return specFromJson('contract', { openapi: '3.1.0', info: { title: 'contract', version: '' }, paths: {} });
}
