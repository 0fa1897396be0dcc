// What is wrong when a call of an API fails, told by its cause.

/** Why a call failed. Stable: playbooks and tests rely on them. */
export const TROUBLE_CAUSES = [
  'credential-expired',
  'credential-wrong',
  'credential-missing',
  'permission-missing',
  'rate-limited',
  'request-invalid',
  'not-found',
  'gone',
  'moved',
  'server-fault',
  'maintenance',
  'timeout',
  'slow',
  'dns',
  'connection-refused',
  'connection-reset',
  'unreachable',
  'tls-expired',
  'tls-host',
  'tls-untrusted',
  'tls-failed',
  'certificate-ending',
  'not-json',
  'refused',
] as const;
export type TroubleCause = (typeof TROUBLE_CAUSES)[number];

/** A call of an API and what came of it: all that its trouble is told by. */
export interface LiveCall {
  readonly api: string;
  /** `METHOD /path`, a template: values in a path may be personal. */
  readonly operation: string;
  readonly url: string;
  /** RFC 3339 date-time at which the call began. */
  readonly at: string;
  /** Milliseconds until it ended. */
  readonly ms: number;
  /** Milliseconds that its consumers wait at most; `undefined` where they do not say. */
  readonly patience: number | undefined;
  /** The credential that was sent; `undefined` for none. */
  readonly credential: SentBy | undefined;
  readonly expectsJson: boolean;
  /** What came: an answer, or the code of the error (`ENOTFOUND`, `TimeoutError`) in its place. */
  readonly outcome: LiveAnswer | { readonly error: string };
  /** RFC 3339 date-time at which the server's certificate ends; `undefined` where it was not seen. */
  readonly certificateEnds: string | undefined;
}

/** A credential by its name in the configuration; never its value. */
export interface SentBy {
  readonly name: string;
  /** RFC 3339 date-time at which it ends, where that is known. */
  readonly endsAt: string | undefined;
}

export interface LiveAnswer {
  readonly status: number;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** As text; `undefined` where there is none, or it is no text. */
  readonly body: string | undefined;
}

/** A call that was made before, or beside this one. */
export interface PastCall {
  readonly operation: string;
  /** RFC 3339 date-time. */
  readonly at: string;
  /** The name of the credential that was sent. */
  readonly credential: string | undefined;
  /** `undefined` where no answer came. */
  readonly status: number | undefined;
}

/** One failed call, told by its cause. Nothing that is secret or personal is in it. */
export interface Trouble {
  readonly cause: TroubleCause;
  readonly api: string;
  readonly operation: string;
  /** RFC 3339 date-time. */
  readonly at: string;
  /** `host` or `host:port` that was called. */
  readonly host: string;
  /** The name of the credential that was sent. */
  readonly credential: string | undefined;
  readonly status: number | undefined;
  /** What is in trouble; troubles of one cause and one subject are one. */
  readonly subject: TroubleSubject;
  /** The cause as a present fact: ``credential `stripe` has expired``. */
  readonly fact: string;
  /** {@link fact}, and the call that shows it. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** `lasting`: it stays until somebody does something. */
  readonly lasts: 'passing' | 'lasting';
  /** The fields that the API says are wrong, at most 20. */
  readonly fields: readonly TroubleField[];
  /** Scopes that the API says are missing. */
  readonly scopes: readonly string[];
  /** RFC 3339 date-time before which the API asks not to be called. */
  readonly retryAt: string | undefined;
  /** Where it is now, without query. */
  readonly movedTo: string | undefined;
  /** Whole days until the certificate ends. */
  readonly daysLeft: number | undefined;
}

/** What a trouble is about. */
export interface TroubleSubject {
  readonly kind: 'credential' | 'host' | 'operation';
  /** The credential's name, the host, or `METHOD /path`. */
  readonly name: string;
}

/** A field that an API names as wrong. */
export interface TroubleField {
  /** As the API writes it: `email`, `/data/attributes/end`. */
  readonly name: string;
  /** What it says of it. */
  readonly said: string | undefined;
}

/** Troubles that have one cause, as one finding. */
export interface TroubleFinding {
  readonly cause: TroubleCause;
  readonly api: string;
  readonly subject: TroubleSubject;
  /** The fact, and how much it explains. */
  readonly message: string;
  readonly hint: string;
  /** The configuration's link for the cause. */
  readonly playbook: string | undefined;
  readonly lasts: 'passing' | 'lasting';
  /** RFC 3339 date-times of the first and the last trouble that it explains. */
  readonly first: string;
  readonly last: string;
  /** Sorted, each once. */
  readonly operations: readonly string[];
  /** The troubles of this cause and subject, by time. */
  readonly troubles: readonly Trouble[];
  /** Troubles of other causes that follow from it, by time. */
  readonly explains: readonly Trouble[];
}
