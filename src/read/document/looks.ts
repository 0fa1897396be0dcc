// What a text that is no API description looks like, in words for the person who has to find the right one.

import { isObject, type Json, text as textOf } from '../../model/json.ts';

const MAGIC: readonly (readonly [prefix: string, what: string])[] = [
  ['\x1f\x8b', 'gzip data'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['%PDF', 'a PDF'],
  ['\x89PNG', 'an image'],
];

const STARTS: readonly (readonly [start: RegExp, what: string])[] = [
  [/^version https:\/\/git-lfs/, 'a Git LFS pointer'],
  [/^#%RAML/, 'a RAML document'],
  [/^<\?xml\b/i, 'an XML document'],
];

const KEYS: readonly (readonly [key: string, what: string])[] = [
  ['asyncapi', 'an AsyncAPI document'],
  ['arazzo', 'an Arazzo document'],
  ['overlay', 'an OpenAPI Overlay'],
  ['graphql', 'a GraphQL document'],
  ['interactions', 'a Pact file'],
  ['log', 'an HTTP archive (HAR)'],
  ['item', 'a Postman collection'],
  ['resources', 'an Insomnia or Google discovery document'],
  ['issuer', 'an OAuth or OpenID metadata document'],
  ['paths', 'an object with `paths` but neither `openapi` nor `swagger`'],
  ['$schema', 'a JSON Schema'],
];

/** What binary data looks like; `undefined` for text. */
export function looksLikeBytes(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return MAGIC.find(([prefix]) => head.startsWith(prefix))?.[1];
}

/** What text that does not begin like JSON or YAML looks like; `undefined` when it may be either. */
export function looksLikeText(text: string): string | undefined {
  const head = text.slice(0, 4096).trimStart();
  if (head === '') return 'empty';
  const start = STARTS.find(([pattern]) => pattern.test(head));
  if (start !== undefined) return start[1];
  if (!/^<(?:!|[a-z])/i.test(head)) return undefined;
  if (!/<!doctype html|<(?:html|head|body|title|script)\b/i.test(head)) return 'an XML document';
  const title = /<title[^>]*>([^<]*)/i.exec(head)?.[1]?.trim();
  return title === undefined || title === '' ? 'an HTML page' : `an HTML page titled ${quote(title)}`;
}

/** What a value that is no API description looks like. */
export function looksLikeValue(value: Json | undefined): string {
  if (value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list, not an object';
  if (!isObject(value))
    return typeof value === 'string' ? `plain text: ${quote(value)}` : `\`${value}\`, not an object`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  const kind = KEYS.find(([key]) => Object.hasOwn(value, key));
  if (kind !== undefined) return kind[1];
  const message =
    textOf(value, 'message') ?? textOf(value, 'error') ?? textOf(value, 'detail') ?? textOf(value, 'title');
  if (message !== undefined) return `an answer that says ${quote(message)}`;
  return `an object with the keys ${quote(keys.slice(0, 5).join(', '))}`;
}

/** A stranger's words in backticks, on one short line. */
export function quote(words: string): string {
  const line = oneLine(words);
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``;
}

/** A stranger's words on one line, without what a terminal or Markdown would act on. */
export function oneLine(words: string): string {
  return words
    .slice(0, 200)
    .replace(/[\s\p{C}`]+/gu, ' ')
    .trim();
}
