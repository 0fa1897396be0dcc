// A description document as it was read: raw JSON, its dialect, and what of it could not be read.

import type { Json, JsonObject } from './json.ts';
import type { Pointer } from './pointer.ts';

/** The dialects that are read. */
export type Dialect = 'swagger-2.0' | 'openapi-3.0' | 'openapi-3.1' | 'openapi-3.2';

/** Something in a document that could not be read, or was mended while reading. The rest is compared all the same. */
export interface Note {
  readonly pointer: Pointer;
  readonly line?: number;
  readonly message: string;
}

/** Where a `$ref` leads. */
export interface Target {
  readonly value: Json;
  readonly pointer: Pointer;
}

/** An OpenAPI or Swagger document with all its files. Nothing is dereferenced: `resolve` follows one `$ref`. */
export interface SpecDocument {
  /** How people call it: a path, a URL without credentials, `snapshot:stripe`. */
  readonly name: string;
  readonly dialect: Dialect;
  readonly root: JsonObject;
  /** Further files that `$ref`s lead to, by their name relative to the main document. */
  readonly files: ReadonlyMap<string, Json>;
  /** `sha256:` and the hex digest of the canonical form of root and files. Computed on first use. */
  readonly digest: string;
  readonly notes: readonly Note[];
  /** Follows `$ref` as written in the file of `from`, one step; `undefined` when it leads nowhere. */
  resolve(ref: string, from: Pointer): Target | undefined;
  /** The line, from 1, at which `pointer` is written in the text that was read. Computed on first use. */
  lineOf(pointer: Pointer): number | undefined;
}
