// What we rely on of GitHub's REST API: Pact consumer tests of every verb of our client, and the contract that they make.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MatchersV3, type PactV4 } from '@pact-foundation/pact';
import { githubClient } from '../../src/adapters/github/client.ts';
import { canonicalText } from '../../src/adapters/stores/canonical-text.ts';
import { isArray, isObject, type Json, type JsonObject, text } from '../../src/model/json.ts';
import { type Interaction, VERBS } from './github-calls.ts';

const CONTRACT = resolve(import.meta.dirname, '../../contracts/driftgate-github.json');

const folder = mkdtempSync(join(tmpdir(), 'driftgate-pact-'));
let pact: PactV4;

beforeAll(async () => {
  process.env.PACT_DO_NOT_TRACK = 'true';
  const { PactV4 } = await import('@pact-foundation/pact');
  pact = new PactV4({ consumer: 'driftgate', provider: 'github', dir: folder, logLevel: 'error', host: '127.0.0.1' });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(VERBS))('%s', async (_, { interactions, call, gives }) => {
  expect(await inTurn(interactions, call)).toEqual(gives);
});

/** Has the mock server expect all of `interactions`, makes the verb's call, and gives what came of it. */
async function inTurn(interactions: readonly Interaction[], call: (typeof VERBS)[string]['call']): Promise<unknown> {
  const expected = interactions.map(({ name, given, method, path, query = {}, body, status, answer }) =>
    pact
      .addInteraction()
      .given(given)
      .uponReceiving(name)
      .withRequest(method, path, (request) => {
        request.query(query).headers({
          accept: 'application/vnd.github+json',
          authorization: MatchersV3.regex('Bearer .+', 'Bearer token'),
          'x-github-api-version': '2022-11-28',
        });
        if (body !== undefined) request.jsonBody(body);
      })
      .willRespondWith(status, (response) => {
        if (answer !== undefined) response.jsonBody(answer);
      }),
  );
  let given: unknown;
  await expected.at(-1)?.executeTest(async ({ url }) => {
    given = await call(githubClient({ repository: 'acme/phone', token: 'token', baseUrl: url, writeInterval: 0 }));
  });
  return given;
}

test('the contract that is committed is the one that these calls make', () => {
  const made = contractIn(join(folder, 'driftgate-github.json'));
  if (process.env.CONTRACTS === 'write') writeFileSync(CONTRACT, made);
  expect(readFileSync(CONTRACT, 'utf8')).toBe(made);
});

/** The contract in a stable form: interactions by name, and without what only says which version of Pact wrote it. */
function contractIn(file: string): string {
  const pactFile: Json = JSON.parse(readFileSync(file, 'utf8'));
  const { interactions, metadata, ...rest }: JsonObject = isObject(pactFile) ? pactFile : {};
  const sorted = (isArray(interactions) ? interactions : [])
    .filter(isObject)
    .sort((a, b) => ((text(a, 'description') ?? '') < (text(b, 'description') ?? '') ? -1 : 1));
  const { pactSpecification = null } = isObject(metadata) ? metadata : {};
  return canonicalText({ ...rest, interactions: sorted, metadata: { pactSpecification } });
}
