// The bodies of Pact: plain JSON up to version 3, wrapped with encoding and content type in version 4.

import { isArray, isObject, type Json } from '../../model/json.ts';
import { type Field, invalid, isAbsent, member, membersOf, optionalText, textOf, wrong } from '../contract/field.ts';
import { countNodes, DEFAULT_LIMITS } from '../document/limits.ts';
import type { PactVersion } from './version.ts';

/** A body: `known` is its value; one that is no JSON and no plain text is `opaque`. */
export interface Body {
  /** Without parameters, in lower case; `undefined` where the contract gives none. */
  readonly mediaType: string | undefined;
  readonly content: { readonly kind: 'known'; readonly value: Json } | { readonly kind: 'opaque' };
}

/**
 * The body that is written at `field`, `undefined` for none. `contentType` is what the message's headers say. Raises
 * {@link Failure} `contract-invalid`.
 */
export function readBody(field: Field, version: PactVersion, contentType: string | undefined): Body | undefined {
  if (version < 4)
    return isAbsent(field) && field.value === undefined ? undefined : plainBody(field, mediaTypeOf(contentType));
  if (membersOf(field).length === 0) return undefined;
  const mediaType = mediaTypeOf(contentType) ?? mediaTypeOf(optionalText(member(field, 'contentType')));
  const content = member(field, 'content');
  const { value: encoded } = member(field, 'encoded');
  if (content.value === undefined) return undefined;
  if (encoded === undefined || encoded === null || encoded === false) return plainBody(content, mediaType);
  if (encoded !== true && typeof encoded !== 'string')
    throw wrong(member(field, 'encoded'), 'text or `true` or `false`');
  const encoding = encoded === true ? 'base64' : encoded.toLowerCase();
  if (encoding === 'json')
    return known(
      mediaType ?? 'application/json',
      typeof content.value === 'string' ? parsed(content, content.value) : (content.value ?? null),
    );
  if (encoding !== 'base64' || (!isJsonType(mediaType) && mediaType !== 'text/plain'))
    return { mediaType, content: { kind: 'opaque' } };
  const text = Buffer.from(textOf(content), 'base64').toString('utf8');
  if (text === '') return undefined;
  return known(mediaType, isJsonType(mediaType) ? parsed(content, text) : text);
}

/** A content type without its parameters, in lower case; `undefined` where it says nothing. */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return type === undefined || type === '' || type.includes('*') ? undefined : type;
}

function plainBody(field: Field, mediaType: string | undefined): Body | undefined {
  const value = field.value ?? null;
  const mayBeJson = mediaType === undefined || isJsonType(mediaType);
  if (isArray(value) || isObject(value))
    return mediaType !== undefined && NO_JSON.test(mediaType)
      ? { mediaType, content: { kind: 'opaque' } }
      : known(mediaType, value);
  // `null` with a JSON type is JSON's null; else, and where nothing is between the quotes, there is no body.
  if (value === null) return isJsonType(mediaType) ? known(mediaType, null) : undefined;
  if (typeof value !== 'string')
    return mayBeJson || mediaType === 'text/plain'
      ? known(mediaType, value)
      : { mediaType, content: { kind: 'opaque' } };
  if (value === '' && mediaType !== 'text/plain') return undefined;
  if (isJsonType(mediaType)) return known(mediaType, containerIn(field, value) ?? value);
  const isText = mediaType === 'text/plain' || (mediaType === undefined && !/^\s*</.test(value));
  return isText ? known(mediaType, value) : { mediaType, content: { kind: 'opaque' } };
}

function known(mediaType: string | undefined, value: Json): Body {
  return { mediaType, content: { kind: 'known', value } };
}

const NO_JSON = /xml|form|multipart|protobuf|grpc|csv|octet-stream/;

function isJsonType(mediaType: string | undefined): boolean {
  return mediaType !== undefined && /^[a-z]+\/json$|\+json$/.test(mediaType);
}

/** The object or list that a text spells out: some writers put JSON bodies so. */
function containerIn(field: Field, text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return within(field, JSON.parse(text));
  } catch (error) {
    if (isSyntaxError(error)) return undefined;
    throw error;
  }
}

function parsed(field: Field, text: string): Json {
  try {
    return within(field, JSON.parse(text));
  } catch (error) {
    if (!isSyntaxError(error)) throw error;
    throw invalid(
      field,
      'is not the JSON that its encoding says it is',
      'let the tool that wrote the file write it again',
    );
  }
}

/** JSON within JSON is held to the same limits. */
function within(field: Field, value: Json): Json {
  countNodes(value, DEFAULT_LIMITS, field.document.name);
  return value;
}

function isSyntaxError(error: unknown): boolean {
  return isObject(error) && error.name === 'SyntaxError';
}
