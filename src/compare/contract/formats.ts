// Values that each format allows, on which a consumer's own pattern is tried.

/** By format: values as unlike each other as the format allows (JSON Schema 2020-12 Validation §7.3). */
export const SAMPLES: ReadonlyMap<string, readonly string[]> = new Map([
  ['date', ['2024-01-31', '1999-12-01']],
  ['date-time', ['2024-01-31T12:00:00Z', '2024-01-31T12:00:00.123456+02:00', '1999-12-01t00:00:00z']],
  ['time', ['12:00:00Z', '23:59:59.999+02:00']],
  ['duration', ['P1D', 'PT36H', 'P1Y2M3DT4H5M6S']],
  ['email', ['a@example.com', 'first.last+tag@mail.example.org']],
  ['hostname', ['example.com', 'a', 'x-1.example.org']],
  ['ipv4', ['192.0.2.1', '0.0.0.0']],
  ['ipv6', ['2001:db8::1', '::']],
  ['uri', ['https://example.com/', 'urn:example:a', 'mailto:a@example.com']],
  ['url', ['https://example.com/', 'http://example.org:8080/a?b=c#d']],
  ['uri-reference', ['/a', 'https://example.com/', '?b=c']],
  ['uuid', ['123e4567-e89b-42d3-a456-426614174000', 'FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF']],
  ['byte', ['YQ==', 'YWJjZA==']],
]);
