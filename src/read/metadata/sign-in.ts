// Metadata of authorization servers and protected resources: OpenID Connect Discovery 1.0, RFC 8414 and RFC 9728.

import { harmless } from '../../model/code.ts';
import { Failure } from '../../model/failure.ts';
import { isArray, isObject, type Json, type JsonObject, own, text } from '../../model/json.ts';
import {
  SIGN_IN_FLAGS,
  SIGN_IN_LISTS,
  type SignInFlag,
  type SignInList,
  type SignInMetadata,
} from '../../model/sign-in.ts';
import { decode } from '../document/decode.ts';
import { countNodes, DEFAULT_LIMITS, type ReadLimits } from '../document/limits.ts';
import { publishedUrl, resolved } from './deadlines-links.ts';

const MOST_ITEMS = 1000;
const LONGEST_NAME = 200;

/** What a list stands for that is left out (RFC 8414 §2). PKCE that is not said is not supported. */
const DEFAULTS: Readonly<Partial<Record<SignInList, readonly string[]>>> = {
  grant_types_supported: ['authorization_code', 'implicit'],
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
  code_challenge_methods_supported: [],
};

/** Which lists an authorization server has, and which a protected resource. */
const RESOURCE_LISTS: ReadonlySet<string> = new Set<SignInList>([
  'authorization_servers',
  'bearer_methods_supported',
  'dpop_signing_alg_values_supported',
  'resource_signing_alg_values_supported',
  'scopes_supported',
]);

/** Far more than metadata needs. */
const LIMITS: ReadLimits = { ...DEFAULT_LIMITS, depth: 20, nodes: 50_000 };

/**
 * Reads the bytes of a metadata document as {@link readSignInMetadata} does. Raises {@link Failure} `not-a-document` for
 * what is no JSON, too, and `too-deep` and `too-large`.
 */
export function parseSignInMetadata(
  bytes: Uint8Array,
  at: Pick<SignInMetadata, 'location' | 'source'>,
): SignInMetadata {
  const { text } = decode(bytes, undefined);
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    throw noMetadata(at.source);
  }
  countNodes(json, LIMITS, at.source);
  return readSignInMetadata(json, at);
}

/**
 * Reads a metadata document. `at.location` is what the configuration names, `at.source` where the document was found.
 * Names of lists that are of a wrong type are in `unread`, and the lists count as not said. Raises {@link Failure}
 * `not-a-document` for what states neither an `issuer` nor a `resource`.
 */
export function readSignInMetadata(json: Json, at: Pick<SignInMetadata, 'location' | 'source'>): SignInMetadata {
  const issuer = isObject(json) ? text(json, 'issuer') : undefined;
  const resource = isObject(json) ? text(json, 'resource') : undefined;
  const name = issuer ?? resource;
  if (!isObject(json) || name === undefined || !isWebAddress(name)) throw noMetadata(at.source);
  const kind = issuer === undefined ? 'protected-resource' : 'authorization-server';
  const unread = new Set(Object.keys(json));
  unread.delete(issuer === undefined ? 'resource' : 'issuer');
  const endpoints = endpointsOf(json, at.source, unread);
  const lists: Partial<Record<SignInList, readonly string[]>> = {};
  for (const list of listsOf(kind)) {
    const items = itemsOf(json, kind, list, unread);
    if (items !== undefined) lists[list] = items;
  }
  const flags = Object.keys(SIGN_IN_FLAGS).filter((flag): flag is SignInFlag => isRaised(json, flag, unread));
  return {
    ...at,
    kind,
    name: harmless(name, LONGEST_NAME),
    endpoints,
    lists,
    flags: flags.sort(),
    unread: [...unread]
      .sort()
      .slice(0, MOST_ITEMS)
      .map((member) => harmless(member, LONGEST_NAME)),
  };
}

function listsOf(kind: SignInMetadata['kind']): readonly SignInList[] {
  return (Object.keys(SIGN_IN_LISTS) as SignInList[]).filter((list) =>
    kind === 'protected-resource' ? RESOURCE_LISTS.has(list) : list !== 'authorization_servers',
  );
}

/** The items of a list, sorted, each once; `undefined` where nothing is known of it. */
function itemsOf(
  json: JsonObject,
  kind: SignInMetadata['kind'],
  list: SignInList,
  unread: Set<string>,
): readonly string[] | undefined {
  const value = own(json, list);
  if (value === undefined) return kind === 'authorization-server' ? DEFAULTS[list] : undefined;
  if (!isArray(value) || value.length > MOST_ITEMS || !value.every((item) => typeof item === 'string'))
    return undefined;
  unread.delete(list);
  return [...new Set(value.map((item) => harmless(item, LONGEST_NAME)))].sort();
}

function isRaised(json: JsonObject, flag: string, unread: Set<string>): boolean {
  const value = own(json, flag);
  if (typeof value === 'boolean') unread.delete(flag);
  return value === true;
}

const ALIASES = 'mtls_endpoint_aliases';

/** The members that end in `_endpoint`, and `jwks_uri`, as absolute URLs. */
function endpointsOf(json: JsonObject, source: string, unread: Set<string>): Readonly<Record<string, string>> {
  const found: [string, string][] = [];
  for (const member of Object.keys(json).filter(isEndpoint).slice(0, MOST_ITEMS)) {
    const url = urlAt(json, member, source);
    if (url === undefined) continue;
    found.push([harmless(member, LONGEST_NAME), url]);
    unread.delete(member);
  }
  const aliases = own(json, ALIASES);
  if (isObject(aliases)) {
    unread.delete(ALIASES);
    for (const member of Object.keys(aliases).filter(isEndpoint).slice(0, MOST_ITEMS)) {
      const url = urlAt(aliases, member, source);
      if (url === undefined) unread.add(`${ALIASES}.${member}`);
      else found.push([`${ALIASES}.${harmless(member, LONGEST_NAME)}`, url]);
    }
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isEndpoint(member: string): boolean {
  return member === 'jwks_uri' || /^[\w-]+_endpoint$/.test(member);
}

function urlAt(json: JsonObject, member: string, source: string): string | undefined {
  const url = resolved(text(json, member) ?? '', isWebAddress(source) ? '' : source);
  return url === undefined ? undefined : publishedUrl(url);
}

function isWebAddress(url: string): boolean {
  return resolved(url, '') !== undefined;
}

function noMetadata(source: string): Failure {
  return new Failure({
    code: 'not-a-document',
    message: `\`${source}\` is no metadata of an authorization server or a protected resource`,
    hint: 'name its issuer, or the URL of a document with an `issuer` (RFC 8414) or a `resource` (RFC 9728)',
    place: source,
  });
}
