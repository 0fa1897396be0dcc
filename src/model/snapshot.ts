// A document at a time.

import type { Json, JsonObject } from './json.ts';

/** A stored baseline of one API's document. */
export interface Snapshot {
  readonly api: string;
  readonly meta: SnapshotMeta;
  readonly root: JsonObject;
  /** Further files of the document, by name relative to it. */
  readonly files: ReadonlyMap<string, Json>;
  /** The text that `root` is kept in, for the lines in it; `undefined` for one that is not kept yet. */
  readonly text?: string;
}

/** What is known of a snapshot beside its document. */
export interface SnapshotMeta {
  /** `sha256:` and hex, of the canonical form of root and files. */
  readonly digest: string;
  /** RFC 3339 date-time, UTC. */
  readonly takenAt: string;
  /** Where it came from, without credentials. */
  readonly source: string;
  /** `info.version` as written. */
  readonly version: string;
  readonly dialect: string;
  readonly operations: number;
  /** Every operation of the document that this one is a part of, `METHOD /path`, sorted; absent when this is the whole. */
  readonly whole?: readonly string[] | undefined;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}
