// A desk at which somebody is told through GitHub: a folder for the outbox, a stub, and runs that may be killed.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GitHub, githubClient } from '../../../src/adapters/github/client.ts';
import { githubNotifier } from '../../../src/adapters/notifiers/github.ts';
import { outboxIn } from '../../../src/adapters/stores/outbox.ts';
import type { GitHubNotifyConfig } from '../../../src/config/notify.ts';
import type { ApiReport, Report } from '../../../src/model/report.ts';
import { type Told, tell } from '../../../src/tasks/tell.ts';
import type { Stub } from '../../provider/github/stub.ts';
import { report } from '../../render/fixtures.ts';

/** Who is told, as the configuration says where it says nothing. */
export const CONFIG: GitHubNotifyConfig = {
  repository: 'acme/phone',
  token: 'token',
  baseUrl: 'https://api.github.com',
  on: ['breaking', 'risky', 'deprecated', 'auth'],
  per: 'api',
  reopen: 'new findings',
  closeWhenGone: true,
  label: 'driftgate',
  labels: [],
  assignees: [],
  owners: {},
};

/** A run was killed. It is no failure: nobody catches it. */
export class Killed extends TypeError {}

/** How one run goes. */
export interface RunOptions {
  readonly config?: Partial<GitHubNotifyConfig>;
  /** The run is killed at this call of GitHub, from 1: before it, or after it was done. */
  readonly killAt?: { readonly call: number; readonly done: boolean };
  readonly random?: () => number;
  /** Whether the run has a machine of its own, and so an outbox of its own. */
  readonly elsewhere?: boolean;
}

/** A desk with an outbox; gone with `await using`. */
export function desk(stub: Stub) {
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-outbox-'));
  const sleep = async (milliseconds: number) => {
    stub.pass(milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const boxAt = (name: string) => outboxIn(join(folder, name), { clock: { now: () => stub.now() } });

  return {
    outbox: boxAt('here'),
    /** Tells the state of some APIs, as a run of `check --notify` does after its report. */
    run(
      told: Report | readonly ApiReport[],
      { config, killAt, random = () => 1, elsewhere = false }: RunOptions = {},
    ): Promise<Told> {
      const client = githubClient({
        repository: 'acme/phone',
        token: 'token',
        baseUrl: stub.url,
        writeInterval: 0,
        pace: { random, sleep },
        clock: { now: () => stub.now() },
      });
      const github = killAt === undefined ? client : mortal(client, killAt);
      const notifier = githubNotifier({
        config: { ...CONFIG, ...config },
        github: async () => github,
        clock: { now: () => stub.now() },
        sleep,
      });
      const outbox = boxAt(elsewhere ? 'there' : 'here');
      const whole = 'apis' in told ? told : report(...told);
      return tell(whole, { notifiers: [{ name: 'github', ...notifier }], outbox });
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true });
    },
  };
}

/** A client that is killed at one of its calls. */
function mortal(client: GitHub, { call, done }: NonNullable<RunOptions['killAt']>): GitHub {
  let calls = 0;
  let dead = false;
  return new Proxy(client, {
    get(target, name, receiver) {
      const verb: unknown = Reflect.get(target, name, receiver);
      if (typeof verb !== 'function') return verb;
      return async (...parameters: readonly unknown[]) => {
        calls += 1;
        const ends = dead || calls === call;
        if (ends && !done) dead = true;
        if (dead) throw new Killed('killed');
        const value: unknown = await verb.apply(target, parameters);
        if (ends) dead = true;
        if (dead) throw new Killed('killed');
        return value;
      };
    },
  });
}
