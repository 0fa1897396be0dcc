// Writes snapshots/github: GitHub's own document, reduced to what contracts/driftgate-github.json calls. Run by hand, for
// the package that the document comes in is 400 MB:
//
//   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz package/generated/api.github.com.json
//   node scripts/github-baseline.ts package/generated/api.github.com.json
import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { loadConfig } from '../src/config/load.ts';
import { isArray, isObject, type Json, type JsonObject, own, text } from '../src/model/json.ts';
import type { HttpInteraction, Usage } from '../src/model/usage.ts';
import { accept } from '../src/tasks/accept.ts';
import { wire } from '../src/wire.ts';

const HOME = resolve(import.meta.dirname, '..');
const CONTRACT = 'contracts/driftgate-github.json';

const document = resolve(process.argv[2] ?? 'api.github.com.json');
const api = { spec: basename(document), contracts: CONTRACT, reduce: 'contracts' };
const config = loadConfig(JSON.stringify({ apis: { github: api } }), 'driftgate.yaml');
const outside = wire(config, { folder: HOME, cwd: dirname(document), env: {} });
const [result] = await accept(
  { config, apis: ['github'], shrunk: true },
  { ...outside, usages: async () => [usage(readFileSync(join(HOME, CONTRACT), 'utf8'))] },
);
if (result?.status === 'refused') throw result.failure;
process.stdout.write(`github: ${result?.status}, ${result?.after.operations} operations\n`);

/** The calls of a Pact file of version 4: a reduction needs no more of it. */
function usage(pact: string): Usage {
  const root: Json = JSON.parse(pact);
  const interactions = isObject(root) ? own(root, 'interactions') : undefined;
  return {
    consumer: 'driftgate',
    provider: 'github',
    owner: undefined,
    contract: CONTRACT,
    source: 'pact',
    interactions: (isArray(interactions) ? interactions : []).filter(isObject).map(call),
  };
}

function call(interaction: JsonObject): HttpInteraction {
  const request = own(interaction, 'request');
  const [method, path] = isObject(request) ? [text(request, 'method'), text(request, 'path')] : [];
  return {
    kind: 'http',
    name: text(interaction, 'description') ?? '',
    method: method ?? '',
    path: path ?? '',
    pointer: '',
    line: undefined,
    pending: false,
    states: [],
    decodes: 'tolerant',
    remarks: [],
    unvalidatable: [],
    parameters: [],
    sent: undefined,
    statuses: [],
    headers: [],
    received: undefined,
    credentials: undefined,
  };
}
