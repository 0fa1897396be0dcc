// Writes snapshots/github: GitHub's own document, reduced to what contracts/driftgate-github.json calls. Run by hand, for
// the package that the document comes in is 400 MB:
//
//   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz package/generated/api.github.com.json
//   node scripts/github-baseline.ts package/generated/api.github.com.json
import { basename, dirname, resolve } from 'node:path';
import { loadConfig } from '../src/config/load.ts';
import { accept } from '../src/tasks/accept.ts';
import { wire } from '../src/wire/wire.ts';

const HOME = resolve(import.meta.dirname, '..');
const CONTRACT = 'contracts/driftgate-github.json';

const document = resolve(process.argv[2] ?? 'api.github.com.json');
const api = { spec: basename(document), contracts: CONTRACT, reduce: 'contracts' };
const config = loadConfig(JSON.stringify({ apis: { github: api } }), 'driftgate.yaml');
// The document lies where it was unpacked, the contract lies here.
const { contracts } = wire(config, { folder: HOME, env: {} });
const outside = { ...wire(config, { folder: HOME, cwd: dirname(document), env: {} }), contracts };
const [result] = await accept({ config, apis: ['github'], shrunk: true }, outside);
if (result?.status === 'refused') throw result.failure;
process.stdout.write(`github: ${result?.status}, ${result?.after.operations} operations\n`);
