// Contracts against one document: what each interaction sends must be accepted, and what it reads must be promised.

import type { Api, Operation } from '../../model/api.ts';
import { type Call, type Calls, callsOf } from '../../model/calls.ts';
import { code } from '../../model/code.ts';
import { operationName, type Slot } from '../../model/place.ts';
import type { HttpInteraction, Interaction, MessageInteraction, Usage } from '../../model/usage.ts';
import type { Witness } from '../../model/witness.ts';
import { compareCredentials } from './credentials.ts';
import { changeOf, type Found, type Mismatch } from './mismatch.ts';
import { nearestOperations } from './nearest.ts';
import type { PayloadContext, PayloadFound } from './pair.ts';
import { compareRequest } from './request.ts';
import { compareMessage, compareResponse } from './response.ts';
import type { ContractReading } from './seam.ts';

/** All in which the document does not keep what the contracts rely on, in the order of the contracts. */
export function verifyContracts(
  usages: readonly Usage[],
  api: Api,
  newReading: () => ContractReading,
): readonly Mismatch[] {
  const calls = callsOf(api);
  return usages.flatMap((usage) =>
    usage.interactions.flatMap((interaction) => {
      // What was read of one interaction serves no other, and need not be kept.
      const reading = newReading();
      const who = code(interaction.name === '' ? 'an interaction without a name' : interaction.name);
      const context: PayloadContext = { api, interaction, reading, who };
      return foundIn(context, interaction, calls).map((found) => mismatch(usage, interaction, found));
    }),
  );
}

function foundIn(context: PayloadContext, interaction: Interaction, calls: Calls): readonly PayloadFound[] {
  const call = calls.find(interaction);
  return interaction.kind === 'http'
    ? foundInCall(context, interaction, call)
    : foundInMessage(context, interaction, call?.operation);
}

function foundInCall(
  context: PayloadContext,
  interaction: HttpInteraction,
  call: Call | undefined,
): readonly PayloadFound[] {
  if (call === undefined) return [unknownOperation(context, interaction)];
  const { operation } = call;
  const slot: Slot = { operation: operationName(operation.method, operation.path), direction: 'request' };
  return [
    ...unvalidatable(context, slot, operation),
    // Who expects to be refused sends on purpose what is.
    ...(expectsRefusal(interaction) ? [] : compareRequest(context, interaction, call)),
    ...(expectsRefusal(interaction) ? [] : nonEmpty(compareCredentials(operation, interaction, context.who))),
    ...compareResponse(context, interaction, operation),
  ];
}

function expectsRefusal({ statuses }: HttpInteraction): boolean {
  return statuses.length > 0 && statuses.every((status) => /^4/.test(status));
}

function nonEmpty(found: Found | undefined): readonly Found[] {
  return found === undefined ? [] : [found];
}

function unknownOperation({ api, who }: PayloadContext, interaction: HttpInteraction): Found {
  const called = operationName(interaction.method, interaction.path);
  const near = nearestOperations(api, interaction).map(({ method, path }) => operationName(method, path));
  const like =
    near.length === 0
      ? ''
      : `; like it ${near.length === 1 ? 'is' : 'are'} ${near.map((name) => code(name)).join(', ')}`;
  const says = `is no operation of the document${like}`;
  return {
    kind: 'contract.operation-unknown',
    slot: { operation: called, direction: 'request' },
    subject: called,
    at: '/paths',
    ...(near[0] !== undefined && { facts: { replacement: near[0] } }),
    says,
    because: `${who} calls ${code(called)}, which ${says}`,
  };
}

function unvalidatable(
  { interaction, who }: PayloadContext,
  slot: Slot,
  operation: Operation | undefined,
): readonly Found[] {
  return interaction.unvalidatable.map((why) => ({
    kind: 'contract.unvalidatable' as const,
    slot,
    subject: interaction.name,
    at: operation?.pointer,
    says: `cannot be held against the document: ${why}`,
    because: `${who} cannot be held against the document: ${why}`,
  }));
}

function foundInMessage(
  context: PayloadContext,
  interaction: MessageInteraction,
  webhook: Operation | undefined,
): readonly PayloadFound[] {
  const slot: Slot = { operation: interaction.name, direction: 'response' };
  if (webhook === undefined) {
    const says = 'is no webhook or callback of the document by its name';
    const because = `${context.who} handles a message, which ${says}`;
    const alone: Found = {
      kind: 'contract.unvalidatable',
      slot,
      subject: interaction.name,
      at: undefined,
      says,
      because,
    };
    return [...unvalidatable(context, slot, undefined), alone];
  }
  const named = { ...slot, operation: operationName(webhook.method, webhook.path) };
  return [...unvalidatable(context, named, webhook), ...compareMessage(context, interaction, webhook)];
}

function mismatch(usage: Usage, interaction: Interaction, found: PayloadFound): Mismatch {
  const witness = shown(interaction, found);
  return {
    usage,
    interaction,
    change: changeOf(found),
    because: found.because,
    ...(witness !== undefined && { witness }),
    ...(found.claim !== undefined && { claim: found.claim }),
  };
}

/** The contract's own payload, where the document refuses it. */
function shown(interaction: Interaction, { example, slot, kind }: PayloadFound): Witness | undefined {
  if (example !== true || slot.direction !== 'request' || interaction.kind !== 'http') return undefined;
  const payload = interaction.sent?.example;
  return payload === undefined || (kind !== 'contract.mismatch' && kind !== 'contract.missing')
    ? undefined
    : { status: 'proven', payload, oldAccepts: true, newAccepts: false };
}
