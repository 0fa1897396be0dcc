// From the configuration to the adapters: the one file that knows them all.

import { readFileSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { acknowledgementFile } from './adapters/acknowledgements.ts';
import type { BreakerOptions, BreakerSettings } from './adapters/calls/breaker.ts';
import type { CallerOptions } from './adapters/calls/caller.ts';
import { outputOf } from './adapters/command.ts';
import { contractFiles } from './adapters/contract-files.ts';
import type { CredentialsOptions } from './adapters/credentials/credentials.ts';
import type { FlowRunnerOptions } from './adapters/flows/runner.ts';
import type { PactVerifierOptions } from './adapters/pact-verifier.ts';
import { SILENT } from './adapters/progress.ts';
import { fileSource } from './adapters/sources/file.ts';
import { gitSource } from './adapters/sources/git.ts';
import { httpSource } from './adapters/sources/http.ts';
import { outboxIn } from './adapters/stores/outbox.ts';
import type { Config } from './config/load.ts';
import type { GitHubNotifyConfig } from './config/notify.ts';
import type { EmailNotifyConfig } from './config/notify-email.ts';
import type { FeedNotifyConfig, WebhookNotifyConfig } from './config/notify-webhook.ts';
import { type Environment, resolveReferences } from './config/secrets.ts';
import { Failure } from './model/failure.ts';
import { lazily } from './model/lazily.ts';
import type {
  Caller,
  CallMemory,
  Clock,
  ContractVerifier,
  Credentials,
  FlowRunner,
  HealthLog,
  Notifier,
  Progress,
  SampleLog,
  SampleStore,
  SignInStore,
  SnapshotStore,
} from './ports.ts';
import type { Workspace } from './tasks/init.ts';
import type { Outside } from './tasks/outside.ts';
import type { Telling } from './tasks/tell.ts';

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
    command: (program, args) => outputOf(program, args, { cwd: folder, env }),
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

/** Who is told, as `config` says, and the outbox. Nothing is opened yet. */
export function telling(config: Config, surroundings: Surroundings, { environment, clock }: Outside): Telling {
  const { folder, userAgent = 'driftgate', allowPrivateHosts = [] } = surroundings;
  const world: World = {
    folder,
    environment,
    clock,
    userAgent,
    told: resolve(folder, config.state, 'told'),
    timeZone: config.timeZone,
    allowedHosts: [...config.allowPrivateHosts, ...allowPrivateHosts],
  };
  return {
    notifiers: config.notify.flatMap(({ github, email, webhook, feed }) => [
      ...(github === undefined ? [] : [githubWith(github, environment, userAgent)]),
      ...(email === undefined ? [] : [emailWith(email, world)]),
      ...(webhook === undefined ? [] : [webhookWith(webhook, world)]),
      ...(feed === undefined ? [] : [feedWith(feed, world)]),
    ]),
    outbox: outboxIn(resolve(folder, config.state, 'outbox'), { clock }),
  };
}

/** Issues on GitHub; what keeps them is loaded when somebody is told. */
function githubWith(config: GitHubNotifyConfig, environment: Environment, userAgent: string): Notifier {
  const { repository, baseUrl, label, token } = config;
  const notifier = lazily(async () => {
    const [{ githubNotifier }, { githubClient }] = await Promise.all([
      import('./adapters/notifiers/github.ts'),
      import('./adapters/github/client.ts'),
    ]);
    const github = lazily(async () =>
      githubClient({ repository, baseUrl, userAgent, token: await resolveReferences(token, environment) }),
    );
    return githubNotifier({ config, github });
  });
  return later(`github ${repository} ${label} at ${baseUrl}`, notifier);
}

/** What the notifiers that keep no state on their far side need. */
interface World {
  readonly folder: string;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly userAgent: string;
  /** The folder of what was told. */
  readonly told: string;
  readonly timeZone: string;
  readonly allowedHosts: readonly string[];
}

/** A notifier that is loaded when somebody is told. */
function later(name: string, load: () => Promise<Omit<Notifier, 'name'>>): Notifier {
  return {
    name,
    compose: async (report) => (await load()).compose(report),
    deliver: async (letter, again) => (await load()).deliver(letter, again),
  };
}

/** E-mail by SMTP. */
function emailWith(config: EmailNotifyConfig, { folder, environment, clock, told, timeZone }: World): Notifier {
  const { smtp, requireTls, ca, from, to } = config;
  const name = `email by ${smtp}`;
  return later(
    name,
    lazily(async () => {
      const [{ emailNotifier }, { smtpMailer }, { toldFolder }] = await Promise.all([
        import('./adapters/notifiers/email.ts'),
        import('./adapters/notifiers/smtp.ts'),
        import('./adapters/stores/told.ts'),
      ]);
      const url = () => resolveReferences(smtp, environment);
      const trust = ca === undefined ? {} : { ca: () => readFile(resolve(folder, ca), 'utf8') };
      const mailer = smtpMailer({ url, requireTls, clock, ...trust });
      const recipients = to.map(({ address, name, quiet, timeZone: own = timeZone, ...interest }) => ({
        address,
        name,
        quiet,
        timeZone: own,
        interest,
      }));
      return emailNotifier({ name, from, recipients, mailer, told: toldFolder(told), clock });
    }),
  );
}

/** A webhook: an event, or a message for a chat. */
function webhookWith(config: WebhookNotifyConfig, world: World): Notifier {
  const { url, secrets, format, content, seconds, ...interest } = config;
  const { environment, clock, userAgent, allowedHosts, told } = world;
  const name = `webhook to ${url}`;
  const filled = (text: string) => resolveReferences(text, environment);
  return later(
    name,
    lazily(async () => {
      const [{ webhookNotifier }, { toldFolder }] = await Promise.all([
        import('./adapters/notifiers/webhook.ts'),
        import('./adapters/stores/told.ts'),
      ]);
      return webhookNotifier({
        name,
        url: () => filled(url),
        secrets: () => Promise.all(secrets.map(filled)),
        format,
        content,
        interest,
        told: toldFolder(told),
        clock,
        userAgent,
        allowedHosts,
        timeout: seconds * 1000,
      });
    }),
  );
}

/** An Atom feed in a file. */
function feedWith({ file, url, entries, ...interest }: FeedNotifyConfig, { folder, clock }: World): Notifier {
  const name = `feed ${file}`;
  return later(
    name,
    lazily(async () => {
      const { feedNotifier } = await import('./adapters/notifiers/feed.ts');
      return feedNotifier({ name, path: resolve(folder, file), file, url, most: entries, interest, clock });
    }),
  );
}

/** The store in `folder`, loaded when it is used: what checks its records takes longer to load than two documents to compare. */
function storeIn(folder: string): SnapshotStore {
  const store = lazily(async () => (await import('./adapters/stores/folder.ts')).folderStore(folder));
  return {
    read: async (api) => (await store()).read(api),
    write: async (snapshot) => (await store()).write(snapshot),
    list: async () => (await store()).list(),
  };
}

/** What is kept in `folder` of how APIs fared, loaded when it is used. */
function healthIn(folder: string): HealthLog {
  const log = lazily(async () => (await import('./adapters/stores/health-file.ts')).healthFiles(folder));
  return {
    append: async (api, observations) => (await log()).append(api, observations),
    read: async (api, since) => (await log()).read(api, since),
    compact: async (api, now) => (await log()).compact(api, now),
  };
}

/** The samples in `folder`, read by what is loaded when one is. */
function samplesIn(folder: string): SampleStore {
  const store = lazily(async () => (await import('./adapters/stores/sample-files.ts')).sampleFiles(folder));
  return {
    read: async (api) => (await store()).read(api),
    write: async (api, baseline) => (await store()).write(api, baseline),
  };
}

/** The runs in `folder`, read by what is loaded when one is. */
function sampleLogIn(folder: string): SampleLog {
  const log = lazily(async () => (await import('./adapters/stores/sample-log.ts')).sampleLogs(folder));
  return {
    append: async (api, run) => (await log()).append(api, run),
    read: async (api) => (await log()).read(api),
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
      import('./adapters/calls/caller.ts'),
      import('./adapters/calls/breaker.ts'),
    ]);
    return breakerCaller(httpCaller(options), breakers);
  });
  return { call: async (request) => (await caller()).call(request) };
}

function signInStoreIn(folder: string): SignInStore {
  const store = lazily(async () => (await import('./adapters/stores/sign-in-folder.ts')).signInFolder(folder));
  return { read: async (api) => (await store()).read(api), write: async (snapshot) => (await store()).write(snapshot) };
}

function callMemoryIn(folder: string): CallMemory {
  const memory = lazily(async () => (await import('./adapters/stores/call-memory.ts')).callMemory(folder));
  return {
    read: async (api) => (await memory()).read(api),
    write: async (api, remembered) => (await memory()).write(api, remembered),
  };
}

/** The verifier that runs Pact, loaded when it is used. */
function verifierWith(options: PactVerifierOptions): ContractVerifier {
  const verifier = lazily(async () => (await import('./adapters/pact-verifier.ts')).pactVerifier(options));
  return { verify: async (request) => (await verifier()).verify(request) };
}

/** The runner of Arazzo documents, loaded when it is used. */
function flowsWith(options: FlowRunnerOptions): FlowRunner {
  const runner = lazily(async () => (await import('./adapters/flows/runner.ts')).flowRunner(options));
  return { run: async (request) => (await runner()).run(request) };
}

/** The credentials, loaded when one is used. */
function credentialsWith(options: CredentialsOptions): Credentials {
  const credentials = lazily(async () =>
    (await import('./adapters/credentials/credentials.ts')).configuredCredentials(options),
  );
  return {
    use: async (name, signal) => (await credentials()).use(name, signal),
    renew: async (name, refused, signal) => (await credentials()).renew(name, refused, signal),
  };
}

/** The folder `cwd` for `init`. What is created is tried by `valid` first. */
export function workspace(cwd: string, valid: (text: string) => unknown): Workspace {
  return {
    async find(globs) {
      const files: string[] = [];
      const found = glob([...globs], { cwd, withFileTypes: true, exclude: ({ name }) => name === 'node_modules' });
      for await (const entry of found) {
        if (!entry.isFile()) continue;
        files.push(relative(cwd, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
      }
      return files.sort();
    },
    read: (file) => readFile(resolve(cwd, file), 'utf8'),
    async create(file, text) {
      valid(text);
      try {
        await writeFile(resolve(cwd, file), text, { flag: 'wx' });
      } catch (cause) {
        throw new Failure({
          code: 'usage',
          message: `\`${file}\` is there already, or cannot be written`,
          hint: 'edit it, or name another file with `--config`',
          place: file,
          cause,
        });
      }
    },
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
