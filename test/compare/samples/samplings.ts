// Samplings for tests, written as so many times one response, and what is otherwise in the later one.

import { load } from 'js-yaml';
import type { SampleChange } from '../../../src/compare/samples/change.ts';
import { compareExchanges } from '../../../src/compare/samples/exchange.ts';
import type { Json } from '../../../src/model/json.ts';
import type { ExchangeProfile } from '../../../src/model/sample.ts';
import {
  exchangeProfileOf,
  exchangeView,
  mergedExchanges,
  NO_EXCHANGES,
} from '../../../src/read/traffic/profile-exchange.ts';

/** So many times one response. */
export interface Sampled {
  readonly times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  /** The body, or each body by its number from 0. */
  readonly body?: Json | ((index: number) => Json);
}

/** The profile of responses, each said as {@link Sampled}. */
export function sampling(...parts: readonly Sampled[]): ExchangeProfile {
  const profiles = parts.flatMap(({ times = 1, status = 200, headers = {}, body }) =>
    Array.from({ length: times }, (_, index) =>
      exchangeProfileOf({
        status,
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
        body: typeof body === 'function' ? body(index) : body,
      }),
    ),
  );
  return profiles.reduce(mergedExchanges, NO_EXCHANGES);
}

/** What is otherwise between two samplings of `GET /things`, said as YAML or as they are. */
export function sampleChanges(
  before: string | ExchangeProfile,
  after: string | ExchangeProfile,
): readonly SampleChange[] {
  const [old, fresh] = [before, after].map((side) => exchangeView(typeof side === 'string' ? written(side) : side));
  return compareExchanges(old ?? NO_EXCHANGES, fresh ?? NO_EXCHANGES, { operation: 'GET /things' });
}

function written(text: string): ExchangeProfile {
  const parts = load(text) as Sampled | readonly Sampled[];
  return sampling(...('length' in parts ? parts : [parts]));
}
