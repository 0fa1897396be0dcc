// The process that one verification runs in: it loads Pact, runs it once, and sends back what Pact says.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isNativeError } from 'node:util/types';

/** What the process is asked to do. It learns of neither provider nor secrets: it calls our gateway. */
export interface Job {
  /** The gateway. */
  readonly url: string;
  readonly stateUrl: string;
  readonly file: string;
  /** For one call, in milliseconds. */
  readonly timeout: number;
}

/** What the process says: first whether it has Pact, then what came of the job, as JSON text. */
export type Said =
  | { readonly is: 'ready' }
  | { readonly is: 'missing' }
  | { readonly is: 'unusable'; readonly why: string }
  | { readonly is: 'done'; readonly result: string };

/** The part of `@pact-foundation/pact-core` that is used. */
interface PactCore {
  readonly Verifier: new (options: object) => { verify(): Promise<string> };
}

// Without us nobody wants the result.
process.on('disconnect', () => process.exit(1));

const core = load(process.argv.slice(2));
if (core !== undefined) {
  process.once('message', (job: Job) => void run(core, job));
  say({ is: 'ready' });
}

/**
 * Pact's verifier, as `@pact-foundation/pact` in one of `folders` has it: from the core, since the class of that name
 * in the package itself puts a proxy between which hangs on a JSON body with spaces in it or over 100 kB, and ends
 * the process when a connection breaks off.
 */
function load(folders: readonly string[]): PactCore | undefined {
  for (const folder of folders) {
    const found = resolved(folder);
    if (found === undefined) continue;
    try {
      const core: PactCore = createRequire(found)('@pact-foundation/pact-core');
      if (typeof core.Verifier === 'function') return core;
      say({ is: 'unusable', why: 'it has no `Verifier`' }, true);
    } catch (error) {
      say({ is: 'unusable', why: wordsOf(error) }, true);
    }
    return undefined;
  }
  say({ is: 'missing' }, true);
  return undefined;
}

function resolved(folder: string): string | undefined {
  try {
    return createRequire(join(folder, 'package.json')).resolve('@pact-foundation/pact');
  } catch {
    return undefined;
  }
}

async function run({ Verifier }: PactCore, { url, stateUrl, file, timeout }: Job): Promise<void> {
  try {
    const verifier = new Verifier({
      provider: 'provider',
      providerBaseUrl: url,
      pactUrls: [file],
      providerStatesSetupUrl: stateUrl,
      providerStatesSetupTeardown: true,
      followRedirects: false,
      timeout,
      logLevel: 'error',
    });
    say({ is: 'done', result: await verifier.verify() }, true);
  } catch (error) {
    // A provider that does not keep the contract is an error to Pact, whose message is the result.
    say({ is: 'done', result: wordsOf(error) }, true);
  }
}

function wordsOf(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}

function say(said: Said, last = false): void {
  process.send?.(said, () => {
    if (last) process.exit(0);
  });
}
