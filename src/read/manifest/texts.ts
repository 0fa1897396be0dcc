// Parameters and headers, as a manifest lists them: names, or a name with what is known of its text.

import type { JsonObject } from '../../model/json.ts';
import type { KeyPath } from '../../model/problems.ts';
import { textSchema } from '../../model/text-schema.ts';
import type { ReadHeader, SentParameter } from '../../model/usage.ts';
import type { Refuse } from './fields.ts';
import type { Texts } from './schema.ts';

type TextDetails = Exclude<Texts[number], string>[string];

/** What is sent in a query, in headers or in cookies; `at` is where the list stands. Raises names that are listed twice. */
export function sentParameters(
  place: SentParameter['in'],
  texts: Texts,
  at: KeyPath,
  refuse: Refuse,
): readonly SentParameter[] {
  return listed(texts, at, place === 'header', refuse).map(({ name, details, path }) => {
    if (place === 'header' && /^(proxy-)?authorization$|^cookie$/.test(name)) {
      const hint = 'name it under `credentials`, as `bearer` or `cookie: …`, or under `cookies`';
      return refuse({ path, what: 'is no header that is listed here', hint });
    }
    return { in: place, name, schema: schemaOf(details), examples: (details.values ?? []).map(String) };
  });
}

/** The response headers that are read; `at` is where the list stands. Raises names that are listed twice. */
export function readHeaders(texts: Texts, at: KeyPath, refuse: Refuse): readonly ReadHeader[] {
  return listed(texts, at, true, refuse).map(({ name, details }) => ({ name, schema: schemaOf(details) }));
}

interface Listed {
  readonly name: string;
  readonly details: TextDetails;
  readonly path: KeyPath;
}

function listed(texts: Texts, at: KeyPath, caseless: boolean, refuse: Refuse): readonly Listed[] {
  const seen = new Set<string>();
  const entries = texts.flatMap((entry, index): readonly (readonly [string, TextDetails, KeyPath])[] =>
    typeof entry === 'string'
      ? [[entry, {}, [...at, index]]]
      : Object.entries(entry).map(([name, details]) => [name, details, [...at, index, name]]),
  );
  return entries.map(([written, details, path]) => {
    const name = caseless ? written.toLowerCase() : written;
    if (seen.has(name)) {
      return refuse({ path, what: 'is listed twice', hint: 'keep one of them, with all that is known' });
    }
    seen.add(name);
    return { name, details, path };
  });
}

function schemaOf({ type = 'string', format, pattern, values }: TextDetails): JsonObject {
  return {
    ...textSchema(type),
    ...(format === undefined ? {} : { format }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(values === undefined ? {} : { enum: values.map(String) }),
  };
}
