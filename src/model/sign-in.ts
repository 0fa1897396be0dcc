// How clients sign in to an API, as the metadata of its authorization servers and protected resources says.

/**
 * The lists of metadata that are read, by their names in OpenID Connect Discovery 1.0 §3, RFC 8414 §2 and RFC 9728 §2,
 * and what kind of thing is in each.
 */
export const SIGN_IN_LISTS = {
  grant_types_supported: 'grant',
  response_types_supported: 'response-type',
  token_endpoint_auth_methods_supported: 'client-auth',
  revocation_endpoint_auth_methods_supported: 'client-auth',
  introspection_endpoint_auth_methods_supported: 'client-auth',
  scopes_supported: 'scope',
  code_challenge_methods_supported: 'pkce',
  id_token_signing_alg_values_supported: 'algorithm',
  userinfo_signing_alg_values_supported: 'algorithm',
  request_object_signing_alg_values_supported: 'algorithm',
  token_endpoint_auth_signing_alg_values_supported: 'algorithm',
  revocation_endpoint_auth_signing_alg_values_supported: 'algorithm',
  introspection_endpoint_auth_signing_alg_values_supported: 'algorithm',
  dpop_signing_alg_values_supported: 'algorithm',
  resource_signing_alg_values_supported: 'algorithm',
  authorization_servers: 'server',
  bearer_methods_supported: 'bearer-method',
} as const;

/** The members that are true or false, and what they say of the server: what it demands, or how it binds tokens. */
export const SIGN_IN_FLAGS = {
  require_pushed_authorization_requests: 'requirement',
  require_signed_request_object: 'requirement',
  require_request_uri_registration: 'requirement',
  dpop_bound_access_tokens_required: 'requirement',
  tls_client_certificate_bound_access_tokens: 'binding',
} as const;

export type SignInList = keyof typeof SIGN_IN_LISTS;
export type SignInFlag = keyof typeof SIGN_IN_FLAGS;

/** What metadata says of one authorization server (RFC 8414 §2), or of one protected resource (RFC 9728 §2). Plain JSON. */
export interface SignInMetadata {
  /** The issuer or URL that the configuration names. */
  readonly location: string;
  /** Where the document was found, without query. */
  readonly source: string;
  readonly kind: 'authorization-server' | 'protected-resource';
  /** Its `issuer`, or its `resource`. */
  readonly name: string;
  /** URLs by member, sorted; an alias for mTLS (RFC 8705 §5) is `mtls_endpoint_aliases.token_endpoint`. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** What each list holds, or stands for when it is left out, sorted. One whose absence means nothing is absent. */
  readonly lists: Readonly<Partial<Record<SignInList, readonly string[]>>>;
  /** The members of {@link SIGN_IN_FLAGS} that are true, sorted. */
  readonly flags: readonly SignInFlag[];
  /** Members that are not read, or not of the type that the standards give them, sorted. */
  readonly unread: readonly string[];
}

/** How clients sign in to an API at a time: one entry for each location of the configuration, in their order. */
export interface SignInSnapshot {
  readonly api: string;
  /** RFC 3339 date-time, UTC. */
  readonly takenAt: string;
  readonly metadata: readonly SignInMetadata[];
}

/** What a credential of the team's needs of the authorization server. */
export interface SignInUse {
  /** Its name in the configuration. */
  readonly credential: string;
  /** As in `grant_types_supported`: `client_credentials`, `refresh_token`. */
  readonly grant: string;
  /** As in `token_endpoint_auth_methods_supported`: `client_secret_basic`; `none` for a public client. */
  readonly clientAuth: string;
  readonly scopes: readonly string[];
}

/** A challenge of `WWW-Authenticate` (RFC 9110 §11.6.1). */
export interface Challenge {
  /** Lower case: `bearer`. */
  readonly scheme: string;
  readonly realm: string | undefined;
  /** RFC 6750 §3.1: `invalid_token`, `insufficient_scope`. */
  readonly error: string | undefined;
  readonly scopes: readonly string[];
  /** URL of the protected resource's metadata (RFC 9728 §5.1). */
  readonly resourceMetadata: string | undefined;
}

/** A call that was refused for want of a credential that suffices (RFC 9110 §15.5.2). */
export interface Refusal {
  /** `METHOD /path`, a template. */
  readonly operation: string;
  /** RFC 3339 date-time. */
  readonly at: string;
  /** The name of the credential that was sent; `undefined` for none. */
  readonly credential: string | undefined;
  readonly challenges: readonly Challenge[];
}
