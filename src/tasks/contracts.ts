// What consumers of an API rely on, from the files that say so.

import type { Config } from '../config/load.ts';
import { callsOf } from '../model/calls.ts';
import type { SpecDocument } from '../model/document.ts';
import { Failure } from '../model/failure.ts';
import { lazily } from '../model/lazily.ts';
import type { FailOn } from '../model/report.ts';
import type { ContractDocument, Usage } from '../model/usage.ts';
import type { ContractFile } from '../ports.ts';
import { readApi } from '../read/openapi/api.ts';
import { readLimits } from './document.ts';
import type { Outside } from './outside.ts';

/** What contracts say; neither, where none is named. */
export interface Contracts {
  /** All of them, read; absent as well when one could not be. */
  readonly usages?: readonly Usage[];
  /** Why one could not be read. */
  readonly trouble?: Failure;
}

/**
 * The contracts that `patterns` (paths or globs) name, those of one consumer read together; `option` is where they stand.
 * Of recordings only calls of the hosts count that serve `document`. A {@link Failure} is a result.
 */
export async function contractsOf(
  patterns: readonly string[],
  option: string,
  config: Config,
  outside: Pick<Outside, 'contracts'>,
  document: SpecDocument,
): Promise<Contracts> {
  if (patterns.length === 0) return {};
  try {
    const documents = (await namedContracts(patterns, option, config, outside)).map((each) => each.document);
    const [{ readContracts }, { readTogether }] = await Promise.all([
      import('../read/contract/read.ts'),
      import('../read/contract/together.ts'),
    ]);
    const usages = readContracts(documents, { keeps: servedBy(document) });
    const silent = usages.find(({ source, interactions }) => source === 'har' && interactions.length === 0);
    if (silent !== undefined) throw nothingRecorded(silent.contract, document);
    const calls = callsOf(readApi(document));
    return { usages: readTogether(usages, (interaction) => calls.find(interaction)?.operation) };
  } catch (error) {
    if (error instanceof Failure) return { trouble: error };
    throw error;
  }
}

/** A contract's file, and what it was parsed into. */
export interface NamedContract {
  readonly file: ContractFile;
  readonly document: ContractDocument;
}

/**
 * The files that `patterns` name, each once, parsed and not yet understood. Raises {@link Failure} where a pattern names
 * none, or a file cannot be read.
 */
export async function namedContracts(
  patterns: readonly string[],
  option: string,
  config: Config,
  outside: Pick<Outside, 'contracts'>,
): Promise<readonly NamedContract[]> {
  const files = new Map<string, ContractFile>();
  for (const pattern of patterns) {
    const found = await outside.contracts.find(pattern);
    if (found.length === 0) throw nothingNamed(pattern, option, config);
    for (const file of found) files.set(file.name, file);
  }
  // Loaded where there are contracts: what reads them takes longer to load than most documents to compare.
  const { parseContract } = await import('../read/contract/parse.ts');
  const limits = readLimits(config.limits);
  return [...files.values()].map((file) => ({ file, document: parseContract(file, limits) }));
}

/**
 * Refuses a gate that nothing can fail. Raises {@link Failure} `usage` when only what breaks a contract is drift, and
 * no contract is `named`.
 */
export function gateable(failOn: FailOn, named: boolean, hint: string): void {
  if (failOn !== 'consumer' || named) return;
  throw new Failure({
    code: 'usage',
    message: 'nothing can be drift: `failOn` is `consumer`, and no contract is named',
    hint: `${hint}, or choose another with \`--fail-on\``,
  });
}

function nothingNamed(pattern: string, option: string, { file }: Config): Failure {
  const here = option.startsWith('--') ? 'this folder' : `the folder of \`${file}\``;
  return new Failure({
    code: 'source-missing',
    message: `contract \`${pattern}\` of \`${option}\` matches no file`,
    hint: `mend the path or glob, which starts from ${here}, or take it out`,
    place: option.startsWith('--') ? option : file,
  });
}

/** A recording of other hosts would pass for a consumer that nothing can break. */
function nothingRecorded(contract: string, { name }: SpecDocument): Failure {
  return new Failure({
    code: 'contract-invalid',
    message: `\`${contract}\` holds no call of a host that \`${name}\` names in its \`servers\``,
    hint: 'record calls of that API, or name the manifest that `driftgate usage --from` writes of calls to another host',
    place: contract,
  });
}

/** Whether calls of a URL go to the hosts of the document's servers; any may, where it does not name them all. */
function servedBy(document: SpecDocument): (url: URL) => boolean {
  const hosts = lazily(() => {
    const servers = readApi(document).operations.flatMap((operation) => operation.servers.value);
    const origins = [...new Set(servers.map(({ origin }) => origin.replace(/^[^/]*/, 'https:')))];
    const named = origins.every((origin) => URL.canParse(origin) && !origin.includes('{'));
    return named ? new Set(origins.map((origin) => new URL(origin).hostname)) : undefined;
  });
  return ({ hostname }) => hosts()?.has(hostname) ?? true;
}
