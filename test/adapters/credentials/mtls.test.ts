// Client certificates: shown to a server that asks for one, and checked before.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { createServer } from 'node:https';
import { expect, test } from '@jest/globals';
import { httpSource } from '../../../src/adapters/sources/http.ts';
import type { ClientCertificate } from '../../../src/ports.ts';
import { authority, issued } from '../../provider/certificates.ts';
import { listen } from '../sources/servers.ts';
import { failureOf, setting } from './configured.ts';

const MTLS = '{ certificate: ${file:client.pem}, key: ${file:client.key}, ca: ${file:ca.pem} }';

function certified(credential: string) {
  const set = setting(`  c: ${credential}`, { TOKEN: 'toktok', PASS: 'pa55phrase' });
  const root = authority();
  const client = issued(root, 'phone-agent', { passphrase: 'pa55phrase' });
  for (const [file, text] of Object.entries({
    'ca.pem': root.cert,
    'client.pem': client.cert,
    'client.key': client.key,
    'locked.key': client.lockedKey,
    'other.key': issued(root, 'other').key,
    'text.pem': 'no certificate',
  }))
    set.write(file, text);
  return { set, root };
}

test.each([
  ['alone', `{ mtls: ${MTLS} }`, 'phone-agent, no token'],
  ['beside a token', `{ bearer: \${env:TOKEN}, mtls: ${MTLS} }`, 'phone-agent, Bearer toktok'],
  [
    'with a passphrase',
    '{ mtls: { certificate: ${file:client.pem}, key: ${file:locked.key}, passphrase: ${env:PASS}, ca: ${file:ca.pem} } }',
    'phone-agent, no token',
  ],
])('a certificate %s reaches the server', async (_, credential, seen) => {
  const { set, root } = certified(credential);
  using _set = set;
  const { cert, key } = issued(root, 'localhost');
  const server = createServer(
    { cert, key, ca: root.cert, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      const { subject } = (request.socket as import('node:tls').TLSSocket).getPeerCertificate();
      response.end(`${subject.CN}, ${request.headers.authorization ?? 'no token'}`);
    },
  );
  const port = await listen(server);
  try {
    const use = await set.start().use('c');
    expect(use.endsAt).toMatch(/^20\d\d-/);
    const source = httpSource({ userAgent: 'x', allowedHosts: ['localhost'], pace: { attempts: 1 } });
    const location = `https://localhost:${port}/`;
    const ask = async (certificate: ClientCertificate | undefined) => {
      const fetched = await source.fetch({ location, headers: use.headers, certificate });
      return fetched.status === 'fetched' ? Buffer.from(fetched.bytes).toString() : fetched.status;
    };
    expect(await ask(use.certificate)).toBe(seen);
    expect(await failureOf(ask(undefined))).toMatchObject({ code: 'tls' });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test.each([
  [
    '{ certificate: ${file:text.pem}, key: ${file:client.key} }',
    '`mtls.certificate` of credential `c` is no certificate as PEM',
  ],
  [
    '{ certificate: ${file:client.pem}, key: ${file:text.pem} }',
    '`mtls.key` of credential `c` is no private key as PEM, or its `passphrase` is another',
  ],
  [
    '{ certificate: ${file:client.pem}, key: ${file:locked.key} }',
    '`mtls.key` of credential `c` is no private key as PEM, or its `passphrase` is another',
  ],
  [
    '{ certificate: ${file:client.pem}, key: ${file:other.key} }',
    '`mtls.key` of credential `c` does not belong to the certificate',
  ],
  [
    '{ certificate: ${file:client.pem}, key: ${file:client.key}, ca: ${file:text.pem} }',
    '`mtls.ca` of credential `c` is no certificate as PEM',
  ],
])('%s is refused', async (mtls, message) => {
  const { set } = certified(`{ mtls: ${mtls} }`);
  using _set = set;
  expect(await failureOf(set.start().use('c'))).toMatchObject({ code: 'credential-failed', message });
});
