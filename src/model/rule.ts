// A rule: one record that says how grave one kind of change is, and why.

import type { Change, ChangeKind } from './change.ts';
import type { Direction } from './place.ts';

/** Gravest first. */
export const SEVERITIES = ['breaking', 'risky', 'deprecated', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `strict` is pure inclusion; `tolerant` is a careful client that ignores what it does not know. */
export const PROFILES = ['strict', 'tolerant'] as const;
export type Profile = (typeof PROFILES)[number];

/** A severity for both profiles, or one for each. */
export type Grade = Severity | Readonly<Record<Profile, Severity>>;

export interface Rule {
  /** Kebab-case, unique: `property-removed`. A finding's rule is `direction/id`. */
  readonly id: string;
  readonly on: ChangeKind;
  /** Leaves the change to a later rule on the same kind when it does not hold. */
  readonly when?: (change: Change) => boolean;
  /** By direction; a direction that is absent is one in which the kind cannot occur. */
  readonly severity: Readonly<Partial<Record<Direction, Grade>>>;
  /** One sentence: what the rule finds. */
  readonly title: string;
  /** What goes wrong for a consumer, in one or two sentences. */
  readonly why: string;
  /** Two documents, or the parts that {@link RuleExample} says, between which the rule fires. */
  readonly example: RuleExample;
  /** Present fact, subject first, code in backticks. */
  readonly message: (change: Change) => string;
}

/**
 * The smallest two documents that make a rule fire, as the YAML that a person would write.
 * `schema` stands for the one property `field` of a request and a response; `operation` for the operation object of
 * `POST /things`; `document` for a whole document. Of `contract` the first is an interaction that calls `POST /things`,
 * and the second that operation; of `live` the first is an interaction that
 * calls `GET /things`, and the second the provider's answer.
 * `samples` are the responses of `GET /things` before and now: so many `times` one with that `status`, these `headers`
 * and this `body`, or a list of such. Of `call` the first is a call of an API, and the second what came of it;
 * of `wire` the first is the required property `field` of the response of `GET /things`, and the second what came;
 * of `calls` the first is the limits, and the second what came of so many `times` one, so many `hours` apart. Of `flow`
 * the first is the steps of a workflow, and the second what the API answers to each of them.
 * Of `credential` the first is what is known of one, and the second when or how it is found. `sign-in`
 * is what stands beside the `issuer` in metadata of an authorization server, or a whole document of metadata; `headers` are
 * the header fields of a response of `GET /things`, or of the answer with the document.
 */
export interface RuleExample {
  readonly as:
    | 'schema'
    | 'operation'
    | 'document'
    | 'contract'
    | 'live'
    | 'samples'
    | 'wire'
    | 'call'
    | 'calls'
    | 'flow'
    | 'credential'
    | 'sign-in'
    | 'headers';
  readonly before: string;
  readonly after: string;
  /** The direction in which the example is read; all of the rule's directions when absent. */
  readonly direction?: Direction;
}
