// One operation in both documents: itself, what it takes, what it gives.

import type { Operation } from '../model/api.ts';
import { own } from '../model/json.ts';
import { operationName } from '../model/place.ts';
import { type Comparison, record, type Scope, slotScope } from './comparison.ts';
import { compareBodies, compareResponses } from './content.ts';
import type { OperationPair } from './pairing.ts';
import { compareParameters } from './parameters.ts';
import { compareUnread } from './schema.ts';

/** Compares two operations that are taken to be one. `direction` is the way in which its request travels, seen from us. */
export function compareOperations(
  comparison: Comparison,
  pair: OperationPair,
  direction: 'request' | 'response',
): void {
  const { old, new: fresh } = pair;
  const operation = operationName(old.method, old.path);
  const answer = direction === 'request' ? 'response' : 'request';
  const scope = slotScope(comparison, { operation, direction });
  compareLife(comparison, pair, scope);
  compareUnread(scope, old.unread, fresh.unread);
  // What is written in the same words is not read: most edits touch one part of an operation.
  const parameters = sameParameters(comparison, pair);
  if (!parameters) compareParameters(comparison, pair, operation, direction);
  if (!parameters || !samePart(comparison, pair, 'requestBody') || !sameMediaTypes(comparison, pair, 'consumes'))
    compareBodies(comparison, old.body, fresh.body, { operation, direction });
  if (!samePart(comparison, pair, 'responses') || !sameMediaTypes(comparison, pair, 'produces'))
    compareResponses(comparison, old.responses, fresh.responses, { operation, direction: answer });
}

function compareLife(comparison: Comparison, pair: OperationPair, scope: Scope): void {
  const { old, new: fresh } = pair;
  const name = (operation: Operation): string => operationName(operation.method, operation.path);
  const at = { subject: name(old), old: old.pointer, new: fresh.pointer };
  if (pair.by === 'move') {
    record(scope, 'operation.moved', {
      ...at,
      before: name(old),
      after: name(fresh),
      facts: { likeness: pair.likeness, replacement: name(fresh), deprecated: old.deprecated },
    });
  }
  const sunset = fresh.sunset === undefined ? {} : { sunset: fresh.sunset };
  if (!old.deprecated && fresh.deprecated) record(scope, 'operation.deprecated', { ...at, facts: sunset });
  else if (old.deprecated && !fresh.deprecated) record(scope, 'operation.undeprecated', at);
  else if (old.sunset !== fresh.sunset) {
    record(scope, 'operation.sunset-changed', {
      ...at,
      before: old.sunset,
      after: fresh.sunset,
      facts: { ...sunset, deprecated: fresh.deprecated },
    });
  } else if (old.deprecated && fresh.sunset !== undefined)
    record(scope, 'operation.remains-deprecated', { ...at, facts: sunset });
  if (comparison.sdk && old.operationId !== fresh.operationId) {
    record({ ...scope, direction: 'meta' }, 'operation.id-changed', {
      ...at,
      before: old.operationId,
      after: fresh.operationId,
    });
  }
}

/** Whether nothing that the wire shows differs, as far as the words tell. */
export function isSameOperation(comparison: Comparison, pair: OperationPair): boolean {
  const { old, new: fresh } = pair;
  return (
    comparison.same.values(old.raw.operation, old.pointer, fresh.raw.operation, fresh.pointer) &&
    sameInherited(comparison, pair) &&
    sameMediaTypes(comparison, pair, 'consumes') &&
    sameMediaTypes(comparison, pair, 'produces') &&
    old.operationId === fresh.operationId &&
    !(old.deprecated && old.sunset !== undefined)
  );
}

/** Whether the parameters are the same; those of Swagger 2.0 hold the body too. */
function sameParameters(comparison: Comparison, pair: OperationPair): boolean {
  return samePart(comparison, pair, 'parameters') && sameInherited(comparison, pair);
}

/** Whether what the path tells of the parameters is the same: its names, and what its item declares for all operations. */
function sameInherited({ same }: Comparison, { old, new: fresh, by }: OperationPair): boolean {
  const [before, after] = [old.raw.pathItem.parameters, fresh.raw.pathItem.parameters];
  return (
    by !== 'move' &&
    namesInPath(old.path) === namesInPath(fresh.path) &&
    same.values(before, old.pointer, after, fresh.pointer)
  );
}

function samePart({ same }: Comparison, { old, new: fresh }: OperationPair, key: string): boolean {
  return same.values(own(old.raw.operation, key), old.pointer, own(fresh.raw.operation, key), fresh.pointer);
}

/** Whether the media types of Swagger 2.0 are the same, the operation's own or those of the root. */
function sameMediaTypes(comparison: Comparison, pair: OperationPair, key: 'consumes' | 'produces'): boolean {
  const { same, old, new: fresh } = comparison;
  const [before, after] = [own(old.document.root, key), own(fresh.document.root, key)];
  return samePart(comparison, pair, key) && same.values(before, '', after, '');
}

function namesInPath(path: string): string {
  return path.match(/\{[^{}]*\}/g)?.join() ?? '';
}
