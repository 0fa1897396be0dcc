// `driftgate init`: the first `driftgate.yaml`, from what is named or from what lies in the folder.

import { Failure } from '../model/failure.ts';
import { isArray, isObject, type Json, own, text } from '../model/json.ts';
import { parseContract } from '../read/contract/parse.ts';

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
  readonly apis: readonly Watched[];
  /** Contracts that fit no API, each with the provider that it names. */
  readonly missing: readonly FoundContract[];
}

/** An API that is watched from now on, and the files of its contracts. */
export interface Watched extends Named {
  readonly contracts: readonly string[];
}

/** A file that says what a consumer relies on, and on which provider, where it says that. */
export interface FoundContract {
  readonly contract: string;
  readonly provider: string | undefined;
}

const SPECS = ['{openapi,swagger}*.{json,yaml,yml}', '*/{openapi,swagger}*.{json,yaml,yml}'];
const CONTRACTS = ['{contracts,pacts}/**/*.{json,yaml,yml,har}', '*.har'];

/** Writes `file`, never over one that is there. Raises {@link Failure} `usage` when there is nothing to watch. */
export async function init(named: readonly Named[], file: string, workspace: Workspace): Promise<Initialized> {
  const apis = named.length > 0 ? named : specs(await workspace.find(SPECS));
  const contracts = await foundContracts(workspace);
  const watched = apis.map((each) => ({
    ...each,
    contracts: contracts.filter((found) => fits(found, each.api)).map(({ contract }) => contract),
  }));
  const missing = contracts.filter((found) => !apis.some(({ api }) => fits(found, api)));
  if (apis.length === 0) throw nothingFound(missing.find(({ provider }) => provider !== undefined)?.provider);

  await workspace.create(file, configText(watched));
  return { file, apis: watched, missing };
}

function configText(apis: readonly Watched[]): string {
  const entries = apis.map(({ api, spec, contracts }) => {
    const list = contracts.map((contract) => `      - ${JSON.stringify(contract)}\n`);
    const held = list.length === 0 ? '' : `    contracts:\n${list.join('')}`;
    return `  ${JSON.stringify(api)}:\n    spec: ${JSON.stringify(spec)}\n${held}`;
  });
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

async function foundContracts(workspace: Workspace): Promise<readonly FoundContract[]> {
  const files = await workspace.find(CONTRACTS);
  const found = await Promise.all(
    files.map(async (contract) => {
      const root = rootOf(contract, await workspace.read(contract));
      return isContract(root) ? [{ contract, provider: providerOf(root) }] : [];
    }),
  );
  return found.flat();
}

function rootOf(name: string, content: string): Json | undefined {
  try {
    return parseContract({ name, bytes: Buffer.from(content) }, {}).root;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** Whether it has the marks of a Pact file (v1-v4), of HAR recordings or of a usage manifest. */
function isContract(root: Json | undefined): boolean {
  if (!isObject(root)) return false;
  const log = own(root, 'log');
  return own(root, 'consumer') !== undefined || (isObject(log) && isArray(own(log, 'entries')));
}

/** `provider.name` of a Pact file, `provider` of a usage manifest; HAR recordings name none. */
function providerOf(root: Json | undefined): string | undefined {
  if (!isObject(root)) return undefined;
  const provider = own(root, 'provider');
  return isObject(provider) ? text(provider, 'name') : text(root, 'provider');
}

/** Whether the contract is with the API: by the provider that it names, or else by a word of its file's name. */
function fits({ contract, provider }: FoundContract, api: string): boolean {
  if (provider !== undefined) return wordsOf(provider).join('-') === wordsOf(api).join('-');
  return `-${wordsOf(contract).join('-')}-`.includes(`-${wordsOf(api).join('-')}-`);
}

/** `Slotwise API` and `slotwise` are one name: case, marks and the word `api` do not count. */
function wordsOf(name: string): readonly string[] {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const telling = words.filter((word) => word !== 'api');
  return telling.length === 0 ? words : telling;
}

function nothingFound(provider = 'stripe'): Failure {
  return new Failure({
    code: 'usage',
    message: 'nothing to watch is named, and no OpenAPI document lies here',
    hint: `name an API and its document: \`driftgate init --api ${provider}=https://...\``,
  });
}
