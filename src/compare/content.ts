// Bodies and responses: which are there, in which media types, and what is in them.

import type { Body, MediaType, Response } from '../model/api.ts';
import { essence, mediaFor } from '../model/media-type.ts';
import type { Slot } from '../model/place.ts';
import { responseFor } from '../model/statuses.ts';
import { isBytes } from './bytes.ts';
import { type Comparison, record, type Scope, slotScope } from './comparison.ts';
import { compareEncodings } from './encoding.ts';
import { compareHeaders } from './parameters.ts';
import { compareSchemas, compareUnread } from './schema.ts';

/** Compares two request bodies. */
export function compareBodies(
  comparison: Comparison,
  old: Body | undefined,
  fresh: Body | undefined,
  slot: Slot,
): void {
  const scope = slotScope(comparison, slot);
  if (old === undefined && fresh === undefined) return;
  if (old === undefined || fresh === undefined) {
    const facts = { required: (old ?? fresh)?.required ?? false };
    record(scope, old === undefined ? 'body.added' : 'body.removed', {
      subject: 'body',
      old: old?.pointer,
      new: fresh?.pointer,
      facts,
    });
    return;
  }
  compareUnread(scope, old.unread, fresh.unread);
  if (old.required !== fresh.required) {
    record(scope, fresh.required ? 'body.became-required' : 'body.became-optional', {
      subject: 'body',
      old: old.pointer,
      new: fresh.pointer,
    });
  }
  compareContent(comparison, old.content, fresh.content, slot, { old: old.pointer, new: fresh.pointer });
}

/** Compares the responses of two operations; a status falls back to its class and to `default` (OpenAPI 3.1 §4.8.16). */
export function compareResponses(
  comparison: Comparison,
  olds: readonly Response[],
  news: readonly Response[],
  slot: Slot,
): void {
  for (const old of olds) {
    const fresh = expectedFor(news, old.status);
    const here = { ...slot, status: old.status };
    if (fresh === undefined)
      record(slotScope(comparison, here), 'status.removed', {
        subject: old.status,
        old: old.pointer,
        facts: { success: isSuccess(old.status) },
      });
    else compareResponse(comparison, old, fresh, here);
  }
  for (const fresh of news) {
    if (olds.some((old) => old.status === fresh.status)) continue;
    const old = expectedFor(olds, fresh.status);
    const here = { ...slot, status: fresh.status };
    if (old === undefined)
      record(slotScope(comparison, here), 'status.added', {
        subject: fresh.status,
        new: fresh.pointer,
        facts: { success: isSuccess(fresh.status) },
      });
    else compareResponse(comparison, old, fresh, here);
  }
}

/** The response that a client must expect; `default` stands for errors, and never for a success that is gone. */
function expectedFor(responses: readonly Response[], status: string): Response | undefined {
  const found = responseFor(responses, status);
  return found?.status === 'default' && isSuccess(status) ? undefined : found;
}

/** Whether the status is one that a client expects (RFC 9110 §15): informational, success, redirection. */
function isSuccess(status: string): boolean {
  return /^[123]/.test(status);
}

/** Compares two responses; some statuses have no content whatever is described (RFC 9110 §6.4.1, §15.3.5). */
function compareResponse(comparison: Comparison, old: Response, fresh: Response, slot: Slot): void {
  const anchors = { old: old.pointer, new: fresh.pointer };
  compareUnread(slotScope(comparison, slot), old.unread, fresh.unread);
  compareHeaders(comparison, old.headers, fresh.headers, slot, anchors);
  if (!/^(1..|204|205|304)$/.test(slot.status ?? ''))
    compareContent(comparison, old.content, fresh.content, slot, anchors);
  for (const name of new Set([...old.links.keys(), ...fresh.links.keys()])) {
    const before = old.links.get(name);
    const after = fresh.links.get(name);
    const kind = before === undefined ? 'link.added' : after === undefined ? 'link.removed' : 'link.changed';
    if (
      before !== undefined &&
      after !== undefined &&
      comparison.same.values(before.value, before.pointer, after.value, after.pointer)
    )
      continue;
    record(slotScope(comparison, slot), kind, {
      subject: name,
      old: before?.pointer,
      new: after?.pointer,
      oldAnchor: before?.pointer ?? old.pointer,
      newAnchor: after?.pointer ?? fresh.pointer,
    });
  }
}

function compareContent(
  comparison: Comparison,
  olds: readonly MediaType[],
  news: readonly MediaType[],
  slot: Slot,
  anchors: { readonly old: string; readonly new: string },
): void {
  const scopeOf = (media: MediaType): Scope => {
    const name = essence(media.name);
    return slotScope(comparison, { ...slot, mediaType: name }, name === 'application/x-www-form-urlencoded');
  };
  const success = slot.status === undefined || isSuccess(slot.status);
  for (const old of olds) {
    const fresh = mediaFor(news, old.name);
    if (fresh === undefined) {
      record(scopeOf(old), 'media-type.removed', {
        subject: essence(old.name),
        old: old.pointer,
        newAnchor: anchors.new,
        facts: { success },
      });
    } else compareMedia(scopeOf(old), old, fresh);
  }
  for (const fresh of news) {
    if (mediaFor(olds, fresh.name) !== undefined) continue;
    record(scopeOf(fresh), 'media-type.added', {
      subject: essence(fresh.name),
      new: fresh.pointer,
      oldAnchor: anchors.old,
      facts: { success },
    });
  }
}

function compareMedia(scope: Scope, old: MediaType, fresh: MediaType): void {
  compareUnread(scope, old.unread, fresh.unread);
  if (!isBytes(old.name, old.schema) || !isBytes(fresh.name, fresh.schema))
    compareSchemas(scope, old.schema, fresh.schema, []);
  if (old.itemSchema !== undefined || fresh.itemSchema !== undefined) {
    compareSchemas(scope, old.itemSchema, fresh.itemSchema, [{ items: true }]);
  }
  compareEncodings(scope, old, fresh);
}
