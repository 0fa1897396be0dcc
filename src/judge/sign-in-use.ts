// Which changes of sign-in metadata concern what the team's own credentials do.

import type { Change } from '../model/change.ts';
import { code } from '../model/code.ts';
import type { SignInUse } from '../model/sign-in.ts';

/**
 * The changes with whether one of the credentials uses what changed, where that can be told; as they are where there is
 * no credential.
 */
export function withUse(changes: readonly Change[], uses: readonly SignInUse[]): readonly Change[] {
  if (uses.length === 0) return changes;
  return changes.map((change) => {
    const told = uses.map((use) => ({ use, used: isUsed(change, use) }));
    const [user] = told.flatMap(({ use, used }) => (used === true ? [use] : []));
    if (user !== undefined) {
      const hint = `credential ${code(user.credential)} uses it: change it before its last token expires`;
      return { ...change, facts: { ...change.facts, used: true, ...(isLoss(change) && { hint }) } };
    }
    const unused = told.every(({ used }) => used === false);
    return unused ? { ...change, facts: { ...change.facts, used: false } } : change;
  });
}

function isLoss({ kind }: Change): boolean {
  return kind.endsWith('-removed') || kind.endsWith('-changed') || kind === 'sign-in.requirement-added';
}

const TOKEN_ENDPOINT = 'token_endpoint';
const ALIASED_TOKEN_ENDPOINT = 'mtls_endpoint_aliases.token_endpoint';

/** Whether the credential uses what changed; `undefined` where its configuration does not say. */
function isUsed({ kind, subject, facts }: Change, { grant, clientAuth, scopes }: SignInUse): boolean | undefined {
  const [, group = ''] = /^sign-in\.(.+)-(?:added|removed|changed)$/.exec(kind) ?? [];
  const showsCertificate = clientAuth.endsWith('tls_client_auth');
  switch (group) {
    case 'grant':
      return subject === grant;
    case 'client-auth':
      return subject === clientAuth && facts.keyword === 'token_endpoint_auth_methods_supported';
    case 'scope':
      // Who asks for none is given some by default, and which is not said.
      return scopes.length === 0 ? undefined : scopes.includes(subject);
    case 'endpoint':
      return subject === TOKEN_ENDPOINT || (showsCertificate && subject === ALIASED_TOKEN_ENDPOINT);
    case 'binding':
      return showsCertificate;
    case 'bearer-method':
      return subject === 'header';
    // What is left out of these is of users who sign in by a browser, or of keys that a credential here does not have.
    case 'response-type':
    case 'pkce':
      return grant === 'authorization_code';
    case 'requirement':
      return subject.startsWith('dpop') ? undefined : grant === 'authorization_code';
    case 'algorithm':
      return facts.keyword?.startsWith('dpop') || facts.keyword?.startsWith('resource') ? undefined : false;
    default:
      return undefined;
  }
}
