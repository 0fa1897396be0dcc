// What a change at a field means for the consumer that sends or reads it, by what its contract says there.

import { acceptance, type Case, type Ruling, shownAt } from './case.ts';
import { objectsIn } from './places.ts';
import { sent } from './sent.ts';
import { taken } from './taken.ts';
import type { UseNode } from './tree.ts';
import type { Touch } from './used.ts';
import { name } from './words.ts';

/** The ruling on a case; `undefined` where the contract is not touched. */
export function rulingOn(touch: Touch, one: Case): Ruling | undefined {
  const { meeting, base } = one;
  if (touch === 'need') return needed(one);
  if (touch === 'default') return defaulted(one);
  if (touch === 'stranger') return stranger(one);
  if (touch === 'rename') return renamed(one);
  if (meeting.how === 'beside') return undefined;
  if (base === 'unaffected') return { verdict: base };
  if (touch === 'send') return sent(one);
  if (touch === 'take') return taken(one);
  if (touch === 'miss') return missed(one);
  if (touch === 'close') return closed(one);
  return { verdict: base };
}

/** What must be sent now. */
function needed({ change, part, meeting, base, skills }: Case): Ruling | undefined {
  const { how, node } = meeting;
  if (base === 'unaffected') return how === 'at' ? { verdict: base } : undefined;
  if (change.kind === 'dependent-required.added') {
    const holder = how === 'at' ? node.parent : node;
    if (how !== 'inside' && typeof change.before === 'string' && child(holder, change.before) === undefined)
      return undefined;
  }
  if (how === 'at') return node.required ? { verdict: 'unaffected' } : { verdict: base, manner: 'may be absent' };
  if (how === 'inside') return { verdict: 'at risk', manner: 'unsaid' };
  const alternatives = objectsIn(node.spot.fresh);
  if (alternatives.length > 1) {
    // It is required in one alternative, and what is sent may be another.
    const shown = shownAt(part.shown, node.path);
    const verdicts = shown.map((value) => acceptance(node.spot.fresh, value, part, skills));
    if (shown.length > 0 && verdicts.every((verdict) => verdict === true)) return undefined;
    if (!verdicts.includes(false)) return { verdict: 'at risk', manner: 'absent' };
  }
  return { verdict: base, manner: 'absent' };
}

/** What is filled in where it is left out. */
function defaulted({ meeting: { how, node }, base }: Case): Ruling | undefined {
  if (base === 'unaffected') return undefined;
  if (how === 'beside') return { verdict: base, manner: 'absent' };
  if (how === 'inside') return { verdict: base, manner: 'unsaid' };
  const last = node.path.at(-1);
  const always = node.required || (last !== undefined && ('items' in last || 'values' in last));
  return always ? { verdict: 'unaffected' } : { verdict: base, manner: 'may be absent' };
}

/** What a consumer does not know. */
function stranger({ meeting: { how }, strict }: Case): Ruling | undefined {
  if (how === 'at') return { verdict: 'unaffected' };
  return strict ? { verdict: 'breaks', manner: 'absent', tail: ', and refuses what it does not know' } : undefined;
}

/** What has another name now. */
function renamed({ change, meeting: { how, node }, base }: Case): Ruling | undefined {
  if (base === 'unaffected') return how === 'at' ? { verdict: base } : undefined;
  const fresh = typeof change.after === 'string' ? change.after : '';
  const sendsNew = change.direction !== 'response' && child(how === 'at' ? node.parent : node, fresh) !== undefined;
  if (how === 'at') return sendsNew ? { verdict: 'unaffected', tail: ', which it sends as well' } : { verdict: base };
  if (how === 'inside') return { verdict: change.direction === 'response' ? base : 'at risk', manner: 'unsaid' };
  return change.direction === 'response' || !change.facts.required || sendsNew
    ? undefined
    : { verdict: base, manner: 'absent' };
}

function child(node: UseNode | undefined, property: string): UseNode | undefined {
  return node?.children.find(({ segment }) => 'property' in segment && segment.property === property)?.node;
}

/** What a consumer may have to do without. */
function missed({ meeting: { how, node }, base }: Case): Ruling {
  return how === 'at' && node.parent !== undefined && !node.required
    ? { verdict: 'unaffected', tail: ', and can do without it' }
    : { verdict: base };
}

/** Members that the object no longer allows. */
function closed({ meeting: { how, node }, base, skills: { finds } }: Case): Ruling | undefined {
  if (how === 'inside' || node.children.length === 0) return { verdict: 'at risk', manner: 'unsaid' };
  const objects = objectsIn(node.spot.fresh);
  const known = (property: string): boolean =>
    objects.some(
      ({ properties, patternProperties }) =>
        properties.has(property) || [...patternProperties.keys()].some((pattern) => finds(pattern, property) !== false),
    );
  const strange = node.children.flatMap(({ segment }) =>
    'property' in segment && !known(segment.property) ? [segment.property] : [],
  );
  return strange.length === 0
    ? { verdict: 'unaffected', tail: ', and sends none' }
    : { verdict: base, tail: `, and sends ${strange.map(name).join(', ')}` };
}
