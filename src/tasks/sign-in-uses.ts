// What the credentials of the configuration need of an authorization server.

import type { Config } from '../config/load.ts';
import type { SignInUse } from '../model/sign-in.ts';
import { credentialsOf } from './credential-users.ts';

/** What each OAuth 2.0 credential that the configuration names for an API needs; none where it names no such credential. */
export function signInUses(api: string, config: Config): readonly SignInUse[] {
  return credentialsOf(api, config).flatMap((name): readonly SignInUse[] => {
    const held = config.credentials[name];
    if (held?.oauth2 === undefined) return [];
    const { clientSecret, clientAuth, refreshToken, scopes } = held.oauth2;
    const secret = clientSecret === undefined ? 'none' : `client_secret_${clientAuth === 'post' ? 'post' : 'basic'}`;
    const bare = clientAuth === undefined && clientSecret === undefined && held.mtls !== undefined;
    return [
      {
        credential: name,
        grant: refreshToken === undefined ? 'client_credentials' : 'refresh_token',
        clientAuth: clientAuth === 'none' ? 'none' : bare ? 'tls_client_auth' : secret,
        scopes,
      },
    ];
  });
}
