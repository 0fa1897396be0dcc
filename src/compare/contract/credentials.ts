// Credentials that a consumer sends against those that an operation asks for: one whole set of them must be there.

import type { Credentials, Operation } from '../../model/api.ts';
import { code } from '../../model/code.ts';
import { isCredentialOf, isSentAs } from '../../model/credentials.ts';
import { operationName } from '../../model/place.ts';
import type { HttpInteraction, SentCredential } from '../../model/usage.ts';
import type { Found } from './mismatch.ts';

/** What is wrong with the credentials; `undefined` where some set of them suffices, or none is asked for. */
export function compareCredentials(
  operation: Operation,
  { credentials: shown = [], parameters }: HttpInteraction,
  who: string,
): Found | undefined {
  const { security } = operation;
  // A key may have a name that does not tell it from other parameters.
  const carried = [...shown, ...parameters.map(({ in: place, name }) => ({ in: place, name, scheme: undefined }))];
  if (security.value.some(({ schemes }) => schemes.length === 0)) return undefined;
  const name = operationName(operation.method, operation.path);
  const asked = security.value.map(describe).join(' or ');
  const base = {
    slot: { operation: name, direction: 'auth' as const },
    subject: name,
    at: security.pointer,
    after: asked,
  };
  if (
    security.value.some(({ schemes }) =>
      schemes.every(({ scheme }) => carried.some((held) => isCredentialOf(held, scheme))),
    )
  )
    return undefined;
  // Only the document tells that what looks like a key (`?key=theme`) is none.
  const sent = shown.filter((held) => !operation.parameters.some((parameter) => isSentAs(held, parameter)));
  if (sent.length === 0) {
    const says = `asks for ${asked}`;
    const because = `${who} shows no credentials, and \`${name}\` ${says}`;
    return { ...base, kind: 'contract.credentials-not-shown', says, because };
  }
  const held = sent.map(inWords).sort().join(' and ');
  // What is nowhere defined may be anything.
  if (security.value.some(({ schemes }) => schemes.some(({ scheme }) => scheme.type === 'unknown'))) {
    const says = `asks for ${asked}, which the document does not define`;
    return { ...base, kind: 'contract.undecided', direction: 'request', says, because: `${who} sends ${held}` };
  }
  const says = `asks for ${asked}`;
  const because = `${who} sends ${held}, and \`${name}\` ${says}`;
  return { ...base, kind: 'contract.credentials-refused', before: held, says, because };
}

function describe({ schemes }: Credentials): string {
  return schemes
    .map(({ scheme }) => code(scheme.wire))
    .sort()
    .join(' and ');
}

function inWords({ in: place, name, scheme }: SentCredential): string {
  if (place === 'tls') return 'a client certificate';
  return scheme === undefined ? `${place} ${code(name)}` : code(`http ${scheme}`);
}
