// The scopes that credentials have against those that the used operations ask for, by the document.

import type { Config } from '../config/load.ts';
import { requestOf } from '../config/samples.ts';
import { missingScopes, scopeChanges } from '../judge/credentials.ts';
import type { Operation } from '../model/api.ts';
import { callsOf } from '../model/calls.ts';
import type { Change } from '../model/change.ts';
import { code } from '../model/code.ts';
import type { SpecDocument } from '../model/document.ts';
import type { Finding } from '../model/finding.ts';
import { operationName } from '../model/place.ts';
import type { ConsumerImpact, Interaction, Usage } from '../model/usage.ts';
import { readApi } from '../read/openapi/api.ts';
import type { CheckedCredential } from './credential-check.ts';
import { settingsOf } from './look.ts';
import { VERDICTS } from './reliance.ts';

/** What credentials lack. */
export interface ScopeCheck {
  readonly changes: readonly Change[];
  /** Who calls what a scope is missing for. */
  consumersOf(finding: Finding): readonly ConsumerImpact[];
}

/** Nothing that is known to be lacking. */
export const NO_SCOPES: ScopeCheck = { changes: [], consumersOf: () => [] };

/** What the credentials with which an API is called lack of what its contracts and samples use. */
export function checkScopes(
  api: string,
  document: SpecDocument,
  usages: readonly Usage[],
  checked: ReadonlyMap<string, CheckedCredential>,
  config: Config,
): ScopeCheck {
  const calls = callsOf(readApi(document));
  const hits = usages.flatMap((usage) =>
    usage.interactions.flatMap((interaction) => {
      const operation = calls.find(interaction)?.operation;
      return operation === undefined ? [] : [{ usage, interaction, operation }];
    }),
  );
  const sampled = sampledCalls(api, config).map((called) => calls.find(called)?.operation);
  const used = new Set([...hits.map(({ operation }) => operation), ...sampled].filter((each) => each !== undefined));
  const changes = callingWith(api, config).flatMap((name) => {
    const { travels, use } = checked.get(name) ?? {};
    const granted = use?.scopes;
    if (travels === undefined || granted === undefined) return [];
    return scopeChanges(
      name,
      [...used].map((operation) => ({
        operation: nameOf(operation),
        scopes: missingScopes(operation, travels, granted),
      })),
    );
  });
  return {
    changes,
    consumersOf: ({ change, severity }) => {
      if (change.kind !== 'credential.scope-missing') return [];
      const operations = new Set(change.impacts.map(({ operation }) => operation));
      const verdict = VERDICTS[severity];
      return firstOfEach(hits.filter(({ operation }) => operations.has(nameOf(operation)))).map(
        ({ usage: { consumer, contract }, interaction: { name, line } }) => {
          const because = `${code(name)} needs scope ${code(change.facts.keyword ?? '')}`;
          return { consumer, verdict, because, contract, interaction: name, line, field: undefined };
        },
      );
    },
  };
}

function nameOf({ method, path }: Operation): string {
  return operationName(method, path);
}

function sampledCalls(api: string, config: Config) {
  return settingsOf(api, config).samples.map((sample) => {
    const { method, path } = requestOf(sample);
    return { kind: 'http' as const, method: method.toUpperCase(), path: path.replace(/\?.*/s, '') };
  });
}

/** The names of credentials with which an API is called; that of its document, where no other is configured. */
function callingWith(api: string, config: Config): readonly string[] {
  const { credential, sandbox, production } = settingsOf(api, config);
  const calling = [sandbox?.credential, production?.credential].filter((name) => name !== undefined);
  return [...new Set(calling.length > 0 ? calling : [credential].filter((name) => name !== undefined))];
}

interface Hit {
  readonly usage: Usage;
  readonly interaction: Interaction;
}

/** The first interaction of each contract. */
function firstOfEach<H extends Hit>(hits: readonly H[]): readonly H[] {
  return hits.filter((hit, at) => hits.findIndex(({ usage }) => usage === hit.usage) === at);
}
