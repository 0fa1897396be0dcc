// Security as the consumer feels it: whether the credentials that it sends still suffice.

import type { Credentials, Operation } from '../../model/api.ts';
import type { Change } from '../../model/change.ts';
import { isCredentialOf, isTokenScheme } from '../../model/credentials.ts';
import type { ConsumerVerdict, SentCredential } from '../../model/usage.ts';

/** What a change of security means for who sends the credentials. */
export interface CredentialRuling {
  readonly verdict: ConsumerVerdict;
  readonly says: string;
}

/** The ruling on a change of security; `base` is the verdict for who relies on what changed. */
export function credentialRuling(
  change: Change,
  base: ConsumerVerdict,
  sent: readonly SentCredential[] | undefined,
  old: Operation | undefined,
  fresh: Operation | undefined,
): CredentialRuling {
  if (base === 'unaffected') return { verdict: base, says: 'is not touched by it' };
  if (sent === undefined) return { verdict: 'at risk', says: 'does not say which credentials it sends' };
  const used = (old?.security.value ?? []).filter((credentials) => suffices(sent, credentials));
  const relied = used.filter((credentials) => isAbout(change, credentials));
  if (relied.length === 0) return { verdict: 'unaffected', says: 'sends other credentials' };
  const stays = (fresh?.security.value ?? []).filter((credentials) => suffices(sent, credentials));
  const types = new Set(relied.flatMap(typesOf));
  // What is bound to the scheme itself, such as an OAuth URL, is felt though the credential looks the same on the wire.
  if (!change.kind.startsWith('security.alternative') && change.kind !== 'security.scheme-changed') {
    const other = used.some((credentials) => !relied.includes(credentials)) && stays.length > 1;
    return other
      ? { verdict: 'unaffected', says: 'sends credentials that suffice in another way' }
      : relying(change, base);
  }
  if (stays.some((credentials) => typesOf(credentials).every((type) => types.has(type))))
    return { verdict: 'unaffected', says: 'sends credentials that still suffice' };
  return stays.length > 0
    ? { verdict: 'at risk', says: 'sends credentials that look the same, of a scheme that is another one now' }
    : { verdict: base, says: 'sends nothing that suffices now' };
}

/** What it means for who sends the credentials that the change is in. A contract does not say how its tokens are got. */
function relying({ kind, facts }: Change, base: ConsumerVerdict): CredentialRuling {
  if (!kind.startsWith('sign-in.')) return { verdict: base, says: 'sends them' };
  return facts.used === true
    ? { verdict: base, says: 'sends a token, which the credential here gets so' }
    : { verdict: 'at risk', says: 'sends a token, which may be got so' };
}

/** Whether the change is in these credentials, in one of their schemes, or in how their tokens are got. */
function isAbout({ old, kind }: Change, credentials: Credentials): boolean {
  if (kind.startsWith('sign-in.')) return credentials.schemes.some(({ scheme }) => isTokenScheme(scheme));
  const pointer = old?.pointer ?? '';
  if (kind.startsWith('security.alternative') || kind.startsWith('security.scope'))
    return pointer === credentials.pointer;
  return credentials.schemes.some(
    ({ scheme }) => pointer === scheme.pointer || pointer.startsWith(`${scheme.pointer}/`),
  );
}

/** Whether all that the credentials ask for is sent. */
function suffices(sent: readonly SentCredential[], { schemes }: Credentials): boolean {
  return schemes.every(({ scheme }) => sent.some((credential) => isCredentialOf(credential, scheme)));
}

function typesOf({ schemes }: Credentials): readonly string[] {
  return schemes.map(({ scheme }) => scheme.type);
}
