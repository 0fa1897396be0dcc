// Baselines for the tests of stores: the n-th one is the same whoever makes it.

import { canonicalText } from '../../../src/adapters/stores/canonical-text.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';

/** The `n`-th baseline of `api`; every third one has no further files. Its parts all hold `n`. */
export function baseline(api: string, n: number, paths = 200): Snapshot & { readonly text: string } {
  const operations: Record<string, JsonObject> = {};
  for (let i = 0; i < paths; i += 1)
    operations[`/things/${i}`] = { get: { summary: `read ${n}`, operationId: `get${i}` } };
  const root = { openapi: '3.1.0', info: { title: 'Things', version: String(n) }, paths: operations };
  return {
    api,
    meta: {
      digest: `sha256:${String(n).padStart(64, '0')}`,
      takenAt: '2026-10-21T07:28:00Z',
      source: 'https://api.example/spec.json',
      version: String(n),
      dialect: 'openapi-3.1',
      operations: paths,
      etag: n % 2 === 0 ? `"${n}"` : undefined,
      lastModified: undefined,
    },
    root,
    text: canonicalText(root),
    files: n % 3 === 0 ? new Map() : new Map([['schemas/thing.yaml', { title: `thing ${n}` }]]),
  };
}
