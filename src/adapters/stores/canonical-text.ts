// JSON as it is stored: stable, so that git shows what changed and nothing else.

import { createHash } from 'node:crypto';
import { isArray, isObject, type Json } from '../../model/json.ts';

/** `value` with the keys of every object sorted by code unit, indented by two spaces, with a newline at its end. */
export function canonicalText(value: Json): string {
  return `${written(value, '\n')}\n`;
}

/** `sha256:` and the hex digest of a stored text, however git checked out its line ends (`core.autocrlf`). */
export function textDigest(text: string): string {
  // No line end within a JSON string is written as it is, so this changes no value.
  const normal = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  return `sha256:${createHash('sha256').update(normal).digest('hex')}`;
}

function written(value: Json, line: string): string {
  const inner = `${line}  `;
  if (isArray(value)) {
    if (value.length === 0) return '[]';
    return `[${inner}${value.map((item) => written(item, inner)).join(`,${inner}`)}${line}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined)
      members += `${members === '' ? '' : ','}${inner}${JSON.stringify(key)}: ${written(member, inner)}`;
  }
  return members === '' ? '{}' : `{${members}${line}}`;
}
