// One operation in both documents: itself, what it takes, what it gives.

import type { Operation } from '../model/api.ts';
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
  compareParameters(comparison, pair, operation, direction);
  compareBodies(comparison, old.body, fresh.body, { operation, direction });
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
