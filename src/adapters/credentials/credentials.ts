// The credentials of the configuration, by name: what to send, and something newer when that is refused.

import type { CredentialConfig } from '../../config/credentials.ts';
import { type Environment, resolveReferences } from '../../config/secrets.ts';
import { Failure } from '../../model/failure.ts';
import { canonical } from '../../model/json.ts';
import type { Clock, Credentials, CredentialUse } from '../../ports.ts';
import { certificateLife, tokenClaims } from '../../read/credentials/life.ts';
import type { Pace } from '../sources/retry.ts';
import { type Credential, oauthCredential } from './oauth.ts';
import { redaction } from './redaction.ts';
import { certificateOf, sentOf } from './sent.ts';

/** What {@link configuredCredentials} is told. */
export interface CredentialsOptions {
  readonly credentials: Readonly<Record<string, CredentialConfig>>;
  readonly environment: Environment;
  /** The folder in which tokens are kept. */
  readonly folder: string;
  readonly userAgent: string;
  /** Hosts, as `host` or `host:port`, that may have private addresses. */
  readonly allowedHosts: readonly string[];
  readonly clock: Clock;
  readonly pace?: Partial<Pace>;
}

/** Milliseconds for one request for tokens. */
const PATIENCE = 15_000;

const PACE: Pace = {
  attempts: 3,
  base: 500,
  longest: 10_000,
  random: Math.random,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** The credentials that are configured. Each is read when it is first used. */
export function configuredCredentials(options: CredentialsOptions): Credentials {
  const { credentials, folder, userAgent, allowedHosts, clock } = options;
  const known = new Map<string, Credential>();
  const fill = (text: string, seen: (secret: string) => void) => resolveReferences(text, options.environment, seen);
  const credential = (name: string): Credential => {
    const config = Object.hasOwn(credentials, name) ? credentials[name] : undefined;
    if (config === undefined) throw unknown(name);
    const found = known.get(name) ?? made(name, config);
    known.set(name, found);
    return found;
  };
  const made = (name: string, config: CredentialConfig): Credential => {
    const { oauth2 } = config;
    if (oauth2 === undefined) return writtenCredential(name, config, fill);
    const network = { userAgent, allowedHosts, patience: PATIENCE };
    return oauthCredential({
      name,
      config: { ...config, oauth2 },
      folder,
      network,
      pace: { ...PACE, ...options.pace },
      clock,
      fill,
    });
  };
  return {
    use: async (name, signal) => unless(signal, credential(name).use()),
    renew: async (name, refused, signal) => unless(signal, credential(name).renew(refused)),
  };
}

/** A credential that stands in the configuration as it is sent; one that somebody replaced there is read anew. */
function writtenCredential(
  name: string,
  config: CredentialConfig,
  fill: (text: string, seen: (secret: string) => void) => Promise<string>,
): Credential {
  const { add, redact } = redaction();
  const read = async (): Promise<CredentialUse> => {
    const filled = (text: string) => fill(text, add);
    const sent = await sentOf(config, filled, add);
    const certificate = config.mtls && (await certificateOf(name, config.mtls, filled));
    const claims = tokenClaims(config.bearer === undefined ? '' : (sent.headers.authorization ?? ''));
    const ends = [config.ends, claims.until, certificate && certificateLife(certificate.cert).until];
    return { ...sent, certificate, endsAt: earliest(ends), scopes: config.scopes ?? claims.scopes, redact };
  };
  let held: Promise<CredentialUse> | undefined;
  const use = (): Promise<CredentialUse> => {
    const reading = held ?? read();
    held = reading;
    reading.catch(() => {
      if (held === reading) held = undefined;
    });
    return reading;
  };
  return {
    use,
    async renew(refused) {
      held = undefined;
      const now = await use();
      return isSame(now, refused) ? undefined : now;
    },
  };
}

function isSame(a: CredentialUse, b: CredentialUse): boolean {
  return (
    canonical([a.headers, a.query, a.certificate?.cert ?? null]) ===
    canonical([b.headers, b.query, b.certificate?.cert ?? null])
  );
}

function earliest(moments: readonly (string | undefined)[]): string | undefined {
  const [first] = moments
    .filter((moment) => moment !== undefined)
    .map((moment) => new Date(moment).toISOString())
    .sort();
  return first;
}

/** What `work` gives, unless the signal fires before: then its reason is thrown, and `work` goes on for others. */
async function unless<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (signal === undefined) return work;
  work.catch(() => {});
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function unknown(name: string): Failure {
  return new Failure({
    code: 'config-invalid',
    message: `\`${name}\` is no credential of the configuration`,
    hint: `add \`${name}\` under \`credentials\``,
  });
}
