// From the configuration to the adapters: the one file that knows them all.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { acknowledgementFile } from '../adapters/acknowledgements.ts';
import type { BreakerOptions, BreakerSettings } from '../adapters/calls/breaker.ts';
import type { CallerOptions } from '../adapters/calls/caller.ts';
import { contractFiles } from '../adapters/contract-files.ts';
import type { CredentialsOptions } from '../adapters/credentials/credentials.ts';
import type { FlowRunnerOptions } from '../adapters/flows/runner.ts';
import type { PactVerifierOptions } from '../adapters/pact-verifier.ts';
import { SILENT } from '../adapters/progress.ts';
import { fileSource } from '../adapters/sources/file.ts';
import { gitSource } from '../adapters/sources/git.ts';
import { httpSource } from '../adapters/sources/http.ts';
import type { Config } from '../config/load.ts';
import type { Environment } from '../config/secrets.ts';
import { lazily } from '../model/lazily.ts';
import type { Caller, ContractVerifier, Credentials, FlowRunner, Progress } from '../ports.ts';
import type { Outside } from '../tasks/outside.ts';
import { callMemoryIn, healthIn, sampleLogIn, samplesIn, signInStoreIn, storeIn } from './stores.ts';

/** What the adapters are told beside the configuration. */
export interface Surroundings {
  /** The configuration's folder: baselines, acknowledgements and secrets in files are relative to it. */
  readonly folder: string;
  /** The folder that documents and contracts are relative to; `folder` when absent. */
  readonly cwd?: string;
  /** Environment variables that `${env:NAME}` may name. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly userAgent?: string;
  /** Hosts with private addresses to allow beside the configuration's. */
  readonly allowPrivateHosts?: readonly string[];
  /** Nobody is told of progress when absent. */
  readonly progress?: Progress;
}

/** The world outside, as `config` describes it. Nothing is opened or fetched yet. */
export function wire(config: Config, surroundings: Surroundings): Outside {
  const { folder, cwd = folder, env, userAgent = 'driftgate', allowPrivateHosts = [] } = surroundings;
  const maxBytes = config.limits.megabytes * 1024 * 1024;
  const allowedHosts = [...config.allowPrivateHosts, ...allowPrivateHosts];
  const http = httpSource({
    userAgent,
    maxBytes,
    allowedHosts,
    timeouts: { total: config.limits.seconds * 1000 },
  });
  const environment: Environment = {
    variable: (name) => (Object.hasOwn(env, name) ? env[name] : undefined),
    file: (path) => textOf(resolve(folder, path)),
    command: async (program, args) =>
      (await import('../adapters/command.ts')).outputOf(program, args, { cwd: folder, env }),
  };
  const clock = { now: () => new Date() };
  const credentials = credentialsWith({
    credentials: config.credentials,
    environment,
    folder: resolve(folder, config.state, 'credentials'),
    userAgent,
    allowedHosts,
    clock,
  });
  return {
    sources: [http, gitSource({ cwd, maxBytes }), fileSource({ cwd, maxBytes })],
    contracts: contractFiles({ folder: cwd, maxBytes }),
    verifier: verifierWith({ folders: [import.meta.dirname, folder, cwd], allowedHosts, maxBytes }),
    flows: flowsWith({ folders: [import.meta.dirname, folder, cwd], allowedHosts, maxBytes }),
    store: storeIn(resolve(folder, config.snapshots)),
    signIn: signInStoreIn(resolve(folder, config.snapshots)),
    calls: callMemoryIn(resolve(folder, config.state)),
    acknowledgements: acknowledgementFile(resolve(folder, config.acknowledge), config.acknowledge),
    caller: callerWith({
      userAgent,
      allowedHosts,
      credentials,
      clock,
      maxBytes,
      timeout: config.limits.seconds * 1000,
      breakers: { folder: resolve(folder, config.state, 'breakers'), settingsOf: (api) => breakerOf(api, config) },
    }),
    samples: samplesIn(resolve(folder, config.snapshots)),
    sampleLog: sampleLogIn(resolve(folder, config.state, 'samples')),
    health: healthIn(resolve(folder, config.state, 'health')),
    credentials,
    environment,
    clock,
    progress: surroundings.progress ?? SILENT,
  };
}

/** When an API is left alone: by its own settings, or those of all. */
function breakerOf(api: string, { apis, health }: Config): BreakerSettings {
  const { failures = health.failures, pause = health.pause } = apis[api]?.health ?? {};
  return { failures, pause: pause * 60_000 };
}

/** Who calls APIs, and leaves those alone that fail; loaded with the first call. */
function callerWith({ breakers, ...options }: CallerOptions & { readonly breakers: BreakerOptions }): Caller {
  const caller = lazily(async () => {
    const [{ httpCaller }, { breakerCaller }] = await Promise.all([
      import('../adapters/calls/caller.ts'),
      import('../adapters/calls/breaker.ts'),
    ]);
    return breakerCaller(httpCaller(options), breakers);
  });
  return { call: async (request) => (await caller()).call(request) };
}

/** The verifier that runs Pact, loaded when it is used. */
function verifierWith(options: PactVerifierOptions): ContractVerifier {
  const verifier = lazily(async () => (await import('../adapters/pact-verifier.ts')).pactVerifier(options));
  return { verify: async (request) => (await verifier()).verify(request) };
}

/** The runner of Arazzo documents, loaded when it is used. */
function flowsWith(options: FlowRunnerOptions): FlowRunner {
  const runner = lazily(async () => (await import('../adapters/flows/runner.ts')).flowRunner(options));
  return { run: async (request) => (await runner()).run(request) };
}

/** The credentials, loaded when one is used. */
function credentialsWith(options: CredentialsOptions): Credentials {
  const credentials = lazily(async () =>
    (await import('../adapters/credentials/credentials.ts')).configuredCredentials(options),
  );
  return {
    use: async (name, signal) => (await credentials()).use(name, signal),
    renew: async (name, refused, signal) => (await credentials()).renew(name, refused, signal),
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
