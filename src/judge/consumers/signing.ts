// Whom a credential of the configuration concerns. Nothing says who sends it, so it is whoever calls the API.

import type { Finding } from '../../model/finding.ts';
import type { ConsumerImpact, Usage } from '../../model/usage.ts';
import { name } from './words.ts';

/** Whether the finding is about a credential, and about no operation. */
export function isOfCredential({ change: { root, impacts } }: Finding): boolean {
  return 'outside' in root && root.outside === 'credential' && impacts.length === 0;
}

/** The consumers that call the API, each once, by name: all are at risk, since any of them may sign in so. */
export function mayBeSentBy(usages: readonly Usage[], { change }: Finding): readonly ConsumerImpact[] {
  const calling = usages.filter(({ interactions }) => interactions.some(({ kind }) => kind === 'http'));
  const once = new Map(calling.toReversed().map((usage) => [usage.consumer, usage]));
  return [...once.values()]
    .map(
      ({ consumer, contract }): ConsumerImpact => ({
        consumer,
        verdict: 'at risk',
        because: `${name(consumer)} calls the API, and may sign in with ${name(change.subject)}`,
        contract,
        interaction: undefined,
        line: undefined,
        field: undefined,
      }),
    )
    .sort((a, b) => (a.consumer < b.consumer ? -1 : 1));
}
