// Looking at one credential: whether it can be had, when it ends, and what it may do. Its value is seen by nobody.

import type { CredentialConfig } from '../config/credentials.ts';
import type { Config } from '../config/load.ts';
import type { CredentialState } from '../model/credential-state.ts';
import { Failure } from '../model/failure.ts';
import type { SentCredential } from '../model/usage.ts';
import type { CredentialUse } from '../ports.ts';
import { certificateLife, type Life, tokenClaims } from '../read/credentials/life.ts';
import type { Outside } from './outside.ts';

/** What is known of a credential. */
export interface CheckedCredential {
  readonly state: CredentialState;
  /** `undefined` where it cannot be had. */
  readonly use: CredentialUse | undefined;
  /** How it travels, where it is one that may have scopes. */
  readonly travels: SentCredential | undefined;
  /** What it is, in a few words each. */
  readonly says: readonly string[];
}

/** Looks at a credential: gets a token where it is one that gets tokens. */
export async function checkCredential(
  name: string,
  config: Config,
  { credentials }: Pick<Outside, 'credentials'>,
): Promise<CheckedCredential> {
  const settings = settingsOf(name, config);
  let use: CredentialUse | undefined;
  let failure: Failure | undefined;
  try {
    use = await credentials.use(name);
    failure = use.failedRenewal;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    failure = error;
  }
  const state = stateOf(name, config, use, failure);
  return { state, use, travels: travels(settings), says: inWords(settings, state, use) };
}

/** What is known of a credential: by the configuration alone, where `use`, which is what is sent of it, is not at hand. */
export function stateOf(name: string, config: Config, use?: CredentialUse, failure?: Failure): CredentialState {
  const settings = settingsOf(name, config);
  const life = lifeOf(settings, use);
  const { renewAt, warnDays } = settings;
  return {
    name,
    begins: life?.from,
    ends: life?.until,
    renewAt,
    warnDays,
    failure: failure && {
      code: failure.code,
      message: failure.message,
      hint: failure.hint,
      livesUntil: use?.endsAt,
    },
  };
}

function settingsOf(name: string, { credentials }: Config): CredentialConfig {
  const settings = Object.hasOwn(credentials, name) ? credentials[name] : undefined;
  if (settings === undefined) throw new TypeError(`credential ${name} is not configured`);
  return settings;
}

/** The life after which a person must do something: not that of a token which is renewed. */
function lifeOf(config: CredentialConfig, use: CredentialUse | undefined): Life | undefined {
  const token = config.bearer === undefined ? '' : (use?.headers.authorization ?? '');
  const lives = [
    { from: undefined, until: config.ends },
    tokenClaims(token),
    certificateLife(use?.certificate?.cert ?? ''),
  ];
  return lives
    .filter(({ until }) => until !== undefined)
    .sort((a, b) => Date.parse(a.until ?? '') - Date.parse(b.until ?? ''))[0];
}

function inWords(
  config: CredentialConfig,
  { ends }: CredentialState,
  use: CredentialUse | undefined,
): readonly string[] {
  const { oauth2, mtls } = config;
  const kinds = [kindOf(config), mtls && 'client certificate'].filter((kind) => kind !== undefined);
  if (use === undefined) return [kinds.join(' and '), 'cannot be had'];
  const { endsAt, scopes } = use;
  return [
    kinds.join(' and '),
    ...(oauth2 === undefined || endsAt === undefined ? [] : [`token until ${moment(endsAt)}, renews itself`]),
    ...(ends === undefined ? [] : [`ends ${moment(ends)}`]),
    ...(scopes === undefined ? [] : [scopes.length === 0 ? 'no scopes' : `scopes ${scopes.join(' ')}`]),
  ];
}

/** Without fractions of a second, which nobody can act on. */
function moment(dateTime: string): string {
  return dateTime.replace(/\.\d+/, '');
}

function kindOf({ bearer, basic, apiKey, headers, oauth2 }: CredentialConfig): string | undefined {
  if (oauth2 !== undefined)
    return `OAuth 2.0 ${oauth2.refreshToken === undefined ? 'client credentials' : 'refresh token'}`;
  if (bearer !== undefined) return 'bearer token';
  if (basic !== undefined) return 'basic';
  if (headers !== undefined) return 'header fields';
  return (
    apiKey &&
    `API key in ${apiKey.header !== undefined ? 'a header' : apiKey.query !== undefined ? 'the query' : 'a cookie'}`
  );
}

function travels({ bearer, oauth2 }: CredentialConfig): SentCredential | undefined {
  if (bearer === undefined && oauth2 === undefined) return undefined;
  return { in: 'header', name: 'authorization', scheme: 'bearer' };
}
