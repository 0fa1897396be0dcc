// The facts by which rules on one kind of change are told apart.

import type { Change } from '../model/change.ts';

/** Whether the thing is, or was, required. */
export function required(change: Change): boolean {
  return change.facts.required === true;
}

/** Whether the enclosing object refuses properties that it does not name. */
export function closed(change: Change): boolean {
  return change.facts.closed === true;
}

/** Whether values outside the enum may come anyway. */
export function extensible(change: Change): boolean {
  return change.facts.extensible === true;
}

/** Whether the response status is a success. */
export function success(change: Change): boolean {
  return change.facts.success === true;
}

/** Whether the type is only implied by keywords of that type, and declared on the other side. */
export function implied(change: Change): boolean {
  return change.facts.implied === true;
}

/** Whether the parameter stands in the path, where names are not on the wire. */
export function inPath(change: Change): boolean {
  return change.facts.keyword === 'path';
}
