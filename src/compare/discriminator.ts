// The property that tells alternatives apart, and which value selects which.

import type { Shape } from '../model/schema.ts';
import { record, type Scope } from './comparison.ts';

/** Compares the discriminators of two unions (OpenAPI 3.1 §4.8.25). */
export function compareDiscriminators(scope: Scope, before: Shape, after: Shape): void {
  const old = before.discriminator;
  const fresh = after.discriminator;
  if (old === undefined && fresh === undefined) return;
  const facts = { keyword: 'discriminator' };
  if (old === undefined || fresh === undefined) {
    const subject = (old ?? fresh)?.value.propertyName ?? '';
    const anchors = { oldAnchor: old?.pointer ?? before.typeAt ?? '', newAnchor: fresh?.pointer ?? after.typeAt ?? '' };
    record(scope, old === undefined ? 'discriminator.added' : 'discriminator.removed', {
      subject,
      old: old?.pointer,
      new: fresh?.pointer,
      ...anchors,
      facts,
    });
    return;
  }
  const at = { old: old.pointer, new: fresh.pointer, facts };
  if (old.value.propertyName !== fresh.value.propertyName) {
    record(scope, 'discriminator.changed', {
      ...at,
      subject: old.value.propertyName,
      before: old.value.propertyName,
      after: fresh.value.propertyName,
    });
    return;
  }
  const names = new Set(after.variants.map((variant) => variant.name));
  for (const [value, target] of old.value.mapping) {
    const now = fresh.value.mapping.get(value);
    // A component under another name is the same component; only one that stands beside it makes a change.
    const moved = now !== undefined && now !== target && names.has(target);
    const dropped = now === undefined && names.has(target) && value !== target;
    if (moved || dropped)
      record(scope, 'discriminator.changed', {
        ...at,
        subject: value,
        before: target,
        ...(now !== undefined && { after: now }),
      });
  }
}
