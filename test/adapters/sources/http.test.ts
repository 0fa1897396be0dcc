// Documents over HTTP, from real servers on the loopback interface.

import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { httpSource } from '../../../src/adapters/sources/http.ts';
import { look, type Served, serve } from './servers.ts';

const TEXT = '{"openapi":"3.1.0"}';

test('a document comes with its location, type, entity tag and date, and with all header fields', async () => {
  await using server = await serve((_, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('ETag', '"v1"');
    response.setHeader('Last-Modified', 'Wed, 21 Oct 2026 07:28:00 GMT');
    response.setHeader('Link', ['</a>; rel="sunset"', '</b>; rel="deprecation"']);
    response.end(TEXT);
  });
  const { headers, ...document } = await look({ location: `${server.origin}/spec.json` });
  expect(headers).toEqual(
    expect.arrayContaining([
      { name: 'etag', value: '"v1"' },
      { name: 'link', value: '</a>; rel="sunset"' },
      { name: 'link', value: '</b>; rel="deprecation"' },
    ]),
  );
  expect(document).toEqual({
    text: TEXT,
    location: `${server.origin}/spec.json`,
    contentType: 'application/json',
    etag: '"v1"',
    lastModified: 'Wed, 21 Oct 2026 07:28:00 GMT',
    slept: [],
  });
  expect(server.requests[0]?.headers).toMatchObject({
    'user-agent': 'driftgate/test',
    'accept-encoding': 'gzip, br, zstd, deflate',
  });
});

test.each<[string, (text: string) => Uint8Array]>([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZIP', gzipSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['deflate', deflateSync],
  ['identity', (text) => Buffer.from(text)],
  ['br, gzip', (text) => gzipSync(brotliCompressSync(text))],
])('content coding %s is undone', async (coding, encode) => {
  await using server = await serve((_, response) => {
    response.setHeader('Content-Encoding', coding);
    response.end(encode(TEXT));
  });
  expect(await look({ location: server.origin })).toMatchObject({ text: TEXT });
});

test.each<[string, Uint8Array, string]>([
  ['gzip', gzipSync(TEXT).subarray(0, -9), 'truncated'],
  ['br', brotliCompressSync(TEXT).subarray(0, -1), 'truncated'],
  ['zstd', zstdCompressSync(TEXT).subarray(0, -1), 'truncated'],
  ['gzip', Buffer.from('<html>not gzip'), 'not-a-document'],
  ['br', Buffer.from('<html>not br'), 'not-a-document'],
  ['zstd', Buffer.from('<html>not zstd'), 'not-a-document'],
  ['gzip, gzip, gzip, gzip', gzipSync(TEXT), 'not-a-document'],
  ['rot13', Buffer.from(TEXT), 'not-a-document'],
  ['constructor', Buffer.from(TEXT), 'not-a-document'],
])('content coding %s, damaged or unknown', async (coding, body, code) => {
  await using server = await serve((_, response) => {
    response.setHeader('Content-Encoding', coding);
    response.end(body);
  });
  expect(await look({ location: server.origin })).toMatchObject({ code });
});

const LARGE = Buffer.alloc(64 * 1024 * 1024);

test.each<[string, Uint8Array]>([
  ['gzip', gzipSync(LARGE)],
  ['br', brotliCompressSync(LARGE.subarray(0, 8 * 1024 * 1024))],
  ['zstd', zstdCompressSync(LARGE)],
  ['deflate', deflateSync(LARGE)],
  ['gzip, gzip', gzipSync(gzipSync(LARGE))],
  ['identity', LARGE.subarray(0, 2 * 1024 * 1024)],
])('a bomb in %s is refused', async (coding, body) => {
  await using server = await serve((_, response) => {
    response.setHeader('Content-Encoding', coding);
    response.end(body);
  });
  expect(await look({ location: server.origin }, { maxBytes: 1024 * 1024 })).toMatchObject({
    code: 'too-large',
    slept: [],
  });
});

test('a body of exactly the limit is taken', async () => {
  await using server = await serve((_, response) => response.end(gzipSync(TEXT)));
  const encoded = await serve((_, response) => response.setHeader('Content-Encoding', 'gzip').end(gzipSync(TEXT)));
  await using _ = encoded;
  expect(await look({ location: encoded.origin }, { maxBytes: TEXT.length })).toMatchObject({ text: TEXT });
  expect(await look({ location: server.origin }, { maxBytes: TEXT.length })).toMatchObject({ code: 'too-large' });
});

test.each<[object, object, object]>([
  [{ etag: '"v1"' }, { 'if-none-match': '"v1"' }, { status: 'unchanged' }],
  [{ etag: '"v0"' }, { 'if-none-match': '"v0"' }, { text: TEXT }],
  [{ lastModified: 'yesterday' }, { 'if-modified-since': 'yesterday' }, { status: 'unchanged' }],
  [{ etag: '"v1"', lastModified: 'yesterday' }, { 'if-none-match': '"v1"' }, { status: 'unchanged' }],
  [{}, {}, { text: TEXT }],
])('known %j is asked for as %j', async (known, fields, expected) => {
  await using server = await serve(({ headers }, response) => {
    if (headers['if-none-match'] === '"v1"' || headers['if-modified-since'] !== undefined) response.statusCode = 304;
    response.end(response.statusCode === 304 ? undefined : TEXT);
  });
  expect(await look({ location: server.origin, known })).toMatchObject(expected);
  const { 'if-none-match': tag, 'if-modified-since': since } = server.requests[0]?.headers ?? {};
  expect({ ...(tag && { 'if-none-match': tag }), ...(since && { 'if-modified-since': since }) }).toEqual(fields);
});

test.each<[number, string, number]>([
  [204, 'http-status', 1],
  [206, 'http-status', 1],
  [300, 'http-status', 1],
  [301, 'http-status', 1],
  [304, 'http-status', 1],
  [400, 'http-status', 1],
  [401, 'unauthorized', 1],
  [403, 'unauthorized', 1],
  [404, 'http-status', 1],
  [408, 'http-status', 4],
  [410, 'http-status', 1],
  [429, 'rate-limited', 4],
  [500, 'server-error', 4],
  [503, 'server-error', 4],
  [599, 'server-error', 4],
])('status %d is %s after %d attempts', async (status, code, attempts) => {
  await using server = await serve((_, response) => response.writeHead(status).end());
  const looked = await look({ location: server.origin });
  expect(looked).toMatchObject({ code, slept: [100, 200, 400].slice(0, attempts - 1) });
  expect(looked.failure?.message).toContain(String(status));
  expect(server.requests).toHaveLength(attempts);
});

const CLOCK = { now: () => new Date('2026-10-21T07:28:00Z') };

test.each<[number, string, readonly number[], string]>([
  [429, '2', [2000, 2000, 2000], 'try again in 2 s'],
  [503, 'Wed, 21 Oct 2026 07:28:07 GMT', [7000, 7000, 7000], 'try again in 7 s'],
  [429, '3600', [], 'try again in 3600 s'],
  [429, 'whenever', [100, 200, 400], 'try again later'],
])('status %d with Retry-After %j waits %j', async (status, field, slept, hint) => {
  await using server = await serve((_, response) => response.writeHead(status, { 'Retry-After': field }).end());
  const looked = await look({ location: server.origin }, { clock: CLOCK });
  expect(looked.slept).toEqual(slept);
  expect(looked.failure?.hint).toBe(hint);
});

test('a server that recovers is read', async () => {
  await using server = await serve((_, response) => {
    response.writeHead(server.requests.length < 3 ? 503 : 200).end(TEXT);
  });
  expect(await look({ location: server.origin })).toMatchObject({ text: TEXT, slept: [100, 200] });
});

/** A server that sends on to `to()`, with `status`. */
function redirecting(to: () => string, status = 302): Promise<Served> {
  return serve((_, response) => response.writeHead(status, { Location: to() }).end('moved'));
}

test.each([301, 302, 303, 307, 308])('a redirect by %d is followed', async (status) => {
  await using server = await serve(({ url }, response) => {
    if (url === '/new/spec.json') response.end(TEXT);
    else response.writeHead(status, { Location: 'new/spec.json#top' }).end();
  });
  expect(await look({ location: `${server.origin}/old` })).toMatchObject({
    text: TEXT,
    location: `${server.origin}/new/spec.json`,
  });
});

test('five redirects are followed, a sixth is not', async () => {
  await using server = await serve(({ url = '' }, response) => {
    const left = Number(url.slice(1));
    if (left === 0) response.end(TEXT);
    else response.writeHead(302, { Location: `/${left - 1}` }).end();
  });
  expect(await look({ location: `${server.origin}/5` })).toMatchObject({ text: TEXT });
  expect(await look({ location: `${server.origin}/6` })).toMatchObject({ code: 'too-many-redirects', slept: [] });
});

test.each(['file:///etc/passwd', 'ftp://127.0.0.1/', 'javascript:alert(1)', 'data:,{}', 'http://['])(
  'a redirect to %s is refused',
  async (to) => {
    await using server = await redirecting(() => to);
    expect(await look({ location: server.origin })).toMatchObject({ code: 'source-forbidden', slept: [] });
  },
);

test('secrets go to their own origin only, and not even there once a redirect led elsewhere', async () => {
  await using own = await serve(({ url }, response) => {
    if (url === '/start') response.writeHead(302, { Location: '/second' }).end();
    else if (url === '/second') response.writeHead(302, { Location: `${other.origin}/third` }).end();
    else response.end(TEXT);
  });
  await using other = await redirecting(() => `${own.origin}/back`);
  const headers = { 'X-Api-Key': 'SECRET', Cookie: 'SECRET' };
  const location = `http://user:p%40ss@127.0.0.1:${own.port}/start`;
  expect(await look({ location, headers, known: { etag: '"v0"' } })).toMatchObject({
    text: TEXT,
    location: `${own.origin}/back`,
  });
  const sent = [...own.requests, ...other.requests].map(({ url, headers: fields }) => [
    url,
    fields['x-api-key'],
    fields.cookie,
    fields.authorization,
    fields['if-none-match'],
  ]);
  const basic = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
  expect(sent).toEqual([
    ['/start', 'SECRET', 'SECRET', basic, '"v0"'],
    ['/second', 'SECRET', 'SECRET', basic, '"v0"'],
    ['/back', undefined, undefined, undefined, '"v0"'],
    ['/third', undefined, undefined, undefined, '"v0"'],
  ]);
});

test('nothing that is shown holds userinfo, query values or fragments', async () => {
  await using server = await serve((_, response) => response.writeHead(404).end());
  await using present = await serve((_, response) => response.end(TEXT));
  const secret = (origin: string): string => `${origin.replace('//', '//SECRET:SECRET@')}/spec?key=SECRET#SECRET`;
  const { failure } = await look({ location: secret(server.origin) });
  expect(failure?.message).toContain(`${server.origin}/spec?…`);
  expect(JSON.stringify([failure?.message, failure?.hint, failure?.place])).not.toContain('SECRET');
  expect(await look({ location: secret(present.origin) })).toMatchObject({ location: `${present.origin}/spec?…` });
  expect(present.requests[0]?.url).toBe('/spec?key=SECRET');
});

test.each([
  ['a location that is no URL', 'http://SECRET@[', {}],
  ['a header field with a line break', 'http://127.0.0.1:1/', { authorization: 'a\r\nSECRET: b' }],
])('%s is a mistake in the configuration', async (_, location, headers) => {
  const { code, failure, slept } = await look({ location, headers });
  expect({ code, slept }).toEqual({ code: 'config-invalid', slept: [] });
  expect(`${failure?.message} ${failure?.hint}`).not.toContain('SECRET');
});

test.each<[string, string, string | undefined]>([
  ['https://api.example/v1/spec.json', 'schemas/a.json#/x', 'https://api.example/v1/schemas/a.json'],
  ['https://api.example/v1/spec.json?…', '../b.json?rev=2', 'https://api.example/b.json?rev=2'],
  ['https://api.example/spec.json', 'https://API.example:443/b.json', 'https://api.example/b.json'],
  ['https://api.example/spec.json', 'https://user:secret@api.example/b.json', 'https://api.example/b.json'],
  ['https://api.example/spec.json', '//api.example/b.json', 'https://api.example/b.json'],
  ['https://api.example/spec.json', 'http://api.example/b.json', undefined],
  ['https://api.example/spec.json', 'https://api.example:8443/b.json', undefined],
  ['https://api.example/spec.json', 'https://api.example.evil.example/b.json', undefined],
  ['https://api.example/spec.json', 'https://api.example@evil.example/b.json', undefined],
  ['https://api.example/spec.json', '//evil.example/b.json', undefined],
  ['https://api.example/spec.json', '\\\\evil.example\\b.json', undefined],
  ['https://api.example/spec.json', 'file:///etc/passwd', undefined],
  ['https://api.example/spec.json', 'data:,{}', undefined],
  ['https://api.example/spec.json', 'http://[', undefined],
])('%s refers to %s', (base, reference, expected) => {
  const { related } = httpSource({ userAgent: 'driftgate/test' });
  if (expected !== undefined) expect(related(base, reference)).toBe(expected);
  else expect(() => related(base, reference)).toThrow(expect.objectContaining({ code: 'source-forbidden' }));
});

test.each([
  ['https://api.example/spec.json', true],
  ['HTTP://api.example/spec.json', true],
  ['specs/api.yaml', false],
  ['file:///specs/api.yaml', false],
  ['git:main:api.yaml', false],
])('serves %s: %s', (location, expected) => {
  expect(httpSource({ userAgent: 'driftgate/test' }).serves(location)).toBe(expected);
});
