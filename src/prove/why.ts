// Why a change is not proven, in words.

import type { Change, ChangeKind } from '../model/change.ts';

const IGNORED =
  'nothing in the new document refuses what it no longer names, so what is sent suits both; what breaks is whoever relies on its effect';
const NEVER_PROMISED = 'the old document never promised it in every response; what breaks is whoever reads it';
const NO_LONGER_COMES = 'what breaks is that it no longer comes, and no message shows that';
const WRITING = 'how a value is written as text or into a body is no matter of JSON Schema validation';
const ELSEWHERE = 'it concerns the authorization server, and no request to the API itself shows it';

/** Kinds that no payload shows, whatever the documents say. */
const BEYOND: Readonly<Partial<Record<ChangeKind, string>>> = {
  'webhook.removed': NO_LONGER_COMES,
  'callback.removed': NO_LONGER_COMES,
  'link.removed': NO_LONGER_COMES,
  'parameter.removed': IGNORED,
  'body.removed': IGNORED,
  'encoding.changed': WRITING,
  'parameter.serialization-changed': WRITING,
  'header.serialization-changed': WRITING,
  'xml.changed': WRITING,
  'content.changed': WRITING,
  'oauth.flow-removed': ELSEWHERE,
  'oauth.scope-removed': ELSEWHERE,
  'oauth.url-changed': ELSEWHERE,
  'security.metadata-changed': ELSEWHERE,
  'default.changed':
    'both documents take the same payloads; what differs is what is assumed of one that leaves the value out',
  'field.unjudged': 'the keyword is not one whose meaning is known',
};

/** Why no payload can show the change, where that is known before one is looked for. */
export function whyNot({ kind, direction, facts }: Change): string | undefined {
  if (kind === 'parameter.renamed' && !facts.required) return IGNORED;
  const gone = kind === 'property.removed' || kind === 'property.renamed';
  if (gone && direction === 'request' && !facts.closed && !(kind === 'property.renamed' && facts.required))
    return IGNORED;
  if (kind === 'property.removed' && direction === 'response' && facts.closed && !facts.required) return NEVER_PROMISED;
  return kind.startsWith('sign-in.') ? ELSEWHERE : BEYOND[kind];
}

/** Why nothing was found, where nothing more telling is known. */
export function whyNothing({ kind, direction }: Change): string {
  if (kind.startsWith('property.r') && direction === 'response') return NEVER_PROMISED;
  if (kind.startsWith('format.'))
    return 'the values that were tried are valid in both formats, or a format is one that is not checked';
  if (kind.startsWith('alternative.'))
    return 'every payload of the alternative that was tried is taken by another alternative of the other document';
  return 'no payload was found that one document takes and the other refuses';
}
