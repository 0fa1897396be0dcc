// Credentials and secrets are known by the same names in contracts of every kind.

import { describe, expect, test } from '@jest/globals';
import type { HttpInteraction, SentCredential } from '../../../src/model/usage.ts';
import { readHar } from '../../../src/read/traffic/har.ts';
import { call, pactFile, readCall } from '../pact/files.ts';
import { archive } from '../traffic/archive.ts';

const VALUE = 'opaque';

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

function recorded({ headers = {}, query }: Sent): HttpInteraction {
  const url = `https://api.example.com/things${query === undefined ? '' : `?${query}=${VALUE}`}`;
  const [interaction] = readHar([archive([{ url, headers }])], { consumer: 'phone', contract: 'a.har' }).interactions;
  if (interaction?.kind !== 'http') throw new Error('nothing was recorded');
  return interaction;
}

function written({ headers = {}, query }: Sent): HttpInteraction {
  const request = { headers, ...(query === undefined ? {} : { query: { [query]: [VALUE] } }) };
  return readCall(pactFile('3.0.0', call(request)));
}

const KINDS = [
  ['a recording', recorded],
  ['a Pact file', written],
] as const;

const CREDENTIALS: readonly (readonly [Sent, credential: SentCredential | undefined])[] = [
  [{ headers: { Authorization: `Bearer ${VALUE}` } }, { in: 'header', name: 'authorization', scheme: 'bearer' }],
  [{ headers: { Authorization: `  Basic  ${VALUE}` } }, { in: 'header', name: 'authorization', scheme: 'basic' }],
  [{ headers: { Authorization: `SSO-Key ${VALUE}` } }, { in: 'header', name: 'authorization', scheme: 'sso-key' }],
  [{ headers: { Authorization: `NTLM ${VALUE}` } }, { in: 'header', name: 'authorization', scheme: 'ntlm' }],
  [{ headers: { Authorization: `${VALUE} ${VALUE}` } }, { in: 'header', name: 'authorization', scheme: undefined }],
  [{ headers: { 'X-Api-Key': VALUE } }, { in: 'header', name: 'x-api-key', scheme: undefined }],
  [{ headers: { 'x-goog-api-key': VALUE } }, { in: 'header', name: 'x-goog-api-key', scheme: undefined }],
  [{ headers: { 'PRIVATE-TOKEN': VALUE } }, { in: 'header', name: 'private-token', scheme: undefined }],
  [{ headers: { 'X-Auth': VALUE } }, undefined],
  [{ headers: { 'Proxy-Authorization': `Basic ${VALUE}` } }, undefined],
  [{ headers: { 'X-CSRF-Token': VALUE } }, undefined],
  [{ query: 'api_key' }, { in: 'query', name: 'api_key', scheme: undefined }],
  [{ query: 'access_token' }, { in: 'query', name: 'access_token', scheme: undefined }],
  [{ query: 'key' }, { in: 'query', name: 'key', scheme: undefined }],
  [{ query: 'page_token' }, undefined],
  [{ query: 'token_type' }, undefined],
  [{ query: 'max_tokens' }, undefined],
  [{ headers: { Cookie: `JSESSIONID=${VALUE}` } }, { in: 'cookie', name: 'JSESSIONID', scheme: undefined }],
  [{ headers: { Cookie: `a=1; connect.sid=${VALUE}` } }, { in: 'cookie', name: 'connect.sid', scheme: undefined }],
  [{ headers: { Cookie: `remember_token=${VALUE}` } }, { in: 'cookie', name: 'remember_token', scheme: undefined }],
  [{ headers: { Cookie: `author=${VALUE}` } }, undefined],
];

describe.each(KINDS)('of %s', (_, read) => {
  test.each(CREDENTIALS)('%j', (sent, credential) => {
    const interaction = read(sent);
    expect(interaction.credentials).toEqual(credential && [credential]);
    if (credential !== undefined) expect(JSON.stringify(interaction)).not.toContain(VALUE);
  });

  test.each(['X-CSRF-Token', 'X-Device-Token'])('a secret that says not who calls is no credential: %s', (name) => {
    const { credentials, parameters } = read({ headers: { [name]: VALUE } });
    expect(credentials).toBeUndefined();
    expect(parameters.map((parameter) => parameter.name)).toEqual([name.toLowerCase()]);
    expect(JSON.stringify(parameters)).not.toContain(VALUE);
  });
});
