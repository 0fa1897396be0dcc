// The operations of a document that are most like one that it does not have.

import type { Api, Operation } from '../../model/api.ts';
import { prefixesOf, segmentsOf } from '../../model/calls.ts';
import type { HttpInteraction } from '../../model/usage.ts';
import { compareText, likeness } from '../likeness.ts';

/** Least like of what is worth naming. */
const NEAR = 0.5;

/** The operations of `api` most like the call, at most three, the most like first. */
export function nearestOperations(
  { operations }: Api,
  { method, path }: Pick<HttpInteraction, 'method' | 'path'>,
): readonly Operation[] {
  return operations
    .map((operation) => ({ operation, near: alike(operation, path) - (operation.method === method ? 0 : 0.1) }))
    .filter(({ near }) => near >= NEAR)
    .sort((a, b) => b.near - a.near || compareText(a.operation.path, b.operation.path))
    .slice(0, 3)
    .map(({ operation }) => operation);
}

/** How alike a called path and an operation's are, segment by segment, below the prefix that suits best. */
function alike(operation: Operation, path: string): number {
  const called = segmentsOf(path);
  const scores = [...prefixesOf(operation)].map((prefix) => {
    const written = segmentsOf(prefix + operation.path);
    const sum = written.reduce((total, segment, index) => {
      const text = called[index];
      if (text === undefined) return total;
      return total + (segment.includes('{') ? 0.9 : likeness(segment, text));
    }, 0);
    return sum / Math.max(1, called.length, written.length);
  });
  return Math.max(...scores);
}
