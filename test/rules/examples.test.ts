// Every rule's example is true: comparing its two documents or samples, or its contract and its document or answer, or
// making its call, or finding its credential, gives a finding of that rule.

import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { pactVerifier } from '../../src/adapters/pact-verifier.ts';
import { compareApis } from '../../src/compare/compare.ts';
import { deadlineChanges, documentEnd } from '../../src/compare/deadlines.ts';
import { compareSignIn } from '../../src/compare/sign-in/compare.ts';
import { deadlines, documentDeadline } from '../../src/judge/deadlines.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Api } from '../../src/model/api.ts';
import type { Change } from '../../src/model/change.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Json } from '../../src/model/json.ts';
import type { RuleExample } from '../../src/model/rule.ts';
import type { SignInMetadata } from '../../src/model/sign-in.ts';
import { readSpec } from '../../src/read/document/read.ts';
import { readDeadlineHeaders } from '../../src/read/metadata/deadlines-headers.ts';
import { readSignInMetadata } from '../../src/read/metadata/sign-in.ts';
import { readApi } from '../../src/read/openapi/api.ts';
import { RULES, ruleFor } from '../../src/rules/catalogue.ts';
import { exampleDocuments } from '../../src/rules/example.ts';
import { judgedLive } from '../../src/tasks/live-findings.ts';
import { call, mismatchesIn, usage } from '../compare/contract/contracts.ts';
import { sampleChanges } from '../compare/samples/samplings.ts';
import { POLICY as USUAL } from '../judge/policy.ts';
import { provider } from '../scenarios/stage.ts';
import { callChanges, healthOf } from './calls.ts';
import { foundChanges } from './credentials.ts';
import { flowFindings } from './flows.ts';
import { wireChangesOf } from './wire.ts';

const POLICY = { ...USUAL, sdk: true } as const;

async function changesOf(example: RuleExample): Promise<readonly Change[]> {
  const { before, after } = exampleDocuments(example);
  if (example.as === 'call') return callChanges(before, after);
  if (example.as === 'calls') return healthOf(before, after);
  if (example.as === 'credential') return foundChanges(before, after);
  if (example.as === 'samples') return sampleChanges(before, after).map(({ change }) => change);
  if (example.as === 'wire') return wireChangesOf(await read('before.yaml', before), after);
  if (example.as === 'sign-in') return compareSignIn([metadata(before)], [metadata(after)], []);
  if (example.as === 'headers') return ended(load(after) as Record<string, string>);
  const fresh = await read('after.yaml', after);
  return example.as === 'contract'
    ? mismatchesIn(fresh, call(before)).map(({ change }) => change)
    : compareApis(await read('before.yaml', before), fresh, { sdk: true });
}

function metadata(text: string): SignInMetadata {
  const url = 'https://login.example.com';
  return readSignInMetadata(load(text) as Json, { location: url, source: url });
}

const THINGS =
  "openapi: 3.1.0\ninfo: { title: Things, version: '1' }\npaths: { /things: { get: { responses: {} } } }\n";

/** What header fields say of the end of `GET /things`, which a consumer calls, and of that of the document. */
async function ended(fields: Readonly<Record<string, string>>): Promise<readonly Change[]> {
  const headers = Object.entries(fields).map(([name, value]) => ({ name, value }));
  const at = { operation: 'GET /things', url: 'https://api.example.com/things', seenAt: '2026-11-22T00:00:00Z' };
  const usages = [usage(call({ method: 'GET' }))];
  const api = await read('things.yaml', THINGS);
  const { today } = POLICY;
  const name = 'https://api.example.com/openapi.json';
  const end = documentDeadline(readDeadlineHeaders(headers, { ...at, operation: undefined, url: name }), name, today);
  return [
    ...deadlineChanges(deadlines({ claims: readDeadlineHeaders(headers, at), api, usages, today })),
    ...(end === undefined ? [] : [documentEnd(name, end)]),
  ];
}

async function read(name: string, text: string): Promise<Api> {
  return readApi(await readSpec({ name, location: `/${name}`, bytes: new TextEncoder().encode(text) }));
}

/** Calls a provider that answers as the example says, with a contract of that one interaction. */
async function live({ before, after }: RuleExample): Promise<readonly Finding[]> {
  const {
    status,
    headers = {},
    body,
  } = load(after) as { status: number; headers?: Record<string, string>; body?: Json };
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const started = await provider((_, response) => {
    response.writeHead(status, { ...json, ...headers }).end(body === undefined ? '' : JSON.stringify(body));
  });
  try {
    const interaction = {
      description: 'things',
      request: { method: 'GET', path: '/things' },
      ...(load(before) as object),
    };
    const pact = { consumer: { name: 'phone' }, provider: { name: 'things' }, interactions: [interaction] };
    const verification = await pactVerifier({ allowedHosts: ['127.0.0.1'] }).verify({
      contract: { name: 'phone.json', text: JSON.stringify(pact) },
      sandbox: {
        url: started.url,
        headers: {},
        states: new Map(),
        stateUrl: undefined,
        unknownStates: 'run',
        redact: (text) => text,
      },
      seconds: 60,
    });
    const run = { api: 'things', sandbox: started.url, documents: [], verifications: [verification], failures: [] };
    return judgedLive({ ...run, nameOf: (called) => called }, { policy: POLICY, failOn: 'breaking' }).findings;
  } finally {
    started.close();
  }
}

const ANSWERED: readonly string[] = ['live', 'flow'];
const [LIVE = [], DOCUMENTED = []] = [true, false].map((wanted) =>
  RULES.filter(({ example }) => ANSWERED.includes(example.as) === wanted).map((rule) => [rule.id, rule] as const),
);

test.each(LIVE)('%s fires on its example, and nothing else does', async (id, { example }) => {
  const fires = example.as === 'flow' ? flowFindings : live;
  expect((await fires(example)).map(({ rule }) => rule)).toEqual([`response/${id}`]);
});

test.each(DOCUMENTED)('%s fires on its example', async (_id, rule) => {
  const changes = await changesOf(rule.example);
  const found = judge(changes, ruleFor, POLICY).map((finding) => finding.rule);
  const directions = rule.example.direction === undefined ? Object.keys(rule.severity) : [rule.example.direction];
  expect(found).toEqual(expect.arrayContaining(directions.map((direction) => `${direction}/${rule.id}`)));
});
