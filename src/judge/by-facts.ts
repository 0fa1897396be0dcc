// The severity of a rule, as what is known of the change at hand raises or lowers it.

import type { Change } from '../model/change.ts';
import type { Severity } from '../model/rule.ts';

/**
 * What no credential of the team's uses breaks nobody here: `risky`. What should be gone by now may go at any moment:
 * `risky` too, and by the same rule as before, so that the finding stays the same one while days pass.
 */
export function byFacts(severity: Severity, { facts }: Change): Severity {
  if (severity === 'breaking' && facts.used === false) return 'risky';
  return severity === 'deprecated' && facts.past === true ? 'risky' : severity;
}
