// How rules on sign-in metadata show its two states, and name where it says something.

import type { Change } from '../model/change.ts';
import type { Rule } from '../model/rule.ts';
import { code } from './words.ts';

/** Two states of an authorization server's metadata. */
export function server(before: string, after: string): Rule['example'] {
  return { as: 'sign-in', before, after };
}

/** Two states of a protected resource's metadata. */
export function resource(before: string, after: string): Rule['example'] {
  const head = 'resource: https://api.example.com\n';
  return { as: 'sign-in', before: `${head}${before}`, after: `${head}${after}` };
}

/** ` in ...`, the list that says it. */
export function inList({ facts }: Change): string {
  return facts.keyword === undefined ? '' : ` in ${code(facts.keyword)}`;
}

/** ` (...)`, whose metadata says it. */
export function at({ root }: Change): string {
  return 'metadata' in root ? ` (${code(root.metadata, 200)})` : '';
}
