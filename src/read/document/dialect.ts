// Which dialect of OpenAPI a document is written in, by its version label.

import type { Dialect, Note } from '../../model/document.ts';
import { Failure } from '../../model/failure.ts';
import { canonical, isObject, type Json, type JsonObject, own } from '../../model/json.ts';
import { looksLikeValue, quote } from './looks.ts';
import { notADocument } from './parse.ts';

/** A document's root with its dialect. */
export interface Rooted {
  readonly root: JsonObject;
  readonly dialect: Dialect;
  readonly notes: readonly Note[];
}

/** Whether the value says that it is an OpenAPI or Swagger document, of whatever version. */
export function isDocument(value: unknown): value is JsonObject {
  return isObject(value) && LABELS.some((label) => Object.hasOwn(value, label));
}

/**
 * The dialect of the document `value`. Minor versions to come are read as the newest one, with a note.
 * Raises {@link Failure} `not-a-document` or `unsupported-version`.
 */
export function rooted(name: string, value: Json | undefined): Rooted {
  if (!isDocument(value)) throw notADocument(name, looksLikeValue(value));
  const label = LABELS.find((key) => Object.hasOwn(value, key)) ?? 'openapi';
  // A version that is written without quotes comes as a number: `3.0` as 3.
  const written = own(value, label);
  const version = typeof written === 'string' || typeof written === 'number' ? String(written) : canonical(written);
  const minor = /^3(?:\.(\d+)(?:[.+-].*)?)?$/s.exec(version);
  if (label === 'openapi' && minor !== null) {
    const dialect = OPENAPI[Number(minor[1] ?? 0)];
    if (dialect !== undefined) return { root: value, dialect, notes: [] };
    const message = `OpenAPI ${quote(version)} is newer than what is known here and is read as 3.2`;
    return { root: value, dialect: 'openapi-3.2', notes: [{ pointer: '/openapi', message }] };
  }
  if (label === 'swagger' && /^2(?:\.0)?(?:\.\d+)?$/.test(version))
    return { root: value, dialect: 'swagger-2.0', notes: [] };
  throw new Failure({
    code: 'unsupported-version',
    message: `\`${name}\` says \`${label}\` ${quote(version)}, a version that is not read`,
    hint: 'convert it: Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are read',
    place: name,
  });
}

const LABELS = ['openapi', 'swagger', 'swaggerVersion'] as const;
const OPENAPI: readonly Dialect[] = ['openapi-3.0', 'openapi-3.1', 'openapi-3.2'];
