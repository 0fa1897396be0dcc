// The vocabulary of neutral facts that comparing finds. Order is the order of the house: from the API down to a value.

import type { Json } from './json.ts';
import type { Direction, FieldPath, Impact, Side, Slot } from './place.ts';

/**
 * Every kind of change, with its mirror. A kind that is its own mirror says that one thing became another.
 * `null` has no mirror: it states what holds, or what could not be decided. The `contract.` kinds say where a document
 * does not keep what a contract relies on, and the `live.` kinds where a provider that was called does not. The `sample.`
 * kinds say what is otherwise in responses that came: nobody wrote it down, and there is no request to hold a mirror to;
 * the `wire.` kinds where responses are not what the document says. The `trouble.` kinds say why calls fail, by cause, and
 * the `health.` kinds how an API fares over many of them; the `flow.` kinds say at which step of a workflow it does not do
 * what it says, and the `credential.` kinds how it stands with what we sign in by. The `sign-in.` kinds are between metadata
 * of authorization servers and protected resources, and the `deadline.` kind says what comes to an end.
 */
export const CHANGE_KINDS = {
  'server.added': 'server.removed',
  'server.removed': 'server.added',

  'operation.added': 'operation.removed',
  'operation.removed': 'operation.added',
  'operation.moved': 'operation.moved',
  'operation.deprecated': 'operation.undeprecated',
  'operation.undeprecated': 'operation.deprecated',
  'operation.remains-deprecated': null,
  'operation.sunset-changed': 'operation.sunset-changed',
  'operation.id-changed': 'operation.id-changed',
  'webhook.added': 'webhook.removed',
  'webhook.removed': 'webhook.added',
  'callback.added': 'callback.removed',
  'callback.removed': 'callback.added',

  'security.alternative-added': 'security.alternative-removed',
  'security.alternative-removed': 'security.alternative-added',
  'security.scope-added': 'security.scope-removed',
  'security.scope-removed': 'security.scope-added',
  'security.scheme-changed': 'security.scheme-changed',
  'security.scheme-deprecated': 'security.scheme-undeprecated',
  'security.scheme-undeprecated': 'security.scheme-deprecated',
  'security.metadata-changed': 'security.metadata-changed',
  'oauth.flow-added': 'oauth.flow-removed',
  'oauth.flow-removed': 'oauth.flow-added',
  'oauth.scope-added': 'oauth.scope-removed',
  'oauth.scope-removed': 'oauth.scope-added',
  'oauth.url-changed': 'oauth.url-changed',

  'sign-in.issuer-changed': 'sign-in.issuer-changed',
  'sign-in.server-added': 'sign-in.server-removed',
  'sign-in.server-removed': 'sign-in.server-added',
  'sign-in.grant-added': 'sign-in.grant-removed',
  'sign-in.grant-removed': 'sign-in.grant-added',
  'sign-in.response-type-added': 'sign-in.response-type-removed',
  'sign-in.response-type-removed': 'sign-in.response-type-added',
  'sign-in.client-auth-added': 'sign-in.client-auth-removed',
  'sign-in.client-auth-removed': 'sign-in.client-auth-added',
  'sign-in.scope-added': 'sign-in.scope-removed',
  'sign-in.scope-removed': 'sign-in.scope-added',
  'sign-in.pkce-added': 'sign-in.pkce-removed',
  'sign-in.pkce-removed': 'sign-in.pkce-added',
  'sign-in.algorithm-added': 'sign-in.algorithm-removed',
  'sign-in.algorithm-removed': 'sign-in.algorithm-added',
  'sign-in.binding-added': 'sign-in.binding-removed',
  'sign-in.binding-removed': 'sign-in.binding-added',
  'sign-in.requirement-added': 'sign-in.requirement-removed',
  'sign-in.requirement-removed': 'sign-in.requirement-added',
  'sign-in.bearer-method-added': 'sign-in.bearer-method-removed',
  'sign-in.bearer-method-removed': 'sign-in.bearer-method-added',
  'sign-in.endpoint-added': 'sign-in.endpoint-removed',
  'sign-in.endpoint-removed': 'sign-in.endpoint-added',
  'sign-in.endpoint-changed': 'sign-in.endpoint-changed',

  'parameter.added': 'parameter.removed',
  'parameter.removed': 'parameter.added',
  'parameter.renamed': 'parameter.renamed',
  'parameter.became-required': 'parameter.became-optional',
  'parameter.became-optional': 'parameter.became-required',
  'parameter.deprecated': 'parameter.undeprecated',
  'parameter.undeprecated': 'parameter.deprecated',
  'parameter.serialization-changed': 'parameter.serialization-changed',
  'parameter.carries-credential': 'parameter.carries-credential',

  'body.added': 'body.removed',
  'body.removed': 'body.added',
  'body.became-required': 'body.became-optional',
  'body.became-optional': 'body.became-required',
  'media-type.added': 'media-type.removed',
  'media-type.removed': 'media-type.added',
  'encoding.changed': 'encoding.changed',

  'status.added': 'status.removed',
  'status.removed': 'status.added',
  'header.added': 'header.removed',
  'header.removed': 'header.added',
  'header.became-required': 'header.became-optional',
  'header.became-optional': 'header.became-required',
  'header.deprecated': 'header.undeprecated',
  'header.undeprecated': 'header.deprecated',
  'header.serialization-changed': 'header.serialization-changed',
  'link.added': 'link.removed',
  'link.removed': 'link.added',
  'link.changed': 'link.changed',

  'property.added': 'property.removed',
  'property.removed': 'property.added',
  'property.renamed': 'property.renamed',
  'property.became-required': 'property.became-optional',
  'property.became-optional': 'property.became-required',
  'property.deprecated': 'property.undeprecated',
  'property.undeprecated': 'property.deprecated',
  'object.closed': 'object.opened',
  'object.opened': 'object.closed',
  'pattern-property.added': 'pattern-property.removed',
  'pattern-property.removed': 'pattern-property.added',
  'dependent-required.added': 'dependent-required.removed',
  'dependent-required.removed': 'dependent-required.added',

  'type.widened': 'type.narrowed',
  'type.narrowed': 'type.widened',
  'type.changed': 'type.changed',
  'null.allowed': 'null.refused',
  'null.refused': 'null.allowed',
  'enum.value-added': 'enum.value-removed',
  'enum.value-removed': 'enum.value-added',
  'enum.opened': 'enum.closed',
  'enum.closed': 'enum.opened',
  'format.loosened': 'format.tightened',
  'format.tightened': 'format.loosened',
  'format.changed': 'format.changed',
  'pattern.loosened': 'pattern.tightened',
  'pattern.tightened': 'pattern.loosened',
  'pattern.changed': 'pattern.changed',
  'bound.loosened': 'bound.tightened',
  'bound.tightened': 'bound.loosened',
  'content.changed': 'content.changed',

  'alternative.added': 'alternative.removed',
  'alternative.removed': 'alternative.added',
  'discriminator.added': 'discriminator.removed',
  'discriminator.removed': 'discriminator.added',
  'discriminator.changed': 'discriminator.changed',
  'condition.added': 'condition.removed',
  'condition.removed': 'condition.added',
  'condition.changed': 'condition.changed',
  'inclusion.undecided': null,

  'default.changed': 'default.changed',
  'xml.changed': 'xml.changed',
  'field.unjudged': null,

  'contract.operation-unknown': null,
  'contract.credentials-refused': null,
  'contract.credentials-not-shown': null,
  'contract.undeclared': null,
  'contract.missing': null,
  'contract.mismatch': null,
  'contract.optional': null,
  'contract.looser': null,
  'contract.status-unknown': null,
  'contract.media-type-unknown': null,
  'contract.untyped': null,
  'contract.undecided': null,
  'contract.unvalidatable': null,

  'live.status': null,
  'live.header-absent': null,
  'live.header-value': null,
  'live.body-absent': null,
  'live.body-null': null,
  'live.body-type': null,
  'live.body-value': null,
  'live.pending': null,

  'sample.status-appeared': null,
  'sample.status-gone': null,
  'sample.media-type-changed': null,
  'sample.header-appeared': null,
  'sample.header-gone': null,
  'sample.header-renamed': null,
  'sample.header-optional': null,
  'sample.pagination-changed': null,
  'sample.field-appeared': null,
  'sample.field-gone': null,
  'sample.field-renamed': null,
  'sample.field-optional': null,
  'sample.type-changed': null,
  'sample.number-as-text': null,
  'sample.text-as-number': null,
  'sample.null-appeared': null,
  'sample.null-gone': null,
  'sample.format-changed': null,
  'sample.date-order-changed': null,
  'sample.encoding-broken': null,

  'wire.absent': null,
  'wire.null': null,
  'wire.type': null,
  'wire.value': null,
  'wire.undeclared': null,
  'wire.status': null,
  'wire.media-type': null,

  'trouble.credential-expired': null,
  'trouble.credential-wrong': null,
  'trouble.credential-missing': null,
  'trouble.permission-missing': null,
  'trouble.rate-limited': null,
  'trouble.request-invalid': null,
  'trouble.not-found': null,
  'trouble.gone': null,
  'trouble.moved': null,
  'trouble.server-fault': null,
  'trouble.maintenance': null,
  'trouble.timeout': null,
  'trouble.slow': null,
  'trouble.dns': null,
  'trouble.connection-refused': null,
  'trouble.connection-reset': null,
  'trouble.unreachable': null,
  'trouble.tls-expired': null,
  'trouble.tls-host': null,
  'trouble.tls-untrusted': null,
  'trouble.tls-failed': null,
  'trouble.certificate-ending': null,
  'trouble.not-json': null,
  'trouble.refused': null,

  'health.down': null,
  'health.failing': null,
  'health.slow': null,
  'health.incident': null,
  'health.weekly': null,
  'health.slowing': null,

  'flow.no-answer': null,
  'flow.status': null,
  'flow.schema': null,
  'flow.criterion': null,
  'flow.no-value': null,

  'credential.ends': null,
  'credential.ended': null,
  'credential.renewal-failed': null,
  'credential.scope-missing': null,
  'credential.secret-missing': null,

  'deadline.ends': null,
} as const satisfies Record<string, string | null>;

export type ChangeKind = keyof typeof CHANGE_KINDS;

/** A kind of what came between two documents or two samplings; the others say what holds, or happens, now. */
export type DriftKind = Exclude<
  ChangeKind,
  `${'contract' | 'live' | 'trouble' | 'health' | 'flow' | 'credential'}.${string}`
>;

/** What rules and messages need to know beside the kind. Each is set only where it means something. */
export interface Facts {
  /** Whether the thing is, or was, required. */
  readonly required?: boolean;
  /** Whether the enclosing object refuses properties that it does not name. */
  readonly closed?: boolean;
  /** Whether values outside the enum may come anyway (`x-extensible-enum`, an open enum). */
  readonly extensible?: boolean;
  /** Whether the response status is a success (1xx-3xx); `default` is none. */
  readonly success?: boolean;
  /** Whether the type was not declared, and only implied by keywords of that type. */
  readonly implied?: boolean;
  /** The keyword that changed, by its own name: `maxLength`, `not`, `style`. */
  readonly keyword?: string;
  /** 0-1: how alike the two sides of a rename or move are. */
  readonly likeness?: number;
  readonly deprecated?: boolean;
  /** RFC 3339 date after which it may be gone. */
  readonly sunset?: string;
  /** Whole days until `sunset`, rounded down. */
  readonly daysLeft?: number;
  /** Why inclusion could not be decided, or why the change is no change on the wire. */
  readonly reason?: string;
  /** What a reader of the document should have read instead, by name. */
  readonly replacement?: string;
  /** Whether the baseline mismatched the contract in the same way. */
  readonly known?: boolean;
  /** Whether it stays until somebody does something. */
  readonly lasting?: boolean;
  /** RFC 3339 date-time at which it was seen first. */
  readonly since?: string;
  /** What to do next. */
  readonly hint?: string;
  /** URL of the team's own instructions. */
  readonly playbook?: string;
  /** What followed from it, and is told nowhere else: `permission-missing: GET /charges`. */
  readonly explains?: readonly string[];
  /** Whether a credential of the team's uses it; absent where that is not known. */
  readonly used?: boolean;
  /** Whether there was none of its sort before, or is none after. */
  readonly only?: boolean;
  /** Whether its end is past. */
  readonly past?: boolean;
  /** Who shows it, where several do: `document`, `sign-in metadata`, `wire`. */
  readonly seen?: readonly string[];
}

/** A neutral fact: one edit, wherever it reaches. */
export interface Change {
  readonly kind: ChangeKind;
  readonly direction: Direction;
  /** What changed, by its own name: a property, a parameter, a scheme, a keyword. */
  readonly subject: string;
  /** Where the edit is, by names that stay when documents are rearranged: a component, or an operation's slot. */
  readonly root: Root;
  readonly old: Side | null;
  readonly new: Side | null;
  /** The value that changed, before and after; absent where there is none on that side. */
  readonly before?: Json;
  readonly after?: Json;
  readonly facts: Facts;
  /** Every slot that the edit reaches, each with its shortest field path; sorted. At least one. */
  readonly impacts: readonly Impact[];
  /** Those that `impacts` leaves out, which only a change that was read out of a stored report does. */
  readonly unlisted?: Unlisted;
}

/** Slots that an edit reaches and that are not kept. */
export interface Unlisted {
  readonly count: number;
  /** Operations that none of the kept ones is in. */
  readonly operations: number;
}

/** How many slots an edit reaches, kept or not. */
export function countImpacts({ impacts, unlisted }: Change): number {
  return impacts.length + (unlisted?.count ?? 0);
}

/** What an edit was made in. `path` leads from there to the changed field. `outside` is what no document describes. */
export type Root =
  | { readonly component: string; readonly path: FieldPath }
  | { readonly slot: Slot; readonly path: FieldPath }
  | { readonly document: true; readonly path: FieldPath }
  | { readonly outside: 'host' | 'credential'; readonly path: FieldPath }
  /** The metadata of an issuer or a protected resource, as the configuration names it. */
  | { readonly metadata: string; readonly path: FieldPath };
