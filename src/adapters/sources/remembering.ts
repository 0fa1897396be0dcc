// A source that gives a document only once: whoever looks again sees the same bytes.

import type { Fetched, Source, SourceRequest } from '../../ports.ts';

/** The source, with what it fetched kept in memory. What was not fetched is asked for again. */
export function remembering(source: Source): Source {
  const known = new Map<string, Fetched>();
  return {
    serves: (location) => source.serves(location),
    related: (base, reference) => source.related(base, reference),
    async fetch(request) {
      const key = keyOf(request);
      const kept = known.get(key);
      if (kept !== undefined) return kept;
      const fetched = await source.fetch(request);
      if (fetched.status === 'fetched') known.set(key, fetched);
      return fetched;
    },
  };
}

function keyOf({ location, headers = {} }: SourceRequest): string {
  return JSON.stringify([location, Object.entries(headers).sort()]);
}
