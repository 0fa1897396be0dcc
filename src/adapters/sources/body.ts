// The body of an HTTP response: decoded while it comes in, and refused as soon as it is too large.

import { pipeline, type Readable, type Transform } from 'node:stream';
import { Failure } from '../../model/failure.ts';
import { errorCode } from './error-code.ts';
import { collect } from './limits.ts';

type Zlib = typeof import('node:zlib');

/** The content codings (RFC 9110 §8.4.1, RFC 7932, RFC 8878) that are understood. */
const DECODERS: ReadonlyMap<string, (zlib: Zlib) => Transform> = new Map<string, (zlib: Zlib) => Transform>([
  ['gzip', (zlib) => zlib.createGunzip()],
  ['x-gzip', (zlib) => zlib.createGunzip()],
  ['br', (zlib) => zlib.createBrotliDecompress()],
  ['zstd', (zlib) => zlib.createZstdDecompress()],
  ['deflate', (zlib) => zlib.createInflate()],
]);

/** The codings to ask for (RFC 9110 §12.5.3). */
export const ACCEPT_ENCODING = 'gzip, br, zstd, deflate';

/** No honest server applies more codings than this, one upon the other. */
const MOST_CODINGS = 3;

/**
 * The bytes of `body` with the codings of its `Content-Encoding` field undone. Raises `too-large` when they are more
 * than `limit`, `truncated` when a coding ends early, `not-a-document` for an unknown coding or damaged data.
 */
export async function readBody(
  body: Readable,
  contentEncoding: string | undefined,
  limit: number,
  place: string,
): Promise<Uint8Array> {
  const decoded = decoders(contentEncoding, place).reduce<Readable>(
    // An error goes down the stages to whoever reads the last one.
    (encoded, decoder) => pipeline(encoded, decoder, () => {}),
    body,
  );
  try {
    return await collect(decoded, limit, place);
  } catch (error) {
    throw damaged(error, place) ?? error;
  }
}

function decoders(contentEncoding: string | undefined, place: string): readonly Transform[] {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const known = codings.flatMap((coding) => DECODERS.get(coding) ?? []);
  if (known.length === codings.length && known.length <= MOST_CODINGS) {
    // Loaded with the first body, and at once: who compares files has no use for it, and a body that waits may fail unheard.
    const zlib = process.getBuiltinModule('node:zlib');
    return known.reverse().map((create) => create(zlib));
  }
  throw new Failure({
    code: 'not-a-document',
    message: `\`${place}\` comes in a content coding that is not understood: ${JSON.stringify(contentEncoding)}`,
    hint: `tell the provider: only ${ACCEPT_ENCODING} was asked for`,
    place,
  });
}

/** The failure that an error of a decoder stands for; `undefined` for any other error. */
function damaged(error: unknown, place: string): Failure | undefined {
  const code = errorCode(error) ?? '';
  const hint = 'try again later; when it stays so, tell the provider';
  if (code === 'Z_BUF_ERROR') {
    return new Failure({ code: 'truncated', message: `\`${place}\` ends early`, hint, place, cause: error });
  }
  if (!/^(Z_|ZSTD_|ERR__ERROR|ERR_BROTLI)/.test(code)) return undefined;
  const message = `\`${place}\` is damaged: its content coding cannot be undone (${code})`;
  return new Failure({ code: 'not-a-document', message, hint, place, cause: error });
}
