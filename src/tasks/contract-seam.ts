// Stands in for the readers of contracts and for the join until both are there; delete this file then.

import type { Api } from '../model/api.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { isArray, isObject, own, text } from '../model/json.ts';
import { operationName } from '../model/place.ts';
import type { Coverage } from '../model/report.ts';
import type { ConsumerImpact, ContractDocument, HttpInteraction, Usage } from '../model/usage.ts';
import type { ContractFile } from '../ports.ts';
import type { ReadLimits } from '../read/document/read.ts';

/** Stands in for `read/contract/parse.ts`. */
export function parseContract({ name, bytes }: ContractFile, _limits: Partial<ReadLimits>): ContractDocument {
  try {
    return { name, root: JSON.parse(Buffer.from(bytes).toString('utf8')), lineOf: () => undefined };
  } catch (cause) {
    throw new Failure({
      code: 'contract-invalid',
      message: `contract \`${name}\` is not JSON`,
      hint: 'write it again with the tests that made it',
      place: `${name}:1`,
      cause,
    });
  }
}

/** Stands in for `read/contract/read.ts`: reads Pact files, and of them no more than examples. */
export function readContracts(documents: readonly ContractDocument[]): readonly Usage[] {
  return documents.map(({ name, root }) => {
    const pact = isObject(root) ? root : {};
    const nameIn = (key: string) => {
      const party = own(pact, key);
      return isObject(party) ? text(party, 'name') : undefined;
    };
    const interactions = own(pact, 'interactions');
    return {
      consumer: nameIn('consumer') ?? name,
      provider: nameIn('provider'),
      owner: undefined,
      contract: name,
      source: 'pact',
      interactions: (isArray(interactions) ? interactions : [])
        .filter(isObject)
        .map((interaction, at): HttpInteraction => {
          const request = own(interaction, 'request');
          const response = own(interaction, 'response');
          return {
            kind: 'http',
            name: text(interaction, 'description') ?? '',
            pointer: `/interactions/${at}`,
            line: at + 2,
            pending: false,
            states: [],
            decodes: 'tolerant',
            remarks: [],
            unvalidatable: [],
            method: (isObject(request) ? text(request, 'method') : undefined) ?? 'GET',
            path: (isObject(request) ? text(request, 'path') : undefined) ?? '/',
            parameters: [],
            sent: undefined,
            statuses: ['200'],
            headers: [],
            received: {
              mediaType: 'application/json',
              schema: undefined,
              example: isObject(response) ? own(response, 'body') : undefined,
            },
            credentials: undefined,
          };
        }),
    };
  });
}

/** Stands in for the join: what the findings mean for each consumer. */
export function withConsumers(
  findings: readonly Finding[],
  usages: readonly Usage[],
  _old: Api,
  _fresh: Api,
): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, consumers: usages.map((usage) => impactOn(finding, usage)) }));
}

/** Stands in for the join's coverage. */
export function coverage(usages: readonly Usage[], api: Api, findings: readonly Finding[]): Coverage {
  const operations = api.operations.map(({ method, path }) => operationName(method, path));
  const consumers = usages.map(({ consumer, owner, contract, interactions }) => {
    const calls = interactions.filter((interaction) => interaction.kind === 'http');
    return {
      consumer,
      owner,
      contracts: [contract],
      interactions: interactions.length,
      operations: operations.filter((operation) => calls.some((call) => isCall(call, operation))).sort(),
      fields: calls.reduce((sum, { received }) => sum + names(received?.example).length, 0),
      gaps: calls
        .filter((call) => !operations.some((operation) => isCall(call, operation)))
        .map(({ name, line, method, path }) => ({
          contract,
          interaction: name,
          line,
          why: `the document has no operation for \`${operationName(method, path)}\``,
        })),
    };
  });
  const used = new Set(consumers.flatMap((each) => each.operations));
  const fields = { read: consumers.reduce((sum, each) => sum + each.fields, 0), promised: 80 };
  const drifted = findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap(({ change }) => change.impacts.map(({ operation }) => operation));
  return {
    operations: { used: used.size, total: operations.length + api.webhooks.length },
    fields,
    byOperation: [...used].map((operation) => ({
      operation,
      consumers: consumers.filter((each) => each.operations.includes(operation)).map(({ consumer }) => consumer),
      fields,
    })),
    uncovered: [...new Set(drifted)].filter((operation) => !used.has(operation)).sort(),
    consumers,
  };
}

function impactOn({ change }: Finding, { consumer, contract, interactions }: Usage): ConsumerImpact {
  const hit = interactions.find(
    (interaction) =>
      interaction.kind === 'http' &&
      change.impacts.some(
        ({ operation, field }) =>
          isCall(interaction, operation) &&
          (field === '' || names(interaction.received?.example).includes(field.split('.').at(-1) ?? '')),
      ),
  );
  if (hit === undefined) {
    const because = 'no interaction reads it';
    return {
      consumer,
      verdict: 'unaffected',
      because,
      contract,
      interaction: undefined,
      line: undefined,
      field: undefined,
    };
  }
  const field = change.impacts.find(({ field }) => field !== '')?.field;
  return {
    consumer,
    verdict: change.kind.startsWith('enum') || change.kind === 'operation.deprecated' ? 'at risk' : 'breaks',
    because: field === undefined ? `\`${hit.name}\` calls it` : `\`${hit.name}\` reads \`${field}\``,
    contract,
    interaction: hit.name,
    line: hit.line,
    field,
  };
}

function isCall({ method, path }: HttpInteraction, operation: string): boolean {
  const [verb = '', template = ''] = operation.split(' ');
  const segments = template.split('/');
  const called = path.split('/');
  return (
    verb === method &&
    segments.length === called.length &&
    segments.every((segment, at) => segment.startsWith('{') || segment === called[at])
  );
}

function names(example: unknown): readonly string[] {
  if (Array.isArray(example)) return example.flatMap(names);
  if (!isObject(example)) return [];
  return Object.entries(example).flatMap(([name, value]) => [name, ...names(value)]);
}
