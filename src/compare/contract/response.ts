// What an interaction reads of a response against what the document promises: status, headers, body.

import type { Operation, Response } from '../../model/api.ts';
import { code } from '../../model/code.ts';
import { own } from '../../model/json.ts';
import { operationName, type Slot } from '../../model/place.ts';
import type { HttpInteraction, MessageInteraction } from '../../model/usage.ts';
import { contentFor, isEmpty } from './content.ts';
import type { Found } from './mismatch.ts';
import type { PayloadContext, PayloadFound } from './pair.ts';
import { comparePayload } from './payload.ts';
import { STANDARD_HEADERS } from './request.ts';
import { acceptsText } from './texts.ts';

/** Everything that is read and not promised, or promised and more than can be taken. */
export function compareResponse(
  context: PayloadContext,
  interaction: HttpInteraction,
  operation: Operation,
): readonly PayloadFound[] {
  const name = operationName(operation.method, operation.path);
  return interaction.statuses.flatMap((status) => {
    const responses = responsesFor(operation.responses, status);
    const slot: Slot = { operation: name, direction: 'response', status };
    if (responses.length === 0) {
      const says = 'is not declared';
      const because = `${context.who} reads responses of status ${code(status)}, which ${says}`;
      const at = operation.responses[0]?.pointer.replace(/\/[^/]*$/, '') ?? operation.pointer;
      return [{ kind: 'contract.status-unknown', slot, subject: status, at, says, because }];
    }
    return responses.flatMap((response) => [
      ...compareHeaders(context, interaction, response, slot),
      ...compareBody(context, interaction, response, slot),
    ]);
  });
}

/** What is read of a message that the provider sends: the body of a webhook's request. */
export function compareMessage(
  context: PayloadContext,
  interaction: MessageInteraction,
  webhook: Operation,
): readonly PayloadFound[] {
  const slot: Slot = { operation: operationName(webhook.method, webhook.path), direction: 'response' };
  return webhook.body === undefined ? [] : compareBody(context, interaction, webhook.body, slot);
}

/** The responses that a status or a class of statuses may be (OpenAPI 3.1 §4.8.16). */
function responsesFor(responses: readonly Response[], status: string): readonly Response[] {
  const find = (wanted: string): Response[] => responses.filter((response) => response.status === wanted);
  const exact = find(status);
  if (exact.length > 0) return exact;
  const ofClass = /^\dXX$/.test(status) ? responses.filter((response) => response.status[0] === status[0]) : [];
  if (ofClass.length > 0) return ofClass;
  const range = find(`${status[0]}XX`);
  return range.length > 0 ? range : find('default');
}

function compareHeaders(
  { who, reading }: PayloadContext,
  { headers }: HttpInteraction,
  response: Response,
  slot: Slot,
): readonly Found[] {
  return headers.flatMap(({ name, schema }): Found[] => {
    const declared = response.headers.find((header) => header.name === name);
    const at = declared?.schema?.pointer ?? declared?.pointer ?? response.pointer;
    const base = { slot: { ...slot, header: name }, subject: name, at };
    if (declared === undefined) {
      if (STANDARD_HEADERS.has(name)) return [];
      const says = 'is not declared';
      return [
        { ...base, kind: 'contract.undeclared', says, because: `${who} reads header ${code(name)}, which ${says}` },
      ];
    }
    const shown = own(schema, 'const');
    if (typeof shown !== 'string' || acceptsText(declared.schema, shown, declared.serialization, reading) !== false)
      return [];
    const says = `must not be ${code(shown)}`;
    const because = `${who} reads header ${code(name)} as ${code(shown)}, which the document does not allow`;
    return [{ ...base, kind: 'contract.mismatch', before: shown, says, because }];
  });
}

function compareBody(
  context: PayloadContext,
  { received, pointer }: Pick<HttpInteraction, 'received' | 'pointer'>,
  described: Pick<Response, 'content' | 'pointer'>,
  slot: Slot,
): readonly PayloadFound[] {
  if (received === undefined || isEmpty(received)) return [];
  const { media, found } = contentFor(described, received, slot, `${context.who} reads`);
  if (media === undefined) return found;
  const pair = {
    slot: { ...slot, mediaType: media.name },
    payload: received,
    pointer: `${pointer}/response/${slot.status ?? 'message'}/body`,
    schema: media.schema ?? media.itemSchema,
    asText: false,
    at: media.pointer,
  };
  return [...found, ...comparePayload(context, pair)];
}
