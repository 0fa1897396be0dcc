// Date formats of Pact (those of Java's SimpleDateFormat) as `format`s of JSON Schema.

import type { JsonObject } from '../../model/json.ts';

const DATE = 'yyyy-MM-dd';
const TIME = /^HH:mm:ss(?:\.S+)?(?:XXX|'Z'|ZZZZZ)$/;

/**
 * Text in a Pact date format: `date`, `date-time` and `time` where it is that of RFC 3339, which `format` asks for;
 * another stands beside as `x-pact-format`.
 */
export function dateSchema(kind: 'date' | 'time' | 'datetime', format: string | undefined): JsonObject {
  const name = kind === 'datetime' ? 'date-time' : kind;
  if (format === undefined) return kind === 'time' ? { type: 'string' } : { type: 'string', format: name };
  return isRfc3339(kind, format) ? { type: 'string', format: name } : { type: 'string', 'x-pact-format': format };
}

function isRfc3339(kind: 'date' | 'time' | 'datetime', format: string): boolean {
  if (kind === 'date') return format === DATE;
  if (kind === 'time') return TIME.test(format);
  return /^yyyy-MM-dd(?:'T'|T)/.test(format) && TIME.test(format.slice(format.indexOf('H')));
}
