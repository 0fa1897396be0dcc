// Which of the media types that a document describes is that of a contract's payload.

import type { MediaType } from '../../model/api.ts';
import { code } from '../../model/code.ts';
import { own } from '../../model/json.ts';
import { mediaFor } from '../../model/media-type.ts';
import type { Slot } from '../../model/place.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Payload } from '../../model/usage.ts';
import type { Found } from './mismatch.ts';

/** The description of a payload, and what is to be said of its media type. */
export interface ContentFor {
  /** `undefined` where there is nothing that the payload could be held against. */
  readonly media: MediaType | undefined;
  readonly found: readonly Found[];
}

/** The media type of `content` that describes the payload; `does` says who does what: `` `list charges` reads ``. */
export function contentFor(
  { content, pointer }: { readonly content: readonly MediaType[]; readonly pointer: Pointer },
  { mediaType, schema, example }: Payload,
  slot: Slot,
  does: string,
): ContentFor {
  if (mediaType !== undefined && !isReadable(mediaType)) return { media: undefined, found: [] };
  const named = mediaType === undefined ? undefined : mediaFor(content, mediaType);
  const json = content.find(({ name }) => isJson(name)) ?? content.find(({ name }) => name.includes('*'));
  const media = named ?? json ?? (mediaType === undefined ? content.find(({ name }) => isReadable(name)) : undefined);
  const offered = content.map(({ name }) => code(name)).join(', ');
  const subject = 'the body';
  const at = content[0]?.pointer ?? pointer;
  if (mediaType !== undefined && named === undefined && content.length > 0) {
    const says = `is ${offered} there`;
    const because = `${does} ${code(mediaType)}, and the body ${says}`;
    return {
      media,
      found: [{ kind: 'contract.media-type-unknown', slot, subject, at, before: mediaType, says, because }],
    };
  }
  if (media === undefined && (schema !== undefined || example !== undefined)) {
    const found: Found =
      content.length === 0
        ? {
            kind: 'contract.undeclared',
            slot,
            subject,
            at,
            says: 'is not declared',
            because: `${does} a body, which is not declared`,
          }
        : {
            kind: 'contract.unvalidatable',
            slot,
            subject,
            at,
            says: `is ${offered} there`,
            because: `${does} a body that is ${offered} in the document, which cannot be held against it`,
          };
    return { media, found: [found] };
  }
  return { media, found: [] };
}

/** Whether the payload is shown as nothing: `null` for a whole body is how contracts write that there is none. */
export function isEmpty({ example, schema }: Payload): boolean {
  return example === null && (schema === undefined || own(schema, 'type') === 'null' || own(schema, 'const') === null);
}

/** Whether bodies of the media type are JSON (RFC 6839 §3.1), lines of it, forms, or not said to be anything. */
function isReadable(name: string): boolean {
  return isJson(name) || isForm(name) || name.includes('*') || /^multipart\/form-data/i.test(name);
}

function isJson(name: string): boolean {
  return /^[^;]*[/+]json\b/i.test(name);
}

/** Whether all values in bodies of the media type travel as text. */
export function isForm(name: string): boolean {
  return /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/i.test(name);
}
