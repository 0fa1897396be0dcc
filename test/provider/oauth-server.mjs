// An OAuth 2.0 server on loopback, as a process of its own: `oidc-provider`, with a door through which tests reach in.
//
// Clients: `robot` (client credentials) and `person` (refresh tokens, rotated), both with the secret `s3cret-of-client`.
// Started with `{ seconds, scopes, certificate? }` as its argument; prints `{ issuer }` when it is up.

import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const { seconds = 3600, scopes = 'read write' } = JSON.parse(process.argv[2] ?? '{}');
const SECRET = 's3cret-of-client';
const common = {
  client_secret: SECRET,
  redirect_uris: [],
  response_types: [],
  scope: `openid offline_access ${scopes}`,
};

let provider;
const tokens = new Set();
const requests = [];
let plan = [];

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://server');
  if (url.pathname.startsWith('/_test/')) return door(url, request, response);
  if (url.pathname !== '/token') return provider.callback()(request, response);
  const next = plan.shift();
  requests.push(next ?? 'granted');
  if (typeof next === 'number') return response.writeHead(next, { 'content-type': 'text/html' }).end('<p>no</p>');
  if (next === 'drop') return request.socket.destroy();
  // The tokens are given and never arrive: what a crash or a broken connection looks like from here.
  if (next === 'lose') response.write = response.end = () => void request.socket.destroy();
  if (next === 'hang') response.write = response.end = () => {};
  return provider.callback()(request, response);
});

async function door(url, request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
  const answer = (value) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (url.pathname === '/_test/sign-in') return answer({ refreshToken: await signIn(body.scope) });
  if (url.pathname === '/_test/plan') plan = body.plan;
  if (url.pathname === '/_test/kill') {
    for (const token of tokens) await (await found(token))?.destroy();
  }
  if (url.pathname === '/_test/token') {
    const live = await found(body.token);
    return answer({ active: live?.isValid === true, scope: live?.scope ?? '' });
  }
  return answer({ requests });
}

async function found(token) {
  return (await provider.ClientCredentials.find(token)) ?? (await provider.AccessToken.find(token));
}

/** What a person does in a browser. */
async function signIn(scope = `openid offline_access ${scopes}`) {
  const grant = new provider.Grant({ clientId: 'person', accountId: 'ada' });
  grant.addOIDCScope(scope);
  const grantId = await grant.save();
  const client = await provider.Client.find('person');
  const token = new provider.RefreshToken({ accountId: 'ada', client, grantId, scope, gty: 'authorization_code' });
  return token.save();
}

server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  provider = new Provider(issuer, {
    clients: [
      { ...common, client_id: 'robot', grant_types: ['client_credentials'] },
      {
        ...common,
        client_id: 'person',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: ['https://phone.example/back'],
        response_types: ['code'],
      },
    ],
    scopes: ['openid', 'offline_access', ...scopes.split(' ')],
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
    ttl: { AccessToken: seconds, ClientCredentials: seconds, RefreshToken: 86_400, Grant: 86_400, IdToken: 3600 },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    cookies: { keys: ['test'] },
  });
  for (const event of [
    'access_token.issued',
    'access_token.saved',
    'client_credentials.saved',
    'client_credentials.issued',
  ])
    provider.on(event, (token) => tokens.add(token.jti));
  process.stdout.write(`${JSON.stringify({ issuer })}\n`);
});
