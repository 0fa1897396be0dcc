// Contracts for tests, written as the parts of an interaction that matter, and what is found in them.

import { load } from 'js-yaml';
import type { Mismatch } from '../../../src/compare/contract/mismatch.ts';
import { verifyContracts } from '../../../src/compare/contract/verify.ts';
import { judge } from '../../../src/judge/judge.ts';
import type { Api } from '../../../src/model/api.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { HttpInteraction, Interaction, MessageInteraction, Usage } from '../../../src/model/usage.ts';
import { ruleFor } from '../../../src/rules/catalogue.ts';
import { contractReading } from '../../../src/tasks/contract-reading.ts';
import { POLICY } from '../../judge/policy.ts';

const BASE = {
  name: 'list things',
  pointer: '/interactions/0',
  line: 12,
  pending: false,
  states: [],
  decodes: 'tolerant',
  remarks: [],
  unvalidatable: [],
} as const;

const CALL: HttpInteraction = {
  ...BASE,
  kind: 'http',
  method: 'POST',
  path: '/things',
  parameters: [],
  sent: undefined,
  statuses: [],
  headers: [],
  received: undefined,
  credentials: undefined,
};

/** A call of `POST /things`, and what of it is otherwise, as YAML or as it is. */
export function call(parts: string | Partial<HttpInteraction>): HttpInteraction {
  return { ...CALL, ...(typeof parts === 'string' ? (load(parts) as Partial<HttpInteraction>) : parts) };
}

/** A message of that name. */
export function message(name: string, received: MessageInteraction['received']): MessageInteraction {
  return { ...BASE, kind: 'message', name, received };
}

/** A contract of one consumer. */
export function usage(...interactions: readonly Interaction[]): Usage {
  return {
    consumer: 'phone-agent',
    provider: undefined,
    owner: undefined,
    contract: 'contracts/phone.json',
    source: 'pact',
    interactions,
  };
}

/** All that is found in the interactions. */
export function mismatchesIn(api: Api, ...interactions: readonly Interaction[]): readonly Mismatch[] {
  return verifyContracts([usage(...interactions)], api, contractReading(api));
}

/** The findings in the interactions, by the default profile. */
export function findingsIn(api: Api, ...interactions: readonly Interaction[]): readonly Finding[] {
  return judge(
    mismatchesIn(api, ...interactions).map(({ change }) => change),
    ruleFor,
    POLICY,
  );
}

/** A finding in one line: `breaking contract-mismatch data[].amount: may be `null``. */
export function inShort({ severity, rule, change }: Finding): string {
  return `${severity} ${rule} ${change.subject}: ${change.facts.reason}`;
}
