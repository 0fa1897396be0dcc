// How clients sign in: metadata as it is now, its baseline, and what changed between the two.

import { compareSignIn } from '../compare/sign-in/compare.ts';
import type { Config } from '../config/load.ts';
import { countFindings, judge } from '../judge/judge.ts';
import { withUse } from '../judge/sign-in-use.ts';
import type { Api } from '../model/api.ts';
import type { Change } from '../model/change.ts';
import { isTokenScheme } from '../model/credentials.ts';
import type { SpecDocument } from '../model/document.ts';
import { Failure, type FailureCode } from '../model/failure.ts';
import { canonical, type Json } from '../model/json.ts';
import { operationName } from '../model/place.ts';
import type { Counts } from '../model/report.ts';
import type { SignInMetadata, SignInSnapshot } from '../model/sign-in.ts';
import { parseSignInMetadata } from '../read/metadata/sign-in.ts';
import { isNameOf, type MetadataPlace, metadataPlaces } from '../read/metadata/sign-in-locations.ts';
import { readApi } from '../read/openapi/api.ts';
import { ruleFor } from '../rules/catalogue.ts';
import { fetchBeside } from './beside-document.ts';
import { nameOf } from './document.ts';
import { settingsOf } from './look.ts';
import type { Outside } from './outside.ts';
import { policyOf } from './policy.ts';
import { signInUses } from './sign-in-uses.ts';
import { undamaged } from './undamaged.ts';

/**
 * The metadata of each of an API's `signIn`, as it is now. Raises {@link Failure}: what could not be got, is no metadata,
 * or is that of another issuer.
 */
export async function fetchSignIn(api: string, config: Config, outside: Outside): Promise<readonly SignInMetadata[]> {
  const found: SignInMetadata[] = [];
  for (const location of new Set(settingsOf(api, config).signIn)) {
    found.push(await metadataOf(location, config, outside));
  }
  return found;
}

/** What became of the baseline of sign-in metadata. */
export type AcceptedSignIn =
  | { readonly status: 'first' | 'same' }
  | { readonly status: 'moved'; readonly counts: Counts };

/**
 * Fetches an API's sign-in metadata, and gives what makes it the baseline; `undefined` where the configuration names
 * none. Raises {@link Failure} as {@link fetchSignIn} does.
 */
export async function signInTaker(
  api: string,
  config: Config,
  outside: Outside,
  document: SpecDocument,
): Promise<(() => Promise<AcceptedSignIn>) | undefined> {
  if (settingsOf(api, config).signIn.length === 0) return undefined;
  const metadata = await fetchSignIn(api, config, outside);
  const before = await undamaged(() => outside.signIn.read(api));
  return async () => {
    if (before !== undefined && canonical(plain(before.metadata)) === canonical(plain(metadata)))
      return { status: 'same' };
    await outside.signIn.write({ api, takenAt: outside.clock.now().toISOString(), metadata });
    if (before === undefined) return { status: 'first' };
    const { policy } = policyOf(config, {}, [], outside.clock);
    const changes = withUse(signInChangesBetween(before, metadata, readApi(document)), signInUses(api, config));
    return { status: 'moved', counts: countFindings(judge(changes, ruleFor, policy)) };
  };
}

function plain(metadata: readonly SignInMetadata[]): readonly Json[] {
  return metadata.map((each) => ({ ...each }));
}

/**
 * What changed in how clients of the API sign in, since the baseline; nothing where the configuration names no metadata.
 * Raises {@link Failure} as {@link fetchSignIn} does, and `baseline-missing` and `baseline-damaged`.
 */
export async function signInChanges(
  api: string,
  config: Config,
  outside: Outside,
  document: Api | undefined,
): Promise<readonly Change[]> {
  if (settingsOf(api, config).signIn.length === 0) return [];
  const old = await outside.signIn.read(api);
  if (old === undefined) throw noBaseline(api);
  const fresh = await fetchSignIn(api, config, outside);
  const unknown = fresh.find(({ location }) => !old.metadata.some((known) => known.location === location));
  if (unknown !== undefined) throw noBaseline(api, unknown);
  return withUse(signInChangesBetween(old, fresh, document), signInUses(api, config));
}

/** What changed since a baseline, for the operations of the document that take tokens. */
export function signInChangesBetween(
  { metadata }: SignInSnapshot,
  fresh: readonly SignInMetadata[],
  document: Api | undefined,
): readonly Change[] {
  const operations = (document?.operations ?? [])
    .filter(({ security }) => security.value.some(({ schemes }) => schemes.some(({ scheme }) => isTokenScheme(scheme))))
    .map(({ method, path }) => operationName(method, path));
  return compareSignIn(metadata, fresh, operations.sort());
}

/** Why metadata may be somewhere else: nothing is there, or something that is not for us. */
const ELSEWHERE: ReadonlySet<FailureCode> = new Set(['http-status', 'unauthorized', 'not-a-document']);

async function metadataOf(location: string, config: Config, outside: Outside): Promise<SignInMetadata> {
  const places = metadataPlaces(location);
  // Why a well-known place, where something is, has no metadata for us.
  let telling: Failure | undefined;
  for (const place of places) {
    try {
      return await metadataAt(place, location, config, outside);
    } catch (error) {
      if (!(error instanceof Failure) || !ELSEWHERE.has(error.code) || places.length === 1) throw error;
      if (place.of !== undefined && error.code !== 'http-status') telling ??= error;
    }
  }
  throw telling ?? nowhere(location, places);
}

async function metadataAt(
  { url, of }: MetadataPlace,
  location: string,
  config: Config,
  outside: Outside,
): Promise<SignInMetadata> {
  const { bytes } = await fetchBeside(url, 'signIn', config, outside);
  const metadata = parseSignInMetadata(bytes, { location, source: nameOf(url) });
  if (of !== undefined && !isNameOf(metadata.name, of)) throw anothers(metadata, of);
  return metadata;
}

function noBaseline(api: string, { location }: Partial<SignInMetadata> = {}): Failure {
  return new Failure({
    code: 'baseline-missing',
    message: `sign-in metadata of \`${api}\`${location === undefined ? '' : ` at \`${location}\``} has no baseline yet`,
    hint: `take one: \`driftgate accept ${api}\``,
    place: `snapshot:${api}`,
  });
}

function nowhere(location: string, places: readonly MetadataPlace[]): Failure {
  const name = nameOf(location);
  const tried = places.map(({ url }) => `\`${new URL(url).pathname}\``).join(', ');
  return new Failure({
    code: 'source-missing',
    message: `\`${name}\` has no metadata of an authorization server or a protected resource: nothing is at ${tried}`,
    hint: 'name its issuer under `signIn`, or the URL of the metadata itself',
    place: name,
  });
}

function anothers({ name, source, kind }: SignInMetadata, expected: string): Failure {
  const member = kind === 'authorization-server' ? 'issuer' : 'resource';
  return new Failure({
    code: 'answer-invalid',
    message: `\`${source}\` is the metadata of another \`${member}\`: of \`${name}\`, and not of \`${expected}\``,
    hint: 'RFC 8414 §3.3 and RFC 9728 §3.3 forbid to use it; ask the provider, or name the right one under `signIn`',
    place: source,
  });
}
