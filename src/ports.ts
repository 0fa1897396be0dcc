// What the tasks need of the outside world. Adapters give it; tests may give something smaller.

import type { Failure } from './model/failure.ts';
import type { FlowRun } from './model/flow.ts';
import type { HealthSeries, Observation } from './model/health.ts';
import type { Json, JsonObject } from './model/json.ts';
import type { LiveVerification } from './model/live-verification.ts';
import type { Remembered } from './model/remembered.ts';
import type { Report } from './model/report.ts';
import type { SampleBaseline, SampleRun } from './model/sampling.ts';
import type { SignInSnapshot } from './model/sign-in.ts';
import type { Snapshot, SnapshotMeta } from './model/snapshot.ts';
import type { LiveCall } from './model/trouble.ts';

/** Where to look for a document, as the configuration names it. */
export interface SourceRequest {
  /** A path, a URL, `git:REV:path` or `snapshot:API`. */
  readonly location: string;
  /** Header fields to send, secrets already put in; only ever to the location's own origin. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** For TLS; only ever shown to the location's own origin. */
  readonly certificate?: ClientCertificate | undefined;
  /** What was known of the document when it was last accepted, for a conditional request (RFC 9110 §13). */
  readonly known?: { readonly etag?: string | undefined; readonly lastModified?: string | undefined };
  /** Ends the work when it fires. */
  readonly signal?: AbortSignal;
}

/** A document's bytes as they came. */
export interface Fetched {
  readonly status: 'fetched';
  /** Where the bytes came from at last (after redirects), without credentials. Relative `$ref`s start here. */
  readonly location: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  readonly headers?: HeaderFields;
}

/** The header fields of an answer, as they came; absent where no server answered. */
export type HeaderFields = readonly { readonly name: string; readonly value: string }[];

/** The far side says that nothing changed since `known` (HTTP 304). */
export interface Unchanged {
  readonly status: 'unchanged';
  readonly headers?: HeaderFields;
}

/** A place that documents come from. */
export interface Source {
  /** Whether this source serves `location`. */
  serves(location: string): boolean;
  /** The document's bytes. Raises {@link Failure} with the reason why it could not look. */
  fetch(request: SourceRequest): Promise<Fetched | Unchanged>;
  /**
   * The location that `reference` names as seen from the document at `base`.
   * Raises {@link Failure} `source-forbidden` when that leaves the base's own origin or folder.
   */
  related(base: string, reference: string): string;
}

/** A file that says what consumers rely on. */
export interface ContractFile {
  /** Its path, as people call it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Where contracts are kept. */
export interface ContractFiles {
  /** The files that a path or glob names, sorted by name; none where it names nothing. Raises {@link Failure}. */
  find(pattern: string): Promise<readonly ContractFile[]>;
}

/** Where baselines are kept. */
export interface SnapshotStore {
  /** The baseline of `api`, or `undefined` when none was accepted yet. Raises {@link Failure} `baseline-damaged`. */
  read(api: string): Promise<Snapshot | undefined>;
  /** Makes `snapshot` the baseline: wholly or, when it fails or is killed, not at all. */
  write(snapshot: Snapshot): Promise<void>;
  /** What is known of each baseline, by API, sorted. */
  list(): Promise<ReadonlyMap<string, SnapshotMeta>>;
}

/** Where is kept how APIs fared. A file for each serves for now; a database may take its place. */
export interface HealthLog {
  /** Adds what was observed of `api`. Raises {@link Failure} `store-failed`. */
  append(api: string, observations: readonly Observation[]): Promise<void>;
  /**
   * What is known of `api`, windows that begin at `since` or after it: of a minute for the last days, of an hour and then
   * of a day for what is older. Raises {@link Failure} `store-failed`.
   */
  read(api: string, since: Date): Promise<HealthSeries>;
  /** Puts old windows together and lets go of the oldest, where that is worth it. Raises {@link Failure} `store-failed`. */
  compact(api: string, now: Date): Promise<void>;
}

/** Where the samples are kept that were accepted. */
export interface SampleStore {
  /** The samples of `api`, or `undefined` when none were accepted yet. Raises {@link Failure} `baseline-damaged`. */
  read(api: string): Promise<SampleBaseline | undefined>;
  /** Makes them the samples that are accepted: wholly or not at all. */
  write(api: string, baseline: SampleBaseline): Promise<void>;
}

/** What runs of sampling came to, one after the other. */
export interface SampleLog {
  /** Keeps a run. The oldest are let go of when there are many. */
  append(api: string, run: SampleRun): Promise<void>;
  /** The runs of `api` that are kept, the oldest first. */
  read(api: string): Promise<readonly SampleRun[]>;
}

/** Where baselines of sign-in metadata are kept, beside those of documents. */
export interface SignInStore {
  /** The baseline of `api`, or `undefined` when none was accepted yet. Raises {@link Failure} `baseline-damaged`. */
  read(api: string): Promise<SignInSnapshot | undefined>;
  /** Makes `snapshot` the baseline: wholly or not at all. */
  write(snapshot: SignInSnapshot): Promise<void>;
}

/** Where what calls showed is kept from run to run. */
export interface CallMemory {
  /** What is remembered of the API's calls; nothing where nothing is kept. Raises {@link Failure} `store-failed`. */
  read(api: string): Promise<Remembered>;
  /** Keeps `remembered` in place of what was kept: wholly or not at all. Raises {@link Failure} `store-failed`. */
  write(api: string, remembered: Remembered): Promise<void>;
}

/** The time. */
export interface Clock {
  now(): Date;
}

/** Tells people that work goes on: bars or lines on stderr, or nothing. */
export interface Progress {
  /** A task began; `update` says how far it is, `end` that it is over. */
  start(label: string): { update(detail: string): void; end(): void };
}

/** Somebody who is told. */
export interface Notifier {
  /** The same from run to run, and no other's: `github acme/phone`. */
  readonly name: string;
  /** What is to be told of a report. Nothing is told yet. */
  compose(report: Report): Promise<readonly Letter[]>;
  /**
   * Tells it; what was told already is not told again where the far side lets us know. `again` says that an attempt
   * began before, and that nobody knows how it ended. Raises {@link Failure}.
   */
  deliver(letter: Letter, again: boolean): Promise<Delivery>;
}

/** Something to tell, as data that can be kept. */
export interface Letter {
  /** What it is about. A newer letter about it takes the place of one that could not be delivered yet. */
  readonly about: string;
  readonly content: Json;
}

/** What became of a letter: what was done, one line each for people; or why it stays for a later run. */
export type Delivery = { readonly told: readonly string[] } | { readonly waits: string };

/** What is to be told, kept on disk until it is. */
export interface Outbox {
  /** Keeps a letter, in the place of an older one of the same notifier about the same. */
  put(notifier: string, letter: Letter): Promise<void>;
  /** All that is kept, oldest first; and what is to be said of what can be kept no longer. */
  waiting(): Promise<{ readonly letters: readonly KeptLetter[]; readonly lost: readonly string[] }>;
}

/** A letter in the outbox. */
export interface KeptLetter extends Letter {
  readonly notifier: string;
  /** Whether an attempt to deliver it, or what it took the place of, began. */
  readonly begun: boolean;
  /** Notes before an attempt that it begins; and after one of which it is known how it ended, what was so before. */
  mark(begun: boolean): Promise<void>;
  /** Ticks it off, unless a newer one is in its place by now. */
  done(): Promise<void>;
}

/** A contract to hold a running provider to. */
export interface LiveRequest {
  readonly contract: {
    /** The file, for messages. */
    readonly name: string;
    /** The file's text, which is JSON: numbers are sent and compared as they are written in it. */
    readonly text: string;
  };
  readonly sandbox: Sandbox;
  /** For the whole contract, from the first call on. */
  readonly seconds: number;
  /** Ends the work when it fires. */
  readonly signal?: AbortSignal;
}

/** A provider that may be called. Nothing but its own origin is spoken to. */
export interface Sandbox {
  /** The base URL; a query parameter in it, as some credentials are, goes with every call. */
  readonly url: string;
  /** Header fields for every call, secrets already put in. They go over those of the contract. */
  readonly headers: Readonly<Record<string, string>>;
  /** For TLS. */
  readonly certificate?: ClientCertificate | undefined;
  /** How the provider is brought into a state, by the state's name. */
  readonly states: ReadonlyMap<string, StateChange>;
  /** How it is brought into any other state: a URL that takes what Pact posts. */
  readonly stateUrl: string | undefined;
  /** What becomes of an interaction whose state cannot be set up in either way. */
  readonly unknownStates: 'run' | 'skip';
  /** Text without the secrets of this sandbox. */
  redact(text: string): string;
}

/** A call that brings a provider into a state. */
export interface StateChange {
  /** Upper case. */
  readonly method: string;
  /** A path or URL at the sandbox's own origin. */
  readonly path: string;
  /** What is sent, as JSON; what Pact would post (state, parameters, action) when absent. */
  readonly body: JsonObject | undefined;
}

/** Calls a provider as a contract says, and compares what it answers. */
export interface ContractVerifier {
  /**
   * What came of each interaction. Where the provider could not be asked, the interaction is `not run`.
   * Raises {@link Failure} `package-missing`, `contract-invalid` and `verifier-failed`, or the signal's reason.
   */
  verify(request: LiveRequest): Promise<LiveVerification>;
}

/** What is sent of a credential, secrets put in; and when that ends. */
export interface CredentialUse {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parameters for the query of the URL. */
  readonly query: Readonly<Record<string, string>>;
  /** For TLS (RFC 8705 §2), as PEM; `undefined` where the client shows none. */
  readonly certificate: ClientCertificate | undefined;
  /** RFC 3339 date-time at which it ends, where that is known. */
  readonly endsAt: string | undefined;
  /** The scopes that were granted, sorted, where that is known. */
  readonly scopes: readonly string[] | undefined;
  /** Why it could not be renewed, though it was time for that: it is the one of before, and still lives. */
  readonly failedRenewal?: Failure;
  /** Text without the secrets of this credential, those that it had before included. */
  redact(text: string): string;
}

/** A client's certificate and key, as PEM. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
  readonly passphrase: string | undefined;
  /** Whom it trusts, beside those whom everybody does. */
  readonly ca: string | undefined;
}

/** The credentials of the configuration. */
export interface Credentials {
  /**
   * What to send, renewed before it ends. Raises {@link Failure} `secret-missing` where a reference leads nowhere, and
   * `credential-failed` where a token could not be had.
   */
  use(name: string, signal?: AbortSignal): Promise<CredentialUse>;
  /**
   * What to send after `refused`, which the API did not take, was sent: a new token where one can be had, `undefined`
   * where this is not a credential that renews itself. Raises as {@link use} does.
   */
  renew(name: string, refused: CredentialUse, signal?: AbortSignal): Promise<CredentialUse | undefined>;
}

/** A call to make of an API. */
export interface CallRequest {
  readonly api: string;
  /** `METHOD /path`, a template. */
  readonly operation: string;
  /** Upper case. */
  readonly method: string;
  /** Without credentials. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The name of the credential to send. */
  readonly credential: string | undefined;
  /** Milliseconds that its consumers wait at most. */
  readonly patience: number | undefined;
  readonly expectsJson: boolean;
  /** Calls a second to the host, whatever they are for. */
  readonly perSecond: number;
  /** Ends the work when it fires. */
  readonly signal?: AbortSignal;
}

/** Calls APIs: at the pace that they ask for, with credentials, and never a private address unasked. */
export interface Caller {
  /**
   * What came of the call, whatever it was. With it come the attempts that were made before it, the first first: what
   * passes by itself is tried again. What is in them was sent and answered as it is: nothing of it is redacted yet.
   * Raises {@link Failure} of {@link Credentials}, `source-forbidden`, and `not-called` where the last calls of the API
   * failed and it is left alone for a time.
   */
  call(request: CallRequest): Promise<Called>;
}

/** A call, and what was tried before. */
export interface Called {
  readonly last: LiveCall;
  readonly before: readonly LiveCall[];
  /** Text without the secrets that were sent. */
  redact(text: string): string;
}

/** An Arazzo document to run against an API. */
export interface FlowRequest {
  /** How people call it: a path. */
  readonly flow: string;
  /** The Arazzo document. What it calls its OpenAPI documents (`sourceDescriptions[].url`) is not looked at. */
  readonly root: JsonObject;
  /** The OpenAPI documents, whole, by the names of the source descriptions. */
  readonly descriptions: ReadonlyMap<string, FlowDescription>;
  /** Where a pointer (RFC 6901) of the Arazzo document is written, for messages: `book.arazzo.yaml:12`. */
  readonly placeOf: (pointer: string) => string;
  readonly target: FlowTarget;
  readonly limits: FlowLimits;
  /** Ends the work when it fires. */
  readonly signal?: AbortSignal;
}

/** An OpenAPI document with its further files, by their names relative to it. */
export interface FlowDescription {
  readonly root: JsonObject;
  readonly files: ReadonlyMap<string, Json>;
}

/** An API that may be called. Nothing but its own origin is spoken to. */
export interface FlowTarget {
  /** The base URL; a query parameter in it, as some credentials are, goes with every call. */
  readonly url: string;
  /** Header fields for every call, secrets already put in. They go over those of the flow. */
  readonly headers: Readonly<Record<string, string>>;
  /** For TLS. */
  readonly certificate?: ClientCertificate | undefined;
}

/** How much a flow may do. */
export interface FlowLimits {
  readonly steps: number;
  /** For the whole flow. */
  readonly seconds: number;
  /** Seconds for one call. */
  readonly patience: number;
}

/** Runs flows. */
export interface FlowRunner {
  /**
   * What came of each step. Nothing of it is redacted yet. Raises {@link Failure} `package-missing` and `flow-invalid`,
   * or the signal's reason.
   */
  run(request: FlowRequest): Promise<FlowRun>;
}

/** A move of an API's baseline, to be looked at and taken. */
export interface Proposal {
  readonly api: string;
  /** Equal for the same move of the same baseline, whenever it is proposed. */
  readonly key: string;
  readonly title: string;
  /** Markdown, at most 64,000 characters. */
  readonly body: string;
  /** The new text of files, by path from the top of the repository; `undefined` for one that goes. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

/** Where moves of baselines are proposed, at most one for an API at a time. What was done comes back, one line each. */
export interface Proposals {
  /** Has `proposal` be what is proposed for its API. Raises {@link Failure}. */
  propose(proposal: Proposal): Promise<readonly string[]>;
  /** Takes back what is proposed for `api`, if anything is. Raises {@link Failure}. */
  withdraw(api: string, why: string): Promise<readonly string[]>;
}

/** The baselines of one API, as they are and as they might become: what is written stays here. */
export interface BaselineDraft extends AsyncDisposable {
  readonly store: SnapshotStore;
  readonly signIn: SignInStore;
  readonly samples: SampleStore;
  /** The files that differ from those that are there, by path from the top of the repository. */
  changed(): Promise<readonly ChangedFile[]>;
}

/** A file before and after; `undefined` where it is not there. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}
