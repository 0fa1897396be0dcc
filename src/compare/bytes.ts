// Bytes: OpenAPI 3.0 tells of them by formats, 3.1 by keywords of JSON Schema, or by the media type alone (OpenAPI 3.1 §4.8.14.1).

import { essence } from '../model/media-type.ts';
import { JSON_TYPES, type Keyword, type Schema, type StringVariant } from '../model/schema.ts';

/** What strings say of bytes in them. */
type Content = Pick<StringVariant, 'format' | 'contentEncoding' | 'contentMediaType'>;

/** The words for bytes as text, and for bytes as they are. */
const BASE64: readonly (string | undefined)[] = ['byte', 'base64'];
const BINARY = 'binary';
const OCTETS = 'application/octet-stream';

/** How bytes travel in the strings; `undefined` where no bytes are told of. */
function bytesIn({ format, contentEncoding, contentMediaType }: Content): 'base64' | 'octets' | undefined {
  if (contentEncoding?.value === 'base64' || BASE64.includes(format?.value)) return 'base64';
  return format?.value === BINARY || contentMediaType?.value === OCTETS ? 'octets' : undefined;
}

/** What two strings say, without what both say of bytes, be it in the words of one version or of the other. */
export function besideBytes<S extends Content>(old: S, fresh: S): readonly [S, S] {
  const bytes = bytesIn(old);
  return bytes === undefined || bytes !== bytesIn(fresh) ? [old, fresh] : [withoutBytes(old), withoutBytes(fresh)];
}

function withoutBytes<S extends Content>(strings: S): S {
  const without = (keyword: Keyword<string> | undefined, words: readonly (string | undefined)[]) =>
    words.includes(keyword?.value) ? undefined : keyword;
  return {
    ...strings,
    format: without(strings.format, [...BASE64, BINARY]),
    contentEncoding: without(strings.contentEncoding, ['base64']),
    contentMediaType: without(strings.contentMediaType, [OCTETS]),
  };
}

/** Whether the schema tells no more of a body of the media type than that it is bytes. */
export function isBytes(mediaType: string, schema: Schema | undefined): boolean {
  if (/json|xml|yaml|form|^text\/|^multipart\/|\*/.test(essence(mediaType))) return false;
  const variants = schema?.shape.variants ?? [];
  const [only] = variants;
  const anything = variants.length === JSON_TYPES.length && variants.every(({ key }) => key.endsWith(':'));
  if (schema === undefined || anything) return true;
  if (only?.type !== 'string' || variants.length > 1 || only.values !== undefined) return false;
  const bounded = only.minLength !== undefined || only.maxLength !== undefined || only.patterns.length > 0;
  return bytesIn(only) === 'octets' && !bounded;
}

/** Whether strings of the variant are bytes as they are, and are sent as such where a form says nothing else of them. */
export function isSentAsBytes(variant: StringVariant): boolean {
  return bytesIn(variant) === 'octets' || variant.contentEncoding !== undefined;
}
