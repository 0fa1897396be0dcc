// How it is said what a change means for a consumer: who, what of the API it uses, what became of it.

import type { Change, ChangeKind } from '../../model/change.ts';
import { code, codeOf, harmless } from '../../model/code.ts';
import { type FieldPath, formatField } from '../../model/place.ts';
import type { Interaction } from '../../model/usage.ts';
import type { Part } from './parts.ts';

const LONGEST_NAME = 200;

const GONE = 'which is gone';
const NEW = 'which is new';
const REQUIRED = 'which is now required';
const NOT_DEPRECATED = 'which is no longer deprecated';

/** What became of the thing, as a clause on it. A kind that is absent is told by its rule's own message. */
const CLAUSES: Readonly<Partial<Record<ChangeKind, string | ((change: Change) => string)>>> = {
  'server.removed': (change) => `and ${name(change.subject)} no longer serves it`,
  'server.added': (change) => `which ${name(change.subject)} serves as well`,
  'operation.added': NEW,
  'operation.removed': GONE,
  'operation.moved': (change) => `which is now ${name(String(change.after))}`,
  'operation.deprecated': deprecated,
  'operation.undeprecated': NOT_DEPRECATED,
  'operation.remains-deprecated': deprecated,
  'operation.sunset-changed': (change) => `which ends on ${valueOr(change.after, 'a date that is not said')}`,
  'webhook.added': NEW,
  'webhook.removed': GONE,
  'callback.added': NEW,
  'callback.removed': GONE,
  'parameter.added': newOrRequired,
  'parameter.removed': GONE,
  'parameter.renamed': renamed,
  'parameter.became-required': REQUIRED,
  'parameter.became-optional': optional,
  'parameter.deprecated': deprecated,
  'parameter.undeprecated': NOT_DEPRECATED,
  'parameter.serialization-changed': (change) =>
    `whose ${code(change.facts.keyword ?? 'style')} is now ${valueOr(change.after, 'the default')}`,
  'body.added': newOrRequired,
  'body.removed': GONE,
  'body.became-required': REQUIRED,
  'body.became-optional': optional,
  'media-type.added': NEW,
  'media-type.removed': GONE,
  'status.added': NEW,
  'status.removed': GONE,
  'header.added': NEW,
  'header.removed': GONE,
  'header.became-required': 'which now always comes',
  'header.became-optional': optional,
  'header.deprecated': deprecated,
  'header.undeprecated': NOT_DEPRECATED,
  'property.added': newOrRequired,
  'property.removed': ({ facts }) => (facts.keyword === undefined ? GONE : `which is now ${code(facts.keyword)}`),
  'property.renamed': renamed,
  'property.became-required': (change) => (change.direction === 'response' ? 'which now always comes' : REQUIRED),
  'property.became-optional': optional,
  'property.deprecated': deprecated,
  'property.undeprecated': NOT_DEPRECATED,
  'object.closed': 'which allows no further properties now',
  'object.opened': 'which may now have further properties',
  'dependent-required.added': (change) => `which ${valueOr(change.before, 'another property')} requires now`,
  'type.widened': (change) => `which may now be ${valueOr(change.after, 'of any type')}`,
  'type.narrowed': (change) => `which is now only ${valueOr(change.after, 'of one type')}`,
  'type.changed': (change) => `which is now ${valueOr(change.after, 'of another type')}`,
  'null.allowed': 'which may now be `null`',
  'null.refused': 'which may no longer be `null`',
  'enum.value-added': (change) => `which may now also be ${valueOr(change.after, 'another value')}`,
  'enum.value-removed': (change) => `which may no longer be ${valueOr(change.before, 'one of its values')}`,
  'enum.opened': 'which is no longer one of a list of values',
  'enum.closed': (change) => `which is now one of ${valueOr(change.after, 'a list of values')}`,
  'format.loosened': format,
  'format.tightened': format,
  'format.changed': format,
  'pattern.loosened': pattern,
  'pattern.tightened': pattern,
  'pattern.changed': pattern,
  'bound.loosened': bound,
  'bound.tightened': bound,
  'alternative.added': (change) => `which has ${name(change.subject)} as a new alternative`,
  'alternative.removed': (change) => `which has ${name(change.subject)} as an alternative no more`,
  'default.changed': (change) => `whose default is now ${valueOr(change.after, 'not said')}`,

  'deadline.ends': ended,

  'trouble.slow': 'which answers later than it waits',
  'trouble.certificate-ending': 'whose certificate ends soon',
  'health.down': 'which is down',
  'health.failing': 'which fails too often',
  'health.slow': ({ facts }) => (facts.keyword === 'patience' ? 'which is slower than it waits' : 'which is slow'),
  'health.incident': 'which has an incident',
  'health.weekly': 'which is bad at the same time of the week',
  'health.slowing': 'which gets slower',
};

/** What became of the thing, to stand after its name. */
export function clause(change: Change, message: string): string {
  const said = CLAUSES[change.kind];
  if (said === undefined && change.kind.startsWith('trouble.')) return `, which fails: ${causeOf(change)}`;
  if (said === undefined) return `: ${message}`;
  const text = typeof said === 'string' ? said : said(change);
  return text.startsWith('and ') ? ` ${text}` : `, ${text}`;
}

function ended({ facts }: Change): string {
  const on = facts.sunset === undefined ? '' : ` on ${harmless(facts.sunset)}`;
  return facts.past === true ? `which was to end${on}` : `which ends${on}`;
}

/** `credential expired`, `server fault`. */
function causeOf({ kind }: Change): string {
  return kind.slice('trouble.'.length).replaceAll('-', ' ');
}

function newOrRequired({ direction, facts }: Change): string {
  return facts.required && direction === 'request' ? 'which is new and required' : NEW;
}

function optional({ direction }: Change): string {
  return direction === 'response' ? 'which may now be absent' : 'which may now be left out';
}

function renamed(change: Change): string {
  return `which is now called ${valueOr(change.after, 'otherwise')}`;
}

function deprecated({ facts }: Change): string {
  const end = facts.sunset === undefined ? 'has an end that is not dated' : `ends on ${harmless(facts.sunset)}`;
  return `which is deprecated and ${end}`;
}

function format(change: Change): string {
  return change.after === undefined ? 'which has no format any more' : `whose format is now ${codeOf(change.after)}`;
}

function pattern(change: Change): string {
  return change.after === undefined
    ? 'which matches no pattern any more'
    : `whose pattern is now ${codeOf(change.after)}`;
}

function bound(change: Change): string {
  const keyword = code(change.facts.keyword ?? 'bound');
  return change.after === undefined
    ? `which has no ${keyword} any more`
    : `whose ${keyword} is now ${codeOf(change.after)}`;
}

function valueOr(value: Change['after'], none: string): string {
  return value === undefined ? none : codeOf(value);
}

/** A foreign name as code. */
export function name(text: string): string {
  return code(text, LONGEST_NAME);
}

/** Who: the interaction. */
export function who(interaction: Interaction): string {
  return name(interaction.name);
}

/** What is done with a field, as the direction says. */
export interface Verb {
  readonly does: string;
  readonly doesNot: string;
  readonly may: string;
}

/** `sends` or `reads`, as the direction says. */
export function verb({ direction }: Change): Verb {
  return direction === 'response'
    ? { does: 'reads', doesNot: 'does not read', may: 'may read' }
    : { does: 'sends', doesNot: 'does not send', may: 'may send' };
}

/** A field as reports name it: with its parameter or header in front; `undefined` for a whole body. */
export function fieldOf(part: Part, path: FieldPath): string | undefined {
  const whole: FieldPath = part.name === '' ? path : [{ property: part.name }, ...path];
  return whole.length === 0 ? undefined : formatField(whole);
}

/** A field as sentences name it. */
export function label(part: Part, path: FieldPath, { direction }: Change): string {
  const field = fieldOf(part, path);
  if (field === undefined) return direction === 'response' ? 'the response' : 'the request body';
  return path.length === 0 ? `${part.label} ${name(part.name)}` : name(field);
}
