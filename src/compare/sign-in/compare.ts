// What changed in how clients sign in: metadata of authorization servers and protected resources, before and now.

import type { Change, ChangeKind, Facts } from '../../model/change.ts';
import type { Json } from '../../model/json.ts';
import type { Impact } from '../../model/place.ts';
import {
  SIGN_IN_FLAGS,
  SIGN_IN_LISTS,
  type SignInFlag,
  type SignInList,
  type SignInMetadata,
} from '../../model/sign-in.ts';

/**
 * The changes from `old` to `fresh` for each location that both have; `operations` (`METHOD /path`) are those whose callers
 * sign in so. A list that one side does not state, and that stands for nothing then, is no evidence of anything.
 */
export function compareSignIn(
  old: readonly SignInMetadata[],
  fresh: readonly SignInMetadata[],
  operations: readonly string[],
): readonly Change[] {
  const impacts = (operations.length === 0 ? [''] : operations).map(impactOn);
  return old.flatMap((before) => {
    const after = fresh.find(({ location }) => location === before.location);
    if (after === undefined) return [];
    return found(before, after).map(({ kind, subject, facts = {}, ...values }) => ({
      kind,
      direction: 'auth' as const,
      subject,
      root: { metadata: before.location, path: [] },
      old: null,
      new: null,
      ...values,
      facts,
      impacts,
    }));
  });
}

/** What is said of one change. */
interface Found {
  readonly kind: ChangeKind;
  readonly subject: string;
  readonly before?: Json;
  readonly after?: Json;
  readonly facts?: Facts;
}

function impactOn(operation: string): Impact {
  return { operation, direction: 'auth', field: '', path: [] };
}

function found(old: SignInMetadata, fresh: SignInMetadata): readonly Found[] {
  const renamed: readonly Found[] =
    old.name === fresh.name
      ? []
      : [{ kind: 'sign-in.issuer-changed', subject: old.name, before: old.name, after: fresh.name }];
  const lists = (Object.keys(SIGN_IN_LISTS) as SignInList[]).flatMap((list) => items(list, old, fresh));
  const flags = (Object.keys(SIGN_IN_FLAGS) as SignInFlag[]).flatMap((flag) => raised(flag, old, fresh));
  return [...renamed, ...lists, ...flags, ...endpoints(old.endpoints, fresh.endpoints)];
}

function items(list: SignInList, old: SignInMetadata, fresh: SignInMetadata): readonly Found[] {
  const [before, after] = [old.lists[list], fresh.lists[list]];
  if (before === undefined || after === undefined) return [];
  const group = SIGN_IN_LISTS[list];
  const facts = (none: boolean): Facts => ({ keyword: list, ...(none && { only: true }) });
  return [
    ...before
      .filter((item) => !after.includes(item))
      .map((subject): Found => ({ kind: `sign-in.${group}-removed`, subject, facts: facts(after.length === 0) })),
    ...after
      .filter((item) => !before.includes(item))
      .map((subject): Found => ({ kind: `sign-in.${group}-added`, subject, facts: facts(before.length === 0) })),
  ];
}

function raised(flag: SignInFlag, old: SignInMetadata, fresh: SignInMetadata): readonly Found[] {
  const [before, after] = [old.flags.includes(flag), fresh.flags.includes(flag)];
  if (before === after) return [];
  return [{ kind: `sign-in.${SIGN_IN_FLAGS[flag]}-${after ? 'added' : 'removed'}`, subject: flag }];
}

function endpoints(old: SignInMetadata['endpoints'], fresh: SignInMetadata['endpoints']): readonly Found[] {
  const members = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort();
  return members.flatMap((subject): readonly Found[] => {
    const [before, after] = [old[subject], fresh[subject]];
    if (before === after) return [];
    if (before === undefined) return [{ kind: 'sign-in.endpoint-added', subject, after: after ?? '' }];
    if (after === undefined) return [{ kind: 'sign-in.endpoint-removed', subject, before }];
    return [{ kind: 'sign-in.endpoint-changed', subject, before, after }];
  });
}
