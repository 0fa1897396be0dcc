// What a response of `GET /things` is against the document, as changes.

import { load } from 'js-yaml';
import { wireChanges } from '../../src/compare/samples/wire.ts';
import type { Api } from '../../src/model/api.ts';
import type { Change } from '../../src/model/change.ts';
import type { Json } from '../../src/model/json.ts';
import { NO_EXCHANGES } from '../../src/read/traffic/profile-exchange.ts';
import { type Accepts, wireMismatches } from '../../src/read/traffic/wire.ts';

/** The changes of one response that is written as YAML: its `status`, `mediaType` and `body`. */
export function wireChangesOf(api: Api, text: string): readonly Change[] {
  const [operation] = api.operations;
  if (operation === undefined) throw new Error('the document has no operation');
  const response = load(text) as { status: number; mediaType?: string; body?: Json };
  const { status, mediaType = 'application/json', body } = response;
  const accepts: Accepts = (schema, value) => api.accepts(schema.sources, value) !== false;
  const found = wireMismatches(operation, { status, mediaType, body }, accepts);
  const mismatches = found.map((each) => ({ ...each, status: String(status), seen: 1, of: 1 }));
  const sampled = {
    name: 'things',
    environment: 'sandbox',
    operation: 'GET /things',
    example: undefined,
    profile: NO_EXCHANGES,
    mismatches,
  };
  return wireChanges({ ...sampled, since: '2026-11-22T00:00:00Z' }, undefined);
}
