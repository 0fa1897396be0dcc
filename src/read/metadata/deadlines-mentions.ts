// The items of a changelog that say that an operation, a field or a version which is used comes to an end.

import { code, harmless } from '../../model/code.ts';
import type { DeadlineClaim, FeedItem } from '../../model/deadline.ts';
import { redactText } from '../traffic/redact.ts';
import { endingIn } from './deadlines-prose.ts';

/** An operation that is used, by all the names that a changelog may give it. */
export interface UsedOperation {
  /** `METHOD /path` as in the document. */
  readonly operation: string;
  readonly operationId: string | undefined;
  /** Names of fields that are sent or read. */
  readonly fields: readonly string[];
}

export interface UsedNames {
  readonly operations: readonly UsedOperation[];
  /** The vendor's version that is sent. */
  readonly version: string | undefined;
}

/**
 * What the items that speak of an end say of what is used. An operation is named by its path (with its method or none) or
 * its `operationId`; a field by a name that no ordinary word is, or that stands as code, in an item that names its
 * operation or no other; a version by itself.
 */
export function readMentions(items: readonly FeedItem[], used: UsedNames, seenAt: string): readonly DeadlineClaim[] {
  const finders = used.operations.map((each) => ({
    operation: each.operation,
    isNamed: operationFinder(each),
    fields: each.fields.map((name) => ({ name, pattern: fieldFinder(name) })),
  }));
  const version = used.version === undefined ? undefined : versionFinder(used.version);
  return items.flatMap((item) => {
    const whole = `${item.title}\n${item.text}`;
    if (endingIn(whole) === undefined) return [];
    const named = finders.filter(({ isNamed }) => isNamed(whole));
    const namesPath = /(?:^|[\s`"'(])\/[\w{]/.test(whole);
    const parts = (named.length > 0 || namesPath ? named : finders).flatMap(({ operation, fields }) =>
      fields
        .filter(({ pattern }) => pattern.test(whole))
        .map(({ name }) => ({ operation, part: { in: 'body', name } as const })),
    );
    const wholes = named
      .filter(({ operation }) => !parts.some((part) => part.operation === operation))
      .map(({ operation }) => ({ operation, part: undefined }));
    const all = named.length === 0 && parts.length === 0 && version?.test(whole) === true;
    const about = all ? [{ operation: undefined, part: undefined }] : [...wholes, ...parts];
    return about.flatMap((each) => claimsOf(item, whole, each, seenAt));
  });
}

function claimsOf(
  item: FeedItem,
  whole: string,
  about: Pick<DeadlineClaim, 'operation' | 'part'>,
  seenAt: string,
): readonly DeadlineClaim[] {
  const base = {
    source: 'feed',
    where: `changelog item ${code(redactText(item.title), 80)}`,
    ...about,
    seenAt: item.day === undefined ? seenAt : `${item.day}T00:00:00Z`,
    said: harmless(redactText(item.text.slice(0, 2000)), 200),
  } as const;
  const ends = endingIn(whole)?.ends;
  return [
    { ...base, what: 'deprecated', since: item.day },
    ...(ends === undefined ? [] : [{ ...base, what: 'ends', on: ends } as const]),
    ...(item.url === undefined ? [] : [{ ...base, what: 'more', url: item.url } as const]),
  ];
}

const METHODS = '(?:get|put|post|delete|options|head|patch|trace|query)';

/** Whether a text names the operation. */
function operationFinder({ operation, operationId }: UsedOperation): (text: string) => boolean {
  const [method = '', path = ''] = operation.split(' ');
  const segments = path.split(/\{[^{}]*\}/).map(escaped);
  const parameter = '(?:\\{[^{}\\s]{1,60}\\}|:\\w{1,60}|<\\w{1,60}>|\\[\\w{1,60}\\])';
  const written = new RegExp(
    `(?:\\b(${METHODS})[ \`]{1,3})?(?<![\\w/}])${segments.join(parameter)}(?![\\w{}-]|/[\\w{:<])`,
    'gi',
  );
  const id = operationId !== undefined && isDistinct(operationId) ? wordFinder(operationId) : undefined;
  return (text) =>
    (path.length > 1 &&
      [...text.matchAll(written)].some(([, said]) => said === undefined || said.toUpperCase() === method)) ||
    id?.test(text) === true;
}

/** A name that is no word of prose: `phoneNumber`, `phone_number`, `v2`. */
function isDistinct(name: string): boolean {
  return /[a-z][A-Z]|_|[a-z]\d/.test(name);
}

function fieldFinder(field: string): RegExp {
  return isDistinct(field) ? wordFinder(field) : new RegExp(`[\`"']${escaped(field)}[\`"']`);
}

function versionFinder(version: string): RegExp {
  // `2` alone is any number; a version says that it is one.
  const written = /^\d+$/.test(version) ? `v(?:ersion )?${version}` : `(?:v(?:ersion )?)?${escaped(version)}`;
  return new RegExp(`(?<![\\w.-])${written}(?![\\w-]|\\.\\d)`, 'i');
}

function wordFinder(name: string): RegExp {
  return new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
