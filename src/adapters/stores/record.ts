// `snapshot.json`: what is known of a baseline, and which files make it up. Its replacement is what commits a baseline.

import { z } from 'zod';
import { jsonIn } from '../../model/json.ts';
import type { SnapshotMeta } from '../../model/snapshot.ts';
import { canonicalText } from './canonical-text.ts';

/** The files that hold a baseline's document: the root, and where it has any, its further files by name. */
export const BODIES = ['spec.json', 'files.json'] as const;
export type BodyName = (typeof BODIES)[number];

/** The digest of each file's text; a file without one is no part of the baseline. */
export type Content = Readonly<Partial<Record<BodyName, string | undefined>>>;

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const RECORD = z.object({
  digest,
  takenAt: z.string(),
  source: z.string(),
  version: z.string(),
  dialect: z.string(),
  operations: z.int().nonnegative(),
  whole: z.array(z.string()).optional(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  content: z.object({ 'spec.json': digest, 'files.json': digest.optional() }),
});

/** The text of the record of a baseline. */
export function recordText(meta: SnapshotMeta, content: Content): string {
  return canonicalText({ ...meta, content });
}

/** What a record says; `undefined` when the text is none. */
export function parseRecord(text: string): { readonly meta: SnapshotMeta; readonly content: Content } | undefined {
  const record = RECORD.safeParse(jsonIn(text));
  if (!record.success) return undefined;
  const { content, etag, lastModified, whole, ...rest } = record.data;
  return { meta: { ...rest, ...(whole !== undefined && { whole }), etag, lastModified }, content };
}
