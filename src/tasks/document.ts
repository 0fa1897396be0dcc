// Getting documents: from any location, or from a snapshot, with the further files that they are made of.

import { createHash } from 'node:crypto';
import type { Config } from '../config/load.ts';
import type { DeadlineClaim } from '../model/deadline.ts';
import type { SpecDocument } from '../model/document.ts';
import { Failure, type FailureCode } from '../model/failure.ts';
import { isObject, own } from '../model/json.ts';
import type { DocumentIdentity } from '../model/report.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Source, SourceRequest } from '../ports.ts';
import { type KnownEntries, type ReadLimits, readSpec, specFromJson } from '../read/document/read.ts';
import { readDeadlineHeaders } from '../read/metadata/deadlines-headers.ts';
import type { Outside } from './outside.ts';

/** A document that was seen. */
export interface Seen {
  readonly document: SpecDocument;
  /** `sha256:` and hex: of the bytes as they came; of a snapshot, of its canonical form. */
  readonly digest: string;
  /** RFC 3339, for a snapshot. */
  readonly takenAt?: string;
  /** Every operation of the whole, `METHOD /path`, where the document is reduced to a part. */
  readonly whole?: readonly string[] | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** What the answer with the document says of its end. */
  readonly announced?: readonly DeadlineClaim[];
}

/** How a document is got. */
export interface Getting {
  /** What is known of it, where the far side is asked whether that is unchanged. */
  readonly known?: Seen | undefined;
  /** Text without the secrets that are sent. */
  readonly redact?: (text: string) => string;
  /** What documents that it is compared with say, entry by entry. */
  readonly entries?: KnownEntries | undefined;
}

/**
 * The document at any location: a file, a URL, `git:REV:path` or `snapshot:API`. What it has in common with those that were
 * read into `entries` it shares with them. Raises {@link Failure}.
 */
export async function see(location: string, config: Config, outside: Outside, entries?: KnownEntries): Promise<Seen> {
  if (!location.startsWith('snapshot:'))
    return fetchDocument({ location }, nameOf(location), config, outside, { entries });
  const api = location.slice('snapshot:'.length);
  const snapshot = await outside.store.read(api);
  if (snapshot === undefined) throw noBaseline(api);
  return fromSnapshot(snapshot);
}

/** The document of a snapshot. Raises {@link Failure} when it is none that can be read. */
export function fromSnapshot({ api, meta, root, files, text }: Snapshot): Seen {
  const { digest, takenAt, whole, etag, lastModified } = meta;
  const document = specFromJson(`snapshot:${api}`, root, files, text);
  return { document, digest, takenAt, whole, etag, lastModified };
}

/**
 * The document that `request` leads to, with its further files, called `name`; that of `known` when the far side says that
 * it is unchanged. Raises {@link Failure}: what could not be got, or is no document.
 */
export async function fetchDocument(
  request: SourceRequest,
  name: string,
  { limits }: Config,
  outside: Outside,
  { known, redact = (text) => text, entries }: Getting = {},
): Promise<Seen> {
  const source = outside.sources.find((candidate) => candidate.serves(request.location));
  if (source === undefined) throw unservable(name);
  const signal = AbortSignal.timeout(limits.seconds * 1000);
  const task = outside.progress.start(name);
  try {
    const fetched = await source.fetch({ ...request, signal });
    const headers = (fetched.headers ?? []).map((field) => ({ ...field, value: redact(field.value) }));
    const url = fetched.status === 'unchanged' ? name : fetched.location;
    const seenAt = outside.clock.now().toISOString();
    const announced = readDeadlineHeaders(headers, { operation: undefined, url, seenAt });
    if (fetched.status === 'unchanged') return known === undefined ? fail(name) : { ...known, announced };
    const { location, bytes, contentType, etag, lastModified } = fetched;
    task.update('reading');
    const passing: Failure[] = [];
    const document = await readSpec(
      { name, location, bytes, ...(contentType === undefined ? {} : { contentType }) },
      { limits: readLimits(limits), loadRelated: related(source, { ...request, signal }, passing), known: entries },
    );
    if (passing[0] !== undefined) throw passing[0];
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    return { document, digest, etag, lastModified, announced };
  } finally {
    task.end();
  }
}

/** What a report says of a document. */
export function identityOf({ document, digest, takenAt }: Seen): DocumentIdentity {
  return { name: document.name, digest, version: versionOf(document), takenAt };
}

/** `info.version` as written; empty when there is none. */
export function versionOf(document: SpecDocument): string {
  const info = own(document.root, 'info');
  const version = isObject(info) ? own(info, 'version') : undefined;
  return version === undefined || typeof version === 'object' ? '' : String(version);
}

/** How much a reader takes, as the configuration says it. */
export function readLimits({ megabytes, depth, nodes, aliases, files }: Config['limits']): ReadLimits {
  return { bytes: megabytes * 1024 * 1024, depth, nodes, aliases, files };
}

/**
 * Further files of a document. Credentials go nowhere but to the origin that they were given for. A reader takes a file
 * that cannot be had as a gap in the document; one that may be back in an hour is none, so it goes to `passing`.
 */
function related(source: Source, { headers, certificate, known: _, ...request }: SourceRequest, passing: Failure[]) {
  return async (base: string, reference: string) => {
    const location = source.related(base, reference);
    const trusted = originOf(location) === originOf(request.location);
    try {
      const fetched = await source.fetch({ ...request, location, ...(trusted && { headers, certificate }) });
      return fetched.status === 'fetched' ? fetched : fail(location);
    } catch (error) {
      if (error instanceof Failure && PASSING.has(error.code)) passing.push(error);
      throw error;
    }
  };
}

const PASSING: ReadonlySet<FailureCode> = new Set([
  'dns',
  'connection',
  'tls',
  'timeout',
  'unauthorized',
  'rate-limited',
  'server-error',
  'git-failed',
]);

/** A location as it may be shown: a URL without userinfo, query values and fragment, any of which may be secret. */
export function nameOf(location: string): string {
  const url = /^https?:/i.test(location) && URL.canParse(location) ? new URL(location) : undefined;
  return url === undefined ? location : `${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`;
}

function originOf(location: string): string {
  return URL.canParse(location) ? new URL(location).origin : '';
}

function fail(name: string): never {
  throw new Failure({
    code: 'http-status',
    message: `\`${name}\` answered 304 to a request without conditions`,
    hint: 'tell the provider: RFC 9110 §15.4.5 allows it for conditional requests only',
    place: name,
  });
}

/** The failure of an API that has no baseline. */
export function noBaseline(api: string): Failure {
  return new Failure({
    code: 'baseline-missing',
    message: `\`${api}\` has no baseline yet`,
    hint: `take one: \`driftgate accept ${api}\``,
    place: `snapshot:${api}`,
  });
}

function unservable(name: string): Failure {
  return new Failure({
    code: 'source-missing',
    message: `\`${name}\` is no location that can be read`,
    hint: 'give a file, a URL, `git:REV:path` or `snapshot:API`',
    place: name,
  });
}
