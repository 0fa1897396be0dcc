// An API as its document describes it, in the terms of OpenAPI 3.2 whatever the dialect it was written in.

import type { SpecDocument, Target } from './document.ts';
import type { Json, JsonObject } from './json.ts';
import type { Pointer } from './pointer.ts';
import type { Keyword, Schema } from './schema.ts';

/** The whole API. Its parts are read when they are asked for. */
export interface Api {
  readonly document: SpecDocument;
  readonly title: string;
  /** `info.version` as written. */
  readonly version: string;
  readonly operations: readonly Operation[];
  /** OpenAPI 3.1 `webhooks`: what the provider sends to us. `path` is the webhook's name. */
  readonly webhooks: readonly Operation[];
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  /** The schema that is written at a place; the same object for the same place. */
  schemaAt(target: Target): Schema;
  /**
   * Whether the value satisfies all that is written at the sources, which are schemas of this document (JSON Schema 2020-12,
   * formats asserted); `undefined` where it cannot be told.
   */
  accepts(sources: readonly Target[], value: Json): boolean | undefined;
}

/** Fields of an object that the house does not know, by name: they may mean anything. */
export type Unread = ReadonlyMap<string, Keyword<Json>>;

/** One operation with everything that it inherits from its path item and from the root. */
export interface Operation {
  /** Upper case: `GET`, `QUERY`, or any token of OpenAPI 3.2 `additionalOperations`. */
  readonly method: string;
  /** The path as written in the document. */
  readonly path: string;
  readonly pointer: Pointer;
  /** The path item's and the operation's own JSON, as written: equal JSON and equal references mean an equal operation. */
  readonly raw: { readonly pathItem: JsonObject; readonly operation: JsonObject };
  readonly operationId: string | undefined;
  readonly summary: string | undefined;
  readonly deprecated: boolean;
  /** RFC 3339 date of `x-sunset`. */
  readonly sunset: string | undefined;
  readonly servers: Keyed<readonly Server[]>;
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  readonly responses: readonly Response[];
  readonly security: Keyed<readonly Credentials[]>;
  /** Callbacks by name and runtime expression: the provider calls us. */
  readonly callbacks: readonly Operation[];
  readonly unread: Unread;
}

/** A value that several operations may inherit from one place. */
export interface Keyed<T> {
  readonly pointer: Pointer;
  readonly value: T;
}

/** A server with its variables' defaults filled in. */
export interface Server {
  readonly pointer: Pointer;
  /** The URL as written. */
  readonly url: string;
  /**
   * `scheme://host:port` in lower case, free variables as `{}`; `//host` when the scheme is not said, empty for a
   * relative URL. A variable with an `enum` gives one server for each of its values.
   */
  readonly origin: string;
  /** The path prefix without a slash at its end; empty for none. */
  readonly prefix: string;
}

export type ParameterLocation = 'path' | 'query' | 'header' | 'cookie' | 'querystring';

export interface Parameter {
  readonly pointer: Pointer;
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly sunset: string | undefined;
  readonly serialization: Serialization;
  readonly schema: Schema | undefined;
  /** Set when the parameter is described by `content`. */
  readonly mediaType: string | undefined;
  readonly unread: Unread;
}

/** OpenAPI 3.1 §4.8.12: how a value becomes text; defaults filled in. */
export interface Serialization {
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  readonly allowEmptyValue: boolean;
}

export interface Body {
  readonly pointer: Pointer;
  readonly required: boolean;
  readonly content: readonly MediaType[];
  readonly unread: Unread;
}

export interface MediaType {
  readonly pointer: Pointer;
  /** As written. */
  readonly name: string;
  readonly schema: Schema | undefined;
  /** OpenAPI 3.2: the schema of each item of a sequential media type. */
  readonly itemSchema: Schema | undefined;
  /** The encoding objects by property, as written, defaults left out. */
  readonly encoding: ReadonlyMap<string, { readonly pointer: Pointer; readonly value: Json }>;
  readonly unread: Unread;
}

export interface Response {
  readonly pointer: Pointer;
  /** `200`, `2XX`, `default`: upper case. */
  readonly status: string;
  readonly headers: readonly Header[];
  readonly content: readonly MediaType[];
  readonly links: ReadonlyMap<string, { readonly pointer: Pointer; readonly value: Json }>;
  readonly unread: Unread;
}

export interface Header {
  readonly pointer: Pointer;
  /** Lower case: header names are compared without regard to case (RFC 9110 §5.1). */
  readonly name: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly serialization: Serialization;
  readonly schema: Schema | undefined;
  readonly unread: Unread;
}

/** One set of credentials that suffices: all of its schemes together. Empty: no credentials are needed. */
export interface Credentials {
  readonly pointer: Pointer;
  readonly schemes: readonly RequiredScheme[];
}

export interface RequiredScheme {
  readonly scheme: SecurityScheme;
  /** Sorted. */
  readonly scopes: readonly string[];
}

/** A security scheme. Its identity is what goes over the wire, not its key in the document. */
export interface SecurityScheme {
  readonly pointer: Pointer;
  /** The key in the document. */
  readonly name: string;
  /** What goes over the wire, as text for people and for equality: `apiKey in header x-api-key`, `http bearer`. */
  readonly wire: string;
  readonly type: 'apiKey' | 'http' | 'mutualTLS' | 'oauth2' | 'openIdConnect' | 'unknown';
  /** Where an `apiKey` travels. */
  readonly carrier: { readonly in: ParameterLocation; readonly name: string } | undefined;
  readonly flows: readonly OAuthFlow[];
  readonly openIdConnectUrl: string | undefined;
  readonly oauth2MetadataUrl: string | undefined;
  readonly deprecated: boolean;
  readonly unread: Unread;
}

/** OpenAPI 3.2 §4.8.31; Swagger 2.0 flows carry their 3.x names. */
export interface OAuthFlow {
  readonly pointer: Pointer;
  readonly name: string;
  readonly authorizationUrl: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly refreshUrl: string | undefined;
  readonly deviceAuthorizationUrl: string | undefined;
  readonly scopes: readonly string[];
}
