// The bodies of Pact: plain JSON up to version 3, wrapped with encoding and content type in version 4.

import { Failure } from '../../model/failure.ts';
import { isArray, isObject, type Json, jsonIn } from '../../model/json.ts';
import { type Field, invalid, member, membersOf, optionalText, textOf, wrong } from '../contract/field.ts';
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
  if (version < 4) return field.value === undefined ? undefined : plainBody(field, mediaTypeOf(contentType));
  const content = member(field, 'content');
  if (membersOf(field).length === 0 || content.value === undefined) return undefined;
  const mediaType = mediaTypeOf(contentType) ?? mediaTypeOf(optionalText(member(field, 'contentType')));
  switch (encodingOf(member(field, 'encoded'))) {
    case undefined:
      return plainBody(content, mediaType);
    case 'json': {
      const value = typeof content.value === 'string' ? parsed(content, content.value) : content.value;
      return known(mediaType ?? 'application/json', value);
    }
    case 'base64': {
      if (!isJsonType(mediaType) && mediaType !== TEXT) return opaque(mediaType);
      const text = Buffer.from(textOf(content), 'base64').toString('utf8');
      if (text === '') return undefined;
      return known(mediaType, mediaType === TEXT ? text : parsed(content, text));
    }
    default:
      return opaque(mediaType);
  }
}

/** A content type without its parameters, in lower case; `undefined` where it says nothing. */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return type === undefined || type === '' || type.includes('*') ? undefined : type;
}

const TEXT = 'text/plain';

/** In lower case; `undefined` for content that is not encoded. */
function encodingOf(field: Field): string | undefined {
  const { value } = field;
  if (value === undefined || value === null || value === false) return undefined;
  if (value !== true && typeof value !== 'string') throw wrong(field, 'text or `true` or `false`');
  return value === true ? 'base64' : value.toLowerCase();
}

function plainBody(field: Field, mediaType: string | undefined): Body | undefined {
  const value = field.value ?? null;
  // `null` with a JSON type is JSON's null; else, and where nothing is between the quotes, there is no body.
  if (value === null) return isJsonType(mediaType) ? known(mediaType, null) : undefined;
  if (value === '' && mediaType !== TEXT) return undefined;
  if (isJsonType(mediaType))
    return known(mediaType, typeof value === 'string' ? (containerIn(field, value) ?? value) : value);
  const isBare = mediaType === undefined && !(typeof value === 'string' && /^\s*</.test(value));
  // Some writers give JSON a type of their own, such as `application/x-amz`.
  const isJson = isArray(value) || isObject(value);
  const mayBeKnown = isBare || mediaType === TEXT || (isJson && mediaType !== undefined && !NO_JSON.test(mediaType));
  return mayBeKnown ? known(mediaType, value) : opaque(mediaType);
}

function known(mediaType: string | undefined, value: Json): Body {
  return { mediaType, content: { kind: 'known', value } };
}

function opaque(mediaType: string | undefined): Body {
  return { mediaType, content: { kind: 'opaque' } };
}

const NO_JSON = /xml|form|multipart|protobuf|grpc|csv|octet-stream/;

function isJsonType(mediaType: string | undefined): boolean {
  return mediaType !== undefined && /^[a-z]+\/json$|\+json$/.test(mediaType);
}

/** The object or list that a text spells out: some writers put JSON bodies so. */
function containerIn(field: Field, text: string): Json | undefined {
  const value = /^\s*[[{]/.test(text) ? jsonIn(text) : undefined;
  return value === undefined ? undefined : within(field, value);
}

function parsed(field: Field, text: string): Json {
  const value = jsonIn(text);
  if (value !== undefined) return within(field, value);
  throw invalid(
    field,
    'is not the JSON that its encoding says it is',
    'let the tool that wrote the file write it again',
  );
}

/** JSON within JSON is held to the same limits. */
function within(field: Field, value: Json): Json {
  try {
    countNodes(value, DEFAULT_LIMITS, field.document.name);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw invalid(field, 'holds JSON with more levels or values than are read', 'show a smaller example', error.code);
  }
  return value;
}
