// One body with its matching rules as a payload.

import type { Payload } from '../../model/usage.ts';
import { withoutSecrets } from '../contract/credentials.ts';
import { quote } from '../document/looks.ts';
import type { Body } from './body.ts';
import { type Side, schemaAt } from './schema.ts';
import { type RuleTree, startAt, type Walk } from './tree.ts';

/** The payload that `body` shows; `what` it is, is said where it cannot be held against a document. */
export function payloadOf(
  body: Body | undefined,
  rules: RuleTree,
  walk: Walk,
  side: Side,
  what: string,
): Payload | undefined {
  if (body === undefined) return undefined;
  const { mediaType, content } = body;
  if (content.kind === 'opaque') {
    const type = mediaType === undefined ? 'is no JSON' : `is ${quote(mediaType)}`;
    side.note(`the ${what} ${type}: only JSON and plain text are held against a document`);
    return { mediaType, schema: undefined, example: undefined };
  }
  const schema = schemaAt(content.value, startAt(rules, walk), side);
  noteUnmet(rules, walk, side, what);
  return { mediaType, schema, example: withoutSecrets(content.value) };
}

/** Says which rules no value of the example came under. */
export function noteUnmet(rules: RuleTree, walk: Walk, side: Side, what: string): void {
  for (const rule of rules.rules)
    if (!rule.generated && !walk.met.has(rule))
      side.note(`the matching rule at ${quote(rule.path)} is not checked: the ${what} shows no value there`);
}
