// `driftgate doctor`: whether every credential can be had and lasts, and whether every place of an API can be reached.

import type { Config } from '../config/load.ts';
import { credentialChanges } from '../judge/credentials.ts';
import { judge } from '../judge/judge.ts';
import { troubleChanges } from '../judge/trouble/changes.ts';
import { explained } from '../judge/trouble/explained.ts';
import type { Check, DoctorApi, DoctorReport } from '../model/doctor.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { ENVIRONMENTS, type EnvironmentName } from '../model/sampling.ts';
import type { Trouble } from '../model/trouble.ts';
import { countOperations } from '../read/document/read.ts';
import { readApi } from '../read/openapi/api.ts';
import { ruleFor } from '../rules/catalogue.ts';
import { contractsOf } from './contracts.ts';
import { type CheckedCredential, checkCredential } from './credential-check.ts';
import { usersOf } from './credential-users.ts';
import { fromSnapshot, nameOf, type Seen } from './document.ts';
import type { Standard } from './judged.ts';
import { chosen, each, fetchApi, settingsOf } from './look.ts';
import type { Outside } from './outside.ts';
import { policyOf, type Strictness } from './policy.ts';
import { reach, unlooked } from './reach.ts';
import { lookedAt, reasonOf, reported } from './reported.ts';
import { checkScopes, NO_SCOPES, type ScopeCheck } from './scope-check.ts';

/** What is asked of the doctor. */
export interface DoctorRequest {
  readonly config: Config;
  /** Names of APIs; all of the configuration, and every credential, when empty. */
  readonly apis: readonly string[];
  readonly strictness: Strictness;
}

/**
 * Looks at credentials and places, and tells what is wrong with them. What could not be reached is `unknown` in the
 * report; what concerns all of them raises {@link Failure}.
 */
export async function doctor(
  { config, apis, strictness }: DoctorRequest,
  outside: Outside,
  tell: (report: DoctorReport) => Promise<void>,
): Promise<DoctorReport> {
  const names = chosen(apis, config);
  const standard = policyOf(config, strictness, await outside.acknowledgements.read(), outside.clock);
  const users = examinedCredentials(names, apis.length === 0, config);
  const checked = new Map(
    await each([...users.keys()], async (name) => [name, await looking(name, config, outside)] as const),
  );
  const looks = await each(names, (api) => lookAt(api, checked, config, outside));
  const known = withFailures(
    checked,
    looks.flatMap(({ failures }) => failures),
  );

  const now = outside.clock.now();
  const report = reported(
    [...names, ...[...users].filter(([, user]) => user === undefined).map(([name]) => `credential ${name}`)].map(
      (api) =>
        examined(
          api,
          looks.find((look) => look.api === api),
          users,
          known,
          standard,
          config,
          now,
        ),
    ),
    standard.policy.profile,
  );

  await tell(report);
  return report;
}

/** The credentials to look at, each with the first of the APIs that uses it: there it is told of. */
function examinedCredentials(
  names: readonly string[],
  all: boolean,
  config: Config,
): ReadonlyMap<string, string | undefined> {
  const users: Map<string, string | undefined> = new Map(usersOf(names, config));
  for (const name of all ? Object.keys(config.credentials) : []) if (!users.has(name)) users.set(name, undefined);
  return users;
}

async function looking(name: string, config: Config, outside: Outside): Promise<CheckedCredential> {
  const task = outside.progress.start(`credential ${name}`);
  try {
    return await checkCredential(name, config, outside);
  } finally {
    task.end();
  }
}

/** Credentials with what was found by using them: one that looked well may have been refused, and not be had anew. */
function withFailures(
  checked: ReadonlyMap<string, CheckedCredential>,
  failures: readonly Failure[],
): ReadonlyMap<string, CheckedCredential> {
  return new Map(
    [...checked].map(([name, credential]) => {
      const found = failures.find(
        (failure) => failure.code === 'credential-failed' && failure.place === `credentials.${name}`,
      );
      if (found === undefined) return [name, credential];
      const { code, message, hint } = found;
      const state = { ...credential.state, failure: { code, message, hint, livesUntil: undefined } };
      return [name, { ...credential, state, says: [...credential.says.slice(0, 1), 'refused, and cannot be renewed'] }];
    }),
  );
}

/** What was seen of an API and its places. */
interface Look {
  readonly api: string;
  readonly checks: readonly Check[];
  readonly troubles: readonly Trouble[];
  readonly failures: readonly Failure[];
  readonly scopes: ScopeCheck;
}

async function lookAt(
  api: string,
  checked: ReadonlyMap<string, CheckedCredential>,
  config: Config,
  outside: Outside,
): Promise<Look> {
  const [found, seen] = await lookAtDocument(api, config, outside);
  const document = seen && readApi(seen.document);
  const places = await Promise.all(
    environmentsOf(api, config).map((name) => reach(api, name, document, config, outside)),
  );
  const { scopes, trouble } = await lookAtScopes(api, seen, checked, config, outside);
  const failures = [found.failure, ...places.map(({ failure }) => failure), trouble];
  return {
    api,
    checks: [found.check, ...places.map(({ check }) => check)],
    troubles: places.flatMap(({ troubles }) => troubles),
    failures: failures.filter((failure) => failure !== undefined),
    scopes,
  };
}

async function lookAtDocument(
  api: string,
  config: Config,
  outside: Outside,
): Promise<readonly [{ readonly check: Check; readonly failure: Failure | undefined }, Seen | undefined]> {
  const check = { what: 'document', name: nameOf(settingsOf(api, config).spec) } as const;
  try {
    const seen = await fetchApi(api, config, outside);
    const says = [`${countOperations(seen.document)} operations`];
    return [{ check: { ...check, state: 'well', says }, failure: undefined }, seen];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ check: { ...check, state: 'unknown', says: [unlooked(error)] }, failure: error }, undefined];
  }
}

/** By the document as it is now, or else by the baseline. */
async function lookAtScopes(
  api: string,
  seen: Seen | undefined,
  checked: ReadonlyMap<string, CheckedCredential>,
  config: Config,
  outside: Outside,
): Promise<{ readonly scopes: ScopeCheck; readonly trouble: Failure | undefined }> {
  try {
    const snapshot = seen === undefined ? await outside.store.read(api) : undefined;
    const document = (seen ?? (snapshot && fromSnapshot(snapshot)))?.document;
    if (document === undefined) return { scopes: NO_SCOPES, trouble: undefined };
    const { contracts } = settingsOf(api, config);
    const { usages = [], trouble } = await contractsOf(contracts, `apis.${api}.contracts`, config, outside, document);
    return { scopes: checkScopes(api, document, usages, checked, config), trouble };
  } catch (error) {
    if (error instanceof Failure) return { scopes: NO_SCOPES, trouble: error };
    throw error;
  }
}

/** Where the API is called, as far as the configuration says. */
function environmentsOf(api: string, config: Config): readonly EnvironmentName[] {
  const { sandbox, production } = settingsOf(api, config);
  return ENVIRONMENTS.filter((name) => (name === 'sandbox' ? sandbox : production) !== undefined);
}

function examined(
  api: string,
  look: Look | undefined,
  users: ReadonlyMap<string, string | undefined>,
  checked: ReadonlyMap<string, CheckedCredential>,
  { policy, failOn }: Standard,
  config: Config,
  now: Date,
): DoctorApi {
  const own = [...checked].filter(([name]) => (users.get(name) ?? `credential ${name}`) === api);
  const changes = [
    ...own.flatMap(([, { state }]) => credentialChanges(state, now)),
    ...(look?.scopes.changes ?? []),
    ...troubleChanges(explained(look?.troubles ?? [], { playbook: config.playbook })),
  ];
  const findings = judge(changes, ruleFor, { ...policy, api }).map((finding) => ({
    ...finding,
    consumers: look?.scopes.consumersOf(finding) ?? [],
  }));
  const [failure] = look?.failures ?? [];
  return {
    // That a contract touches it says nothing of a credential: what is breaking is drift for the one who asks.
    ...lookedAt(api, 'means', findings, failOn === 'consumer' ? 'breaking' : failOn, failure && reasonOf(failure)),
    checks: [...own.map(([name, credential]) => credentialCheck(name, credential, findings)), ...(look?.checks ?? [])],
  };
}

function credentialCheck(name: string, { says }: CheckedCredential, findings: readonly Finding[]): Check {
  const about = findings.filter(({ change }) => change.kind.startsWith('credential.') && change.subject === name);
  const failed = about.some(
    ({ severity, acknowledgement }) => severity === 'breaking' && acknowledgement === undefined,
  );
  return { what: 'credential', name, state: failed ? 'failed' : about.length > 0 ? 'told' : 'well', says };
}
