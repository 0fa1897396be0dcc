// One class for everything that can go wrong and that a person can mend.

/** What went wrong, by kind. Codes are stable: scripts and tests rely on them. */
export type FailureCode =
  // configuration and the command line
  | 'config-missing'
  | 'config-invalid'
  | 'usage'
  | 'secret-missing'
  | 'credential-failed'
  // getting a document
  | 'source-missing'
  | 'source-forbidden'
  | 'git-failed'
  | 'dns'
  | 'connection'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'too-many-redirects'
  | 'unauthorized'
  | 'rate-limited'
  | 'server-error'
  | 'http-status'
  | 'answer-invalid'
  // a document that is not what it should be
  | 'not-a-document'
  | 'truncated'
  | 'no-operations'
  | 'shrunk'
  | 'too-deep'
  | 'unsupported-version'
  // snapshots and acknowledgements
  | 'baseline-missing'
  | 'baseline-damaged'
  | 'store-failed'
  | 'acknowledgement-invalid'
  | 'contract-invalid'
  | 'report-invalid'
  // telling people
  | 'mail-refused'
  | 'mail-deferred'
  // calling a provider
  | 'package-missing'
  | 'state-failed'
  | 'verifier-failed'
  | 'not-called'
  | 'flow-invalid'
  | 'flow-failed'
  // what was recorded of an API
  | 'not-recorded';

/** What a {@link Failure} is made of. */
export interface FailureFacts {
  readonly code: FailureCode;
  /** What happened, and to what: present fact, subject first. */
  readonly message: string;
  /** What the reader does next. */
  readonly hint?: string;
  /** The file, URL or command that it happened to, with a line or pointer where one is known. */
  readonly place?: string;
  readonly cause?: unknown;
}

/** A failure that a person can mend. Thrown at the edges of the house, caught once by each face of it. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly hint: string | undefined;
  readonly place: string | undefined;

  constructor(facts: FailureFacts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'Failure';
    this.code = facts.code;
    this.hint = facts.hint;
    this.place = facts.place;
  }
}
