// A rule's words and example, for reports that carry their rules along.

import type { RuleExample } from '../model/rule.ts';
import type { RuleText } from '../render/sarif.ts';
import { RULES } from '../rules/catalogue.ts';
import { exampleDocuments } from '../rules/example.ts';

/** What SARIF tells of the rule `direction/id`; `undefined` where there is none. */
export function ruleText(name: string): RuleText | undefined {
  const rule = RULES.find(({ id }) => id === name.slice(name.indexOf('/') + 1));
  if (rule === undefined) return undefined;
  const { before, after } = exampleDocuments(rule.example);
  const [first, second] = sidesOf(rule.example);
  const example = [first, fenced(before), second, fenced(after)].join('\n\n');
  return { title: rule.title, why: rule.why, example };
}

function fenced(text: string): string {
  return `\`\`\`\n${text.trimEnd()}\n\`\`\``;
}

const SIDES: Readonly<Partial<Record<RuleExample['as'], readonly [string, string]>>> = {
  contract: ['Interaction, which calls `POST /things`:', 'Document:'],
  live: ['Interaction, which calls `GET /things`:', 'Answer:'],
  call: ['Call:', 'What came of it:'],
  calls: ['Limits:', 'What came of calls:'],
  credential: ['Credential:', 'How it is found:'],
};

/** What the two sides of a rule's example are called. */
export function sidesOf({ as }: RuleExample): readonly [string, string] {
  return SIDES[as] ?? ['Before:', 'After:'];
}
