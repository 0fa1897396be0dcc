// Who calls an API: what a finding on calls of it means for each consumer, by its contract and the API's baseline.

import { accepts, finds } from '../compare/accepts.ts';
import type { Config } from '../config/load.ts';
import { consumers } from '../judge/consumers/consumers.ts';
import { type Calls, callsOf } from '../model/calls.ts';
import type { SpecDocument } from '../model/document.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { operationName } from '../model/place.ts';
import type { Reliance } from '../model/report.ts';
import type { ConsumerImpact } from '../model/usage.ts';
import { readApi } from '../read/openapi/api.ts';
import { ruleFor } from '../rules/catalogue.ts';
import { contractsOf } from './contracts.ts';
import { fromSnapshot } from './document.ts';
import { hasContracts, settingsOf } from './look.ts';
import type { Outside } from './outside.ts';
import { relianceOn } from './reliance.ts';

/** The consumers of an API. */
export interface Callers {
  /** What a finding means for each of them; none where no contract or no baseline is there. */
  readonly hitBy: (finding: Finding) => readonly ConsumerImpact[];
  /** How much of the API they rely on, by what was found; `undefined` where nobody is known. */
  readonly relianceOn: (findings: readonly Finding[]) => Reliance | undefined;
  /** Why a contract, or the baseline, could not be read. */
  readonly trouble: Failure | undefined;
}

/** No consumer is known. */
export const NOBODY: Callers = { hitBy: () => [], relianceOn: () => undefined, trouble: undefined };

/** The consumers of an API of the configuration. A {@link Failure} is a result. */
export async function callersOf(
  api: string,
  config: Config,
  outside: Pick<Outside, 'store' | 'contracts'>,
): Promise<Callers> {
  if (!hasContracts(api, config)) return NOBODY;
  try {
    const baseline = await outside.store.read(api);
    return baseline === undefined ? NOBODY : await callersIn(fromSnapshot(baseline).document, api, config, outside);
  } catch (failure) {
    if (failure instanceof Failure) return { ...NOBODY, trouble: failure };
    throw failure;
  }
}

/** The consumers of an API of the configuration whose baseline is `document`. Raises {@link Failure} where that cannot be read. */
export async function callersIn(
  document: SpecDocument,
  api: string,
  config: Config,
  outside: Pick<Outside, 'contracts'>,
): Promise<Callers> {
  const { contracts } = settingsOf(api, config);
  const { usages, trouble } = await contractsOf(contracts, `apis.${api}.contracts`, config, outside, document);
  if (usages === undefined) return { ...NOBODY, trouble };
  const known = readApi(document);
  const calls = callsOf(known);
  const hitBy = consumers(usages, known, known, { ruleFor, accepts, finds });
  return {
    hitBy: (finding) => hitBy(asInDocument(finding, calls)),
    relianceOn: (findings) => relianceOn(usages, known, findings),
    trouble,
  };
}

/** The finding with operations called as the document calls them. */
function asInDocument(finding: Finding, calls: Calls): Finding {
  const { change } = finding;
  const impacts = change.impacts.map((impact) => {
    const [method = '', path = ''] = impact.operation.split(' ');
    const operation = calls.find({ kind: 'http', method, path })?.operation;
    return operation === undefined ? impact : { ...impact, operation: operationName(operation.method, operation.path) };
  });
  return { ...finding, change: { ...change, impacts } };
}
