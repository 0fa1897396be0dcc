// Which responses an interaction reads, by the statuses that its contract and the documents name.

import type { Operation } from '../../model/api.ts';
import { statusFor } from '../../model/statuses.ts';
import type { Use } from './uses.ts';

function statusesOf(operation: Operation | undefined): readonly string[] {
  return operation?.responses.map(({ status }) => status) ?? [];
}

/** Whether the interaction reads responses that changes have under the status: of its old and its new entry the more special. */
export function readsStatus(use: Use, status: string): boolean {
  return statusRead(use, status) !== undefined;
}

/** The status as the contract names it for which it reads responses that changes have under `status`. */
export function statusRead({ interaction, old, fresh }: Use, status: string): string | undefined {
  if (interaction.kind === 'message') return undefined;
  const [olds, news] = [statusesOf(old), statusesOf(fresh)];
  const reads = (read: string): boolean => {
    if (read === 'default') return !interaction.statuses.some((other) => other !== 'default' && reads(other));
    if (read.endsWith('XX')) {
      const known = [...olds, ...news].some((one) => one[0] === read[0]);
      return known ? status[0] === read[0] : status === 'default';
    }
    const served = [statusFor(olds, read), statusFor(news, read)].filter((found) => found !== undefined);
    return (served.sort((a, b) => special(b) - special(a))[0] ?? read) === status;
  };
  return interaction.statuses.find((read) => reads(read.toUpperCase().replace('DEFAULT', 'default')));
}

function special(status: string): number {
  return status === 'default' ? 0 : status.endsWith('XX') ? 1 : 2;
}
