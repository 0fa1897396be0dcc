// The readers that holding contracts against a document needs, handed to the comparison.

import type { ContractReading } from '../compare/contract/seam.ts';
import type { Api } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Schema } from '../model/schema.ts';
import type { Usage } from '../model/usage.ts';
import { REDACTED } from '../read/contract/secrets.ts';
import { specFromJson } from '../read/document/read.ts';
import { acceptance } from '../read/openapi/accepts.ts';
import { schemaReader } from '../read/openapi/schema.ts';

/** Reads the schemas of contracts in the dialect that they are written in, and values by the document's own. */
export function contractReading(api: Api): (usage: Usage) => ContractReading {
  const takes = acceptance(api.document);
  return ({ contract }) => {
    const reader = schemaReader(contractDocument(contract));
    return {
      schema: (written: JsonObject, pointer: Pointer): Schema => reader.at({ value: written, pointer }),
      redacted: REDACTED,
      accepts: (schema, value) => takes(schema.sources, value),
    };
  };
}

/** A document of nothing: what schemas of a contract are read within, since they refer to nothing outside themselves. */
export function contractDocument(name: string): Api['document'] {
  return specFromJson(name, { openapi: '3.1.0', info: { title: name, version: '' }, paths: {} });
}
