// `driftgate init`: the first `driftgate.yaml`, from what is named or from what lies in the folder.

import { Failure } from '../model/failure.ts';
import { isObject, own, text } from '../model/json.ts';

/** The folder that is set up. */
export interface Workspace {
  /** Files that match any of the globs, relative, sorted. */
  find(globs: readonly string[]): Promise<readonly string[]>;
  read(file: string): Promise<string>;
  /** Writes a file that is not there yet. Raises {@link Failure} `usage` when it is. */
  create(file: string, text: string): Promise<void>;
}

/** What is to be watched: an API's name and where its document is. */
export interface Named {
  readonly api: string;
  readonly spec: string;
}

/** What `init` wrote and found. */
export interface Initialized {
  readonly file: string;
  readonly apis: readonly Named[];
  /** Providers that contracts name and that no document was found for, with the contract's file. */
  readonly missing: readonly { readonly provider: string; readonly contract: string }[];
}

const SPECS = ['{openapi,swagger}*.{json,yaml,yml}', '*/{openapi,swagger}*.{json,yaml,yml}'];
const CONTRACTS = ['contracts/*.json'];

/** Writes `file`, never over one that is there. Raises {@link Failure} `usage` when there is nothing to watch. */
export async function init(named: readonly Named[], file: string, workspace: Workspace): Promise<Initialized> {
  const apis = named.length > 0 ? named : specs(await workspace.find(SPECS));
  const contracts = await workspace.find(CONTRACTS);
  const providers = await Promise.all(
    contracts.map(async (contract) => ({ contract, provider: providerOf(await workspace.read(contract)) })),
  );
  const missing = providers.flatMap(({ contract, provider }) =>
    provider === undefined || apis.some(({ api }) => api === provider) ? [] : [{ contract, provider }],
  );
  if (apis.length === 0) throw nothingFound(missing[0]?.provider);

  await workspace.create(file, configText(apis));
  return { file, apis, missing };
}

function configText(apis: readonly Named[]): string {
  const entries = apis.map(({ api, spec }) => `  ${JSON.stringify(api)}:\n    spec: ${JSON.stringify(spec)}\n`);
  return [
    '# What Driftgate watches. `driftgate schema config` prints what can stand here.\n',
    'profile: tolerant\n',
    'apis:\n',
    ...entries,
  ].join('');
}

/** One API a document: named after its folder, or after the file where it lies at the top. */
function specs(files: readonly string[]): readonly Named[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const [first = ''] = file.split('/');
    const stem = first.replace(/\.(json|ya?ml)$/, '');
    const base = stem.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'api';
    let api = base;
    for (let count = 2; taken.has(api); count++) api = `${base}-${count}`;
    taken.add(api);
    return { api, spec: file };
  });
}

/** The provider's name in a Pact file (Pact specification v1-v4); `undefined` for another kind of file. */
function providerOf(contract: string): string | undefined {
  try {
    const pact: unknown = JSON.parse(contract);
    const provider = isObject(pact) ? own(pact, 'provider') : undefined;
    return isObject(provider) ? text(provider, 'name') : undefined;
  } catch {
    return undefined;
  }
}

function nothingFound(provider = 'stripe'): Failure {
  return new Failure({
    code: 'usage',
    message: 'nothing to watch is named, and no OpenAPI document lies here',
    hint: `name an API and its document: \`driftgate init --api ${provider}=https://...\``,
  });
}
