// What goes wrong below HTTP: addresses, names, connections, certificates, time.

import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { expect, test } from '@jest/globals';
import { listen, look, serve } from './servers.ts';

const TEXT = '{"openapi":"3.1.0"}';

test.each([
  '127.0.0.1',
  'localhost',
  'LocalHost',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '127.1',
  '0.0.0.0',
  '10.0.0.1',
  '169.254.169.254',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[fd00::1]',
])('host %s is refused unless it is allowed', async (host) => {
  await using server = await serve((_, response) => response.end(TEXT));
  const looked = await look({ location: `http://${host}:${server.port}/` }, { allowedHosts: [] });
  expect(looked).toMatchObject({ code: 'source-forbidden', slept: [] });
  expect(looked.failure?.hint).toContain('allowPrivateHosts');
  expect(server.requests).toHaveLength(0);
});

test.each<[string, (port: number) => string, boolean]>([
  ['127.0.0.1', () => '127.0.0.1', true],
  ['127.0.0.1', (port) => `127.0.0.1:${port}`, true],
  ['localhost', () => 'LocalHost', true],
  ['localhost', (port) => `localhost:${port}`, true],
  ['127.0.0.1', () => '127.0.0.1:1', false],
  ['127.0.0.1', () => 'localhost', false],
  ['localhost', () => '127.0.0.1', false],
  ['127.0.0.1', () => '127.0.0.', false],
])('host %s is allowed by name and port', async (host, allowed, expected) => {
  await using server = await serve((_, response) => response.end(TEXT));
  const location = `http://${host}:${server.port}/`;
  const { text, code } = await look({ location }, { allowedHosts: [allowed(server.port)] });
  expect([text, code]).toEqual(expected ? [TEXT, undefined] : [undefined, 'source-forbidden']);
});

test('a redirect to a private address is refused', async () => {
  await using inner = await serve((_, response) => response.end(TEXT));
  await using server = await serve((_, response) => {
    response.writeHead(302, { Location: `http://localhost:${inner.port}/` }).end();
  });
  expect(await look({ location: server.origin })).toMatchObject({ code: 'source-forbidden', slept: [] });
  expect(inner.requests).toHaveLength(0);
});

test('a name that does not exist', async () => {
  // Too long a label for DNS: nobody is asked.
  const location = `http://${'x'.repeat(64)}.invalid/`;
  expect(await look({ location })).toMatchObject({ code: 'dns', slept: [] });
});

test('a port where nobody listens is tried again', async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const looked = await look({ location: `http://127.0.0.1:${port}/` });
  expect(looked).toMatchObject({ code: 'connection', slept: [100, 200, 400] });
});

/** What comes of a server that does `answer` to each connection's first bytes. */
async function lookRaw(answer: (socket: Socket) => void, timeouts = {}): Promise<unknown> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.once('data', () => answer(socket));
  });
  const port = await listen(server);
  try {
    const looked = await look({ location: `http://127.0.0.1:${port}/` }, { timeouts, pace: { attempts: 2 } });
    return { code: looked.code, attempts: sockets.size };
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

const HEAD = 'HTTP/1.1 200 OK\r\n';

test.each<[string, string, (socket: Socket) => void, object]>([
  ['a connection that is reset', 'connection', (socket) => socket.resetAndDestroy(), {}],
  ['a connection that is closed', 'connection', (socket) => socket.end(), {}],
  ['what is not HTTP', 'connection', (socket) => socket.end('220 mail ready\r\n'), {}],
  ['a body shorter than its length', 'truncated', (socket) => socket.end(`${HEAD}Content-Length: 9\r\n\r\n{}`), {}],
  [
    'chunks without an end',
    'truncated',
    (socket) => socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`),
    {},
  ],
  ['a header that never comes', 'timeout', () => {}, { headers: 50 }],
  ['a body that never ends', 'timeout', (socket) => socket.write(`${HEAD}Content-Length: 9\r\n\r\n{}`), { body: 50 }],
])('%s is `%s`, and tried again', async (_, code, answer, timeouts) => {
  expect(await lookRaw(answer, timeouts)).toEqual({ code, attempts: 2 });
});

test('the time for the whole is not renewed by a further attempt or a dripping body', async () => {
  const drip = (socket: Socket): void => {
    socket.write(`${HEAD}Content-Length: 999999\r\n\r\n`);
    const timer = setInterval(() => socket.write(' '), 5);
    socket.on('close', () => clearInterval(timer));
  };
  expect(await lookRaw(drip, { total: 100 })).toEqual({ code: 'timeout', attempts: 1 });
});

test('header fields without end are refused', async () => {
  const looked = await lookRaw((socket) => socket.write(`${HEAD}X: ${'x'.repeat(100_000)}`));
  expect(looked).toEqual({ code: 'too-large', attempts: 1 });
});

test('a certificate that nobody vouches for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'driftgate-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -keyout ${key} -out ${cert}`;
  execFileSync('openssl', made.split(' '), { stdio: 'ignore' });
  const server = createTlsServer({ key: await readFile(key), cert: await readFile(cert) });
  server.on('tlsClientError', () => {});
  const port = await listen(server);
  try {
    expect(await look({ location: `https://127.0.0.1:${port}/` })).toMatchObject({ code: 'tls', slept: [] });
  } finally {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  }
});

test('a server that speaks no TLS', async () => {
  await using server = await serve((_, response) => response.end(TEXT));
  expect(await look({ location: `https://127.0.0.1:${server.port}/` })).toMatchObject({ code: 'tls', slept: [] });
});

test('an aborted look ends with the reason, and time that is up is a failure', async () => {
  const silent = (_: unknown, __: unknown): void => {};
  await using server = await serve(silent);
  const reason = new Error('enough');
  const aborter = new AbortController();
  const looking = look({ location: server.origin, signal: aborter.signal });
  aborter.abort(reason);
  expect((await looking).failure).toBe(reason);
  expect(await look({ location: server.origin, signal: AbortSignal.timeout(20) })).toMatchObject({ code: 'timeout' });
});
