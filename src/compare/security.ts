// Credentials as algebra: a set that sufficed must still suffice, whatever the schemes are called.

import type { Api, Credentials, OAuthFlow, Operation, RequiredScheme, SecurityScheme } from '../model/api.ts';
import { operationName } from '../model/place.ts';
import { type Comparison, record, type Scope } from './comparison.ts';
import type { Node } from './graph.ts';
import type { OperationPair } from './pairing.ts';
import { compareUnread } from './schema.ts';

/** Old schemes and the new ones that they are; one that is nowhere again is absent. */
type SchemePairs = ReadonlyMap<SecurityScheme, SecurityScheme>;

/** Compares the security of all paired operations; those that inherit the same requirements are one finding. */
export function compareSecurity(comparison: Comparison, pairs: readonly OperationPair[]): void {
  const schemes = pairSchemes(
    [...comparison.old.securitySchemes.values()],
    [...comparison.new.securitySchemes.values()],
  );
  const groups = new Map<string, { readonly pair: OperationPair; readonly node: Node }>();
  const uses = new Map<SecurityScheme, Node>();
  for (const pair of pairs) {
    const slot = { operation: operationName(pair.old.method, pair.old.path), direction: 'auth' } as const;
    const key = [pair.old.security.pointer, pair.new.security.pointer, ...carriedByParameters(pair)].join('\n');
    const group = groups.get(key) ?? { pair, node: { uses: [] } };
    groups.set(key, group);
    group.node.uses.push({ slot, step: [] });
    for (const { schemes: required } of pair.old.security.value) {
      for (const { scheme } of required) {
        const node = uses.get(scheme) ?? { uses: [] };
        uses.set(scheme, node);
        node.uses.push({ slot, step: [] });
      }
    }
  }
  for (const [scheme, node] of uses) {
    const fresh = schemes.get(scheme);
    if (fresh !== undefined) compareSchemes({ comparison, node, direction: 'auth' }, scheme, fresh);
  }
  for (const { pair, node } of groups.values())
    compareRequirements({ comparison, node, direction: 'auth' }, pair, schemes);
}

/** Pairs schemes by what they put on the wire, then, for those left, by their name in the document. */
function pairSchemes(olds: readonly SecurityScheme[], news: readonly SecurityScheme[]): SchemePairs {
  const pairs = new Map<SecurityScheme, SecurityScheme>();
  const taken = new Set<SecurityScheme>();
  const match = (same: (old: SecurityScheme, fresh: SecurityScheme) => boolean): void => {
    for (const old of olds) {
      if (pairs.has(old)) continue;
      const fresh = news.find((candidate) => !taken.has(candidate) && same(old, candidate));
      if (fresh === undefined) continue;
      pairs.set(old, fresh);
      taken.add(fresh);
    }
  };
  match((old, fresh) => old.wire === fresh.wire && old.name === fresh.name);
  match((old, fresh) => old.wire === fresh.wire);
  match((old, fresh) => old.name === fresh.name && old.type === fresh.type);
  return pairs;
}

function compareSchemes(scope: Scope, old: SecurityScheme, fresh: SecurityScheme): void {
  const at = { subject: old.name, old: old.pointer, new: fresh.pointer };
  if (old.wire !== fresh.wire) record(scope, 'security.scheme-changed', { ...at, before: old.wire, after: fresh.wire });
  if (old.deprecated !== fresh.deprecated)
    record(scope, fresh.deprecated ? 'security.scheme-deprecated' : 'security.scheme-undeprecated', at);
  compareUnread(scope, old.unread, fresh.unread);
  if (old.oauth2MetadataUrl !== fresh.oauth2MetadataUrl) {
    record(scope, 'security.metadata-changed', {
      ...at,
      before: old.oauth2MetadataUrl,
      after: fresh.oauth2MetadataUrl,
    });
  }
  for (const flow of old.flows) {
    const other = fresh.flows.find((candidate) => candidate.name === flow.name);
    if (other === undefined)
      record(scope, 'oauth.flow-removed', { subject: flow.name, old: flow.pointer, newAnchor: fresh.pointer });
    else compareFlows(scope, flow, other);
  }
  for (const flow of fresh.flows) {
    if (!old.flows.some((candidate) => candidate.name === flow.name))
      record(scope, 'oauth.flow-added', { subject: flow.name, new: flow.pointer, oldAnchor: old.pointer });
  }
}

function compareFlows(scope: Scope, old: OAuthFlow, fresh: OAuthFlow): void {
  const at = { old: old.pointer, new: fresh.pointer };
  const { comparison } = scope;
  for (const keyword of ['authorizationUrl', 'tokenUrl', 'refreshUrl', 'deviceAuthorizationUrl'] as const) {
    if (absolute(old[keyword], comparison.old) === absolute(fresh[keyword], comparison.new)) continue;
    record(scope, 'oauth.url-changed', {
      ...at,
      subject: `${old.name} ${keyword}`,
      before: old[keyword],
      after: fresh[keyword],
      facts: { keyword },
    });
  }
  for (const scope_ of old.scopes)
    if (!fresh.scopes.includes(scope_)) record(scope, 'oauth.scope-removed', { ...at, subject: scope_ });
  for (const scope_ of fresh.scopes)
    if (!old.scopes.includes(scope_)) record(scope, 'oauth.scope-added', { ...at, subject: scope_ });
}

/** A relative URL starts at the server (OpenAPI 3.1 §4.5); the server of a document that names several is any of them. */
function absolute(url: string | undefined, api: Api): string | undefined {
  if (url === undefined || !url.startsWith('/'))
    return url?.replace(/^[a-z]+:\/\/[^/]*(?=\/)/i, (origin) => (isServed(origin, api) ? '' : origin));
  return url;
}

function isServed(origin: string, api: Api): boolean {
  return api.operations.some((operation) =>
    operation.servers.value.some((server) => server.origin === origin.toLowerCase()),
  );
}

/** Keys that one document asks for by a scheme and the other by a parameter: `query api_key`. */
function carriedByParameters(pair: OperationPair): string[] {
  const asked = (operation: Operation): Set<string> =>
    new Set(
      operation.security.value.flatMap(({ schemes }) =>
        schemes.flatMap(({ scheme }) =>
          scheme.carrier === undefined ? [] : [`${scheme.carrier.in} ${scheme.carrier.name}`],
        ),
      ),
    );
  const given = (operation: Operation): Set<string> =>
    new Set(
      operation.parameters
        .filter((parameter) => parameter.required)
        .map(
          (parameter) => `${parameter.in} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`,
        ),
    );
  const asParameterNow = [...asked(pair.old)].filter((key) => given(pair.new).has(key));
  const asSchemeNow = [...asked(pair.new)].filter((key) => given(pair.old).has(key));
  return [...asParameterNow, ...asSchemeNow].sort();
}

function compareRequirements(scope: Scope, pair: OperationPair, schemes: SchemePairs): void {
  const carried = new Set(carriedByParameters(pair));
  const olds = pair.old.security.value.map((credentials) => without(credentials, carried));
  const news = pair.new.security.value.map((credentials) => without(credentials, carried));
  const anchors = { oldAnchor: pair.old.security.pointer, newAnchor: pair.new.security.pointer };
  const replaced = new Set<Credentials>();
  for (const old of olds) {
    if (news.some((fresh) => suffices(old, fresh, schemes))) {
      reportFewerScopes(scope, old, news, schemes, anchors);
      continue;
    }
    const short = news.find((fresh) => sameSchemes(old, fresh, schemes));
    if (short !== undefined) {
      replaced.add(short);
      for (const missing of missingScopes(old, short, schemes))
        record(scope, 'security.scope-added', { subject: missing, old: old.pointer, new: short.pointer, ...anchors });
      continue;
    }
    const added = news.filter((fresh) => !olds.some((other) => suffices(other, fresh, schemes)));
    for (const fresh of added) replaced.add(fresh);
    const facts = added.length === 0 ? {} : { replacement: added.map(describe).join(' or ') };
    record(scope, 'security.alternative-removed', { subject: describe(old), old: old.pointer, ...anchors, facts });
  }
  for (const fresh of news) {
    const known = olds.some((old) => suffices(old, fresh, schemes) && sameSchemes(old, fresh, schemes));
    if (!known && !replaced.has(fresh))
      record(scope, 'security.alternative-added', { subject: describe(fresh), new: fresh.pointer, ...anchors });
  }
}

function without(credentials: Credentials, carried: ReadonlySet<string>): Credentials {
  const schemes = credentials.schemes.filter(
    ({ scheme }) => scheme.carrier === undefined || !carried.has(`${scheme.carrier.in} ${scheme.carrier.name}`),
  );
  return { pointer: credentials.pointer, schemes };
}

/** The old requirement that the new one stands for, if any. */
function counterpart(required: RequiredScheme, old: Credentials, schemes: SchemePairs): RequiredScheme | undefined {
  return old.schemes.find(
    ({ scheme }) => schemes.get(scheme) === required.scheme || scheme.wire === required.scheme.wire,
  );
}

/** Whether whoever holds the old credentials holds the new ones. */
function suffices(old: Credentials, fresh: Credentials, schemes: SchemePairs): boolean {
  return fresh.schemes.every((required) => {
    const held = counterpart(required, old, schemes);
    return held !== undefined && required.scopes.every((scope) => held.scopes.includes(scope));
  });
}

function sameSchemes(old: Credentials, fresh: Credentials, schemes: SchemePairs): boolean {
  return (
    old.schemes.length === fresh.schemes.length &&
    fresh.schemes.every((required) => counterpart(required, old, schemes) !== undefined)
  );
}

function missingScopes(old: Credentials, fresh: Credentials, schemes: SchemePairs): string[] {
  return fresh.schemes.flatMap((required) => {
    const held = counterpart(required, old, schemes)?.scopes ?? [];
    return required.scopes.filter((scope) => !held.includes(scope));
  });
}

function reportFewerScopes(
  scope: Scope,
  old: Credentials,
  news: readonly Credentials[],
  schemes: SchemePairs,
  anchors: { readonly oldAnchor: string; readonly newAnchor: string },
): void {
  const alike = news.filter((candidate) => sameSchemes(old, candidate, schemes));
  const [fresh] = alike;
  if (fresh === undefined || alike.some((candidate) => asksAll(old, candidate, schemes))) return;
  for (const held of old.schemes) {
    const required = fresh.schemes.find((candidate) => counterpart(candidate, old, schemes) === held);
    for (const name of held.scopes) {
      if (required !== undefined && !required.scopes.includes(name))
        record(scope, 'security.scope-removed', { subject: name, old: old.pointer, new: fresh.pointer, ...anchors });
    }
  }
}

/** Whether the new credentials ask for every scope that the old ones did. */
function asksAll(old: Credentials, fresh: Credentials, schemes: SchemePairs): boolean {
  return old.schemes.every((held) => {
    const required = fresh.schemes.find((candidate) => counterpart(candidate, old, schemes) === held);
    return held.scopes.every((scope) => required?.scopes.includes(scope));
  });
}

function describe(credentials: Credentials): string {
  return credentials.schemes.length === 0
    ? 'no credentials'
    : credentials.schemes
        .map(({ scheme }) => scheme.wire)
        .sort()
        .join(' and ');
}
