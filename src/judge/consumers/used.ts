// What each kind of change is to a consumer whose contract touches its place: the column "used" of what is decided.

import type { ChangeKind, DriftKind } from '../../model/change.ts';
import type { Direction } from '../../model/place.ts';
import type { ConsumerVerdict } from '../../model/usage.ts';

/**
 * How a change reaches a consumer:
 * `call`: whoever uses the operation; `use`: who sends or reads the field, the parameter, the header, the body, the status;
 * `need`: who leaves out what must be sent now; `send`: who may send what is refused now; `take`: who cannot take what may
 * come now; `miss`: who cannot do without; `rename`: who uses the old name, or needs the new one; `stranger`: who refuses
 * what he does not know; `close`: who sends members that the object does not name; `default`: who leaves it out;
 * `media`: who uses the media type; `answer`: who may be answered so and does not expect it; `credential`: who sends it.
 */
export type Touch =
  | 'call'
  | 'use'
  | 'need'
  | 'send'
  | 'take'
  | 'miss'
  | 'rename'
  | 'stranger'
  | 'close'
  | 'default'
  | 'media'
  | 'answer'
  | 'credential';

/**
 * The verdict is that of the rule's severity for the consumer's own profile (`breaking` breaks, `risky` is at risk, all
 * else leaves it unaffected) unless `verdict` says another for what is graver than `info`.
 */
interface Row {
  /** How a change in what we send touches, and in all that is no payload. */
  readonly request: Touch;
  /** How a change in what we receive touches; as in `request` where it is absent. */
  readonly response?: Touch;
  readonly verdict?: ConsumerVerdict;
}

const CALL: Row = { request: 'call' };
const USE: Row = { request: 'use' };
const CREDENTIAL: Row = { request: 'credential' };
const GONE: Row = { request: 'use', verdict: 'breaks' };
const NARROWED: Row = { request: 'send', response: 'use' };
const WIDENED: Row = { request: 'use', response: 'take' };
const CHANGED: Row = { request: 'send', response: 'take' };
const REQUIRED: Row = { request: 'need', response: 'use' };
const OPTIONAL: Row = { request: 'use', response: 'miss' };

/** Every kind of change between documents or samplings, in the order of the house. */
const USED: Readonly<Record<DriftKind, Row>> = {
  'server.added': CALL,
  'server.removed': CALL,
  'operation.added': CALL,
  'operation.removed': CALL,
  'operation.moved': CALL,
  'operation.deprecated': CALL,
  'operation.undeprecated': CALL,
  'operation.remains-deprecated': CALL,
  'operation.sunset-changed': CALL,
  'operation.id-changed': CALL,
  'webhook.added': CALL,
  'webhook.removed': CALL,
  'callback.added': CALL,
  'callback.removed': CALL,

  'security.alternative-added': CREDENTIAL,
  'security.alternative-removed': CREDENTIAL,
  'security.scope-added': CREDENTIAL,
  'security.scope-removed': CREDENTIAL,
  'security.scheme-changed': CREDENTIAL,
  'security.scheme-deprecated': CREDENTIAL,
  'security.scheme-undeprecated': CREDENTIAL,
  'security.metadata-changed': CREDENTIAL,
  'oauth.flow-added': CREDENTIAL,
  'oauth.flow-removed': CREDENTIAL,
  'oauth.scope-added': CREDENTIAL,
  'oauth.scope-removed': CREDENTIAL,
  'oauth.url-changed': CREDENTIAL,

  'sign-in.issuer-changed': CREDENTIAL,
  'sign-in.server-added': CREDENTIAL,
  'sign-in.server-removed': CREDENTIAL,
  'sign-in.grant-added': CREDENTIAL,
  'sign-in.grant-removed': CREDENTIAL,
  'sign-in.response-type-added': CREDENTIAL,
  'sign-in.response-type-removed': CREDENTIAL,
  'sign-in.client-auth-added': CREDENTIAL,
  'sign-in.client-auth-removed': CREDENTIAL,
  'sign-in.scope-added': CREDENTIAL,
  'sign-in.scope-removed': CREDENTIAL,
  'sign-in.pkce-added': CREDENTIAL,
  'sign-in.pkce-removed': CREDENTIAL,
  'sign-in.algorithm-added': CREDENTIAL,
  'sign-in.algorithm-removed': CREDENTIAL,
  'sign-in.binding-added': CREDENTIAL,
  'sign-in.binding-removed': CREDENTIAL,
  'sign-in.requirement-added': CREDENTIAL,
  'sign-in.requirement-removed': CREDENTIAL,
  'sign-in.bearer-method-added': CREDENTIAL,
  'sign-in.bearer-method-removed': CREDENTIAL,
  'sign-in.endpoint-added': CREDENTIAL,
  'sign-in.endpoint-removed': CREDENTIAL,
  'sign-in.endpoint-changed': CREDENTIAL,

  'parameter.added': REQUIRED,
  'parameter.removed': GONE,
  'parameter.renamed': { request: 'rename', verdict: 'breaks' },
  'parameter.became-required': REQUIRED,
  'parameter.became-optional': USE,
  'parameter.deprecated': USE,
  'parameter.undeprecated': USE,
  'parameter.serialization-changed': USE,
  'parameter.carries-credential': USE,

  'body.added': REQUIRED,
  'body.removed': GONE,
  'body.became-required': REQUIRED,
  'body.became-optional': USE,
  'media-type.added': { request: 'media' },
  'media-type.removed': { request: 'media' },
  'encoding.changed': USE,

  'status.added': { request: 'use', response: 'answer', verdict: 'at risk' },
  'status.removed': USE,
  'header.added': USE,
  'header.removed': USE,
  'header.became-required': USE,
  'header.became-optional': OPTIONAL,
  'header.deprecated': USE,
  'header.undeprecated': USE,
  'header.serialization-changed': USE,
  'link.added': USE,
  'link.removed': USE,
  'link.changed': USE,

  'property.added': { request: 'need', response: 'stranger' },
  'property.removed': GONE,
  'property.renamed': { request: 'rename', verdict: 'breaks' },
  'property.became-required': REQUIRED,
  'property.became-optional': OPTIONAL,
  'property.deprecated': USE,
  'property.undeprecated': USE,
  'object.closed': { request: 'close', response: 'use', verdict: 'breaks' },
  'object.opened': USE,
  'pattern-property.added': CHANGED,
  'pattern-property.removed': CHANGED,
  'dependent-required.added': REQUIRED,
  'dependent-required.removed': OPTIONAL,

  'type.widened': WIDENED,
  'type.narrowed': NARROWED,
  'type.changed': CHANGED,
  'null.allowed': WIDENED,
  'null.refused': NARROWED,
  'enum.value-added': WIDENED,
  'enum.value-removed': NARROWED,
  'enum.opened': WIDENED,
  'enum.closed': NARROWED,
  'format.loosened': WIDENED,
  'format.tightened': NARROWED,
  'format.changed': CHANGED,
  'pattern.loosened': WIDENED,
  'pattern.tightened': NARROWED,
  'pattern.changed': CHANGED,
  'bound.loosened': WIDENED,
  'bound.tightened': NARROWED,
  'content.changed': USE,

  'alternative.added': WIDENED,
  'alternative.removed': NARROWED,
  'discriminator.added': USE,
  'discriminator.removed': USE,
  'discriminator.changed': USE,
  'condition.added': NARROWED,
  'condition.removed': WIDENED,
  'condition.changed': CHANGED,
  'inclusion.undecided': USE,

  'default.changed': { request: 'default', response: 'use' },
  'xml.changed': USE,
  'field.unjudged': USE,

  'sample.status-appeared': { request: 'use', response: 'answer', verdict: 'at risk' },
  'sample.status-gone': USE,
  'sample.media-type-changed': CALL,
  'sample.header-appeared': USE,
  'sample.header-gone': USE,
  'sample.header-renamed': USE,
  'sample.header-optional': OPTIONAL,
  'sample.pagination-changed': USE,
  'sample.field-appeared': { request: 'need', response: 'stranger' },
  'sample.field-gone': GONE,
  'sample.field-renamed': { request: 'rename', verdict: 'breaks' },
  'sample.field-optional': OPTIONAL,
  'sample.type-changed': CHANGED,
  'sample.number-as-text': CHANGED,
  'sample.text-as-number': CHANGED,
  'sample.null-appeared': WIDENED,
  'sample.null-gone': NARROWED,
  'sample.format-changed': CHANGED,
  'sample.date-order-changed': USE,
  'sample.encoding-broken': USE,

  'wire.status': { request: 'use', response: 'answer', verdict: 'at risk' },
  'wire.media-type': CALL,
  'wire.absent': GONE,
  'wire.null': WIDENED,
  'wire.type': CHANGED,
  'wire.value': CHANGED,
  'wire.undeclared': { request: 'need', response: 'stranger' },

  'deadline.ends': CALL,
};

/** How the kind of change touches in the direction. */
export function touchOf(kind: ChangeKind, direction: Direction): Touch {
  const { request, response = request } = rowOf(kind);
  return direction === 'response' ? response : request;
}

/** The row of a kind; what no document brought touches whoever uses the place. */
export function rowOf(kind: ChangeKind): Row {
  return isDrift(kind) ? USED[kind] : USE;
}

function isDrift(kind: ChangeKind): kind is DriftKind {
  return Object.hasOwn(USED, kind);
}
