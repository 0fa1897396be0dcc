// All rules in the order of the house, and which of them claims a change.

import type { Change, ChangeKind } from '../model/change.ts';
import type { Rule } from '../model/rule.ts';
import { ALTERNATIVE_RULES } from './alternative.ts';
import { BODY_RULES } from './body.ts';
import { BOUND_RULES } from './bound.ts';
import { CONDITION_RULES } from './condition.ts';
import { CONTRACT_RULES } from './contract.ts';
import { CREDENTIAL_RULES } from './credential.ts';
import { DEADLINE_RULES } from './deadline.ts';
import { ENUM_RULES } from './enum.ts';
import { FLOW_RULES } from './flow.ts';
import { HEADER_RULES } from './header.ts';
import { HEALTH_RULES } from './health.ts';
import { INBOUND_RULES } from './inbound.ts';
import { LIVE_RULES } from './live.ts';
import { NOTE_RULES } from './note.ts';
import { OAUTH_RULES } from './oauth.ts';
import { OBJECT_RULES } from './object.ts';
import { OPERATION_RULES } from './operation.ts';
import { PARAMETER_RULES } from './parameter.ts';
import { PROPERTY_RULES } from './property.ts';
import { RESPONSE_RULES } from './response.ts';
import { SAMPLE_RULES } from './sample.ts';
import { SECURITY_RULES } from './security.ts';
import { SERVER_RULES } from './server.ts';
import { SIGN_IN_RULES } from './sign-in.ts';
import { SIGN_IN_CLIENT_RULES } from './sign-in-client.ts';
import { TEXT_RULES } from './text.ts';
import { TROUBLE_RULES } from './trouble.ts';
import { TYPE_RULES } from './type.ts';
import { WIRE_RULES } from './wire.ts';

const SUBJECTS = {
  Servers: SERVER_RULES,
  Operations: OPERATION_RULES,
  'Webhooks and callbacks': INBOUND_RULES,
  Security: SECURITY_RULES,
  OAuth: OAUTH_RULES,
  'Sign-in metadata': [...SIGN_IN_RULES, ...SIGN_IN_CLIENT_RULES],
  Parameters: PARAMETER_RULES,
  'Bodies and media types': BODY_RULES,
  'Statuses and links': RESPONSE_RULES,
  Headers: HEADER_RULES,
  Properties: PROPERTY_RULES,
  Objects: OBJECT_RULES,
  Types: TYPE_RULES,
  Enums: ENUM_RULES,
  'Formats and patterns': TEXT_RULES,
  Bounds: BOUND_RULES,
  Alternatives: ALTERNATIVE_RULES,
  Conditions: CONDITION_RULES,
  'Defaults and the rest': NOTE_RULES,
  Contracts: CONTRACT_RULES,
  'Live verification': LIVE_RULES,
  Samples: SAMPLE_RULES,
  'Samples and documents': WIRE_RULES,
  Troubles: TROUBLE_RULES,
  Health: HEALTH_RULES,
  Flows: FLOW_RULES,
  Credentials: CREDENTIAL_RULES,
  Deadlines: DEADLINE_RULES,
} as const;

/** The rules by subject, both in the order of the house. */
export const RULES_BY_SUBJECT: ReadonlyMap<string, readonly Rule[]> = new Map(Object.entries(SUBJECTS));

/** All rules. Of several on one kind of change the first that claims a change has it. */
export const RULES: readonly Rule[] = [...RULES_BY_SUBJECT.values()].flat();

type Ruled = (typeof SUBJECTS)[keyof typeof SUBJECTS][number]['on'];
type None<Missing extends never> = Missing;
/** No kind of change: the compiler names here whatever kind has no rule. */
export type UnruledKind = None<Exclude<ChangeKind, Ruled>>;

/** The rule that claims the change: on its kind, for its direction, and `when` holds; `undefined` for none. */
export const ruleFor: (change: Change) => Rule | undefined = ruleFinder(RULES);

function ruleFinder(rules: readonly Rule[]): (change: Change) => Rule | undefined {
  const byKind = Map.groupBy(rules, (rule) => rule.on);
  return (change) =>
    byKind
      .get(change.kind)
      ?.find((rule) => rule.severity[change.direction] !== undefined && (rule.when?.(change) ?? true));
}
