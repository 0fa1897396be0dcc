// The severities that differ between the profiles, by name, so that a rule's table row stays one word.

import type { Grade } from '../model/rule.ts';

/** What pure inclusion calls breaking and a careful client may well survive. */
export const BREAKING_OR_RISKY = { strict: 'breaking', tolerant: 'risky' } as const satisfies Grade;

/** What pure inclusion calls breaking and a client that ignores what it does not know never notices. */
export const BREAKING_OR_INFO = { strict: 'breaking', tolerant: 'info' } as const satisfies Grade;
