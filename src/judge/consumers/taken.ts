// What is read, where more may come than before.

import type { Case, Ruling } from './case.ts';
import { keywordSaid, sameValue, typesSaid, valuesSaid } from './said.ts';
import { isWithinBound, typesOf, within } from './within.ts';

/** The ruling on what is read, and may be more than the contract can take: it breaks unless the contract says that it takes it. */
export function taken(one: Case): Ruling {
  const { change, part, meeting, base } = one;
  const { how, node } = meeting;
  if (how === 'inside') return { verdict: base };
  const said = typesSaid(node.schema);
  const takes: Ruling = { verdict: 'unaffected', tail: ', and can take that' };
  switch (change.kind) {
    case 'null.allowed':
    case 'sample.null-appeared':
    case 'wire.null':
      return said?.has('null') ? takes : { verdict: base };
    case 'type.widened':
    case 'type.changed':
      return said !== undefined && node.spot.fresh.length > 0 && within(typesOf(node.spot.fresh), said, part.asText)
        ? takes
        : { verdict: base };
    case 'enum.value-added': {
      const listed = valuesSaid(node.schema);
      if (listed === undefined)
        return { verdict: base, tail: '; the contract does not list the values that it can take' };
      return listed.some((value) => sameValue(value, change.after ?? null, part.asText))
        ? takes
        : { verdict: 'breaks', tail: ', and the contract lists others' };
    }
    case 'enum.opened':
      return valuesSaid(node.schema) === undefined
        ? { verdict: base }
        : { verdict: 'breaks', tail: ', and the contract lists its values' };
    case 'bound.loosened':
      return isWithinBound(node.schema, change, true) ? takes : { verdict: base };
    case 'format.loosened':
    case 'format.changed':
      return change.after !== undefined && keywordSaid(node.schema, 'format') === change.after
        ? takes
        : { verdict: base };
    case 'pattern.loosened':
    case 'pattern.changed':
      return change.after !== undefined && keywordSaid(node.schema, 'pattern') === change.after
        ? takes
        : { verdict: base };
    default:
      return { verdict: base };
  }
}
