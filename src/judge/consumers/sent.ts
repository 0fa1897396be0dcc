// What is sent, where less is accepted than before.

import type { Change } from '../../model/change.ts';
import { code, codeOf } from '../../model/code.ts';
import type { Json } from '../../model/json.ts';
import { acceptance, type Case, type Ruling, shownAt } from './case.ts';
import type { Part } from './parts.ts';
import { keywordSaid, sameValue, typesSaid, valuesSaid } from './said.ts';
import type { Skills } from './skills.ts';
import type { UseNode } from './tree.ts';
import { isWithinBound, typesOf, within } from './within.ts';

/** The ruling on what is sent, and may be refused now: by the values that the contract sends, then by its types and bounds. */
export function sent(one: Case): Ruling {
  const { change, part, meeting, base, skills } = one;
  const { how, node } = meeting;
  if (how === 'inside') return { verdict: base };
  const refused = (value: Json): boolean | undefined => isRefused(change, node.spot, value, part, skills);
  const values = valuesSaid(node.schema)?.filter((value) => typeof value !== 'object' || value === null);
  if (values !== undefined && values.length > 0) {
    const verdicts = values.map(refused);
    const touched = values[verdicts.indexOf(true)];
    if (touched !== undefined)
      return { verdict: base, tail: `, and sends ${part.asText ? code(String(touched)) : codeOf(touched)}` };
    return verdicts.includes(undefined)
      ? { verdict: 'at risk', tail: '; whether what it sends there is still accepted cannot be told' }
      : { verdict: 'unaffected', tail: ', and sends only what is still accepted' };
  }
  if (keepsWithin(change, node, part))
    return { verdict: 'unaffected', tail: ', and sends only what is still accepted' };
  const shown = shownAt(part.shown, node.path);
  const verdicts = shown.map(refused);
  if (verdicts.includes(true) || shown.length === 0 || verdicts.includes(undefined)) return { verdict: base };
  return { verdict: 'at risk', tail: '; what it shows is still accepted, and it may send other values' };
}

/** Whether the new document refuses the value for this change. */
function isRefused(
  change: Change,
  spot: UseNode['spot'],
  value: Json,
  part: Part,
  skills: Skills,
): boolean | undefined {
  if (change.kind === 'null.refused') return value === null;
  if (change.kind === 'enum.value-removed') return sameValue(value, change.before ?? null, part.asText);
  const is = acceptance(spot.fresh, value, part, skills);
  if (is !== false) return is === true ? false : undefined;
  return acceptance(spot.old, value, part, skills) !== false;
}

/** Whether the contract's own schema keeps what is sent within what is accepted now. */
function keepsWithin(change: Change, { schema, spot }: UseNode, { asText }: Part): boolean {
  const said = typesSaid(schema);
  switch (change.kind) {
    case 'null.refused':
      return said !== undefined && !said.has('null');
    case 'type.narrowed':
    case 'type.changed':
      return said !== undefined && spot.fresh.length > 0 && within(said, typesOf(spot.fresh), asText);
    case 'bound.tightened':
      return isWithinBound(schema, change);
    case 'format.tightened':
    case 'format.changed':
      return change.after !== undefined && keywordSaid(schema, 'format') === change.after;
    case 'pattern.tightened':
    case 'pattern.changed':
      return change.after !== undefined && keywordSaid(schema, 'pattern') === change.after;
    default:
      return false;
  }
}
