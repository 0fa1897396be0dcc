// Request and response messages as witnesses show them, and the smallest ones that an operation describes.

import type { Credentials, MediaType, Operation, Parameter, Response } from '../model/api.ts';
import { isArray, isObject, type Json } from '../model/json.ts';
import { essence } from '../model/media-type.ts';
import type { Schema } from '../model/schema.ts';
import { type Effort, Unprovable } from './effort.ts';
import { sampler } from './sample.ts';
import { readings } from './text.ts';
import type { Validator } from './validator.ts';

/** What travels in the body of a message. */
export interface Content {
  readonly mediaType: string;
  /** Absent where no sample of it was found, or nothing is said of it. */
  readonly value?: Json;
}

/** A request as it is put together; parameters as text, path parameters already in the path. */
export interface RequestMessage {
  readonly method: string;
  /** `https://host`; empty where the document does not say. */
  readonly origin: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, text: string])[];
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly cookies: ReadonlyMap<string, string>;
  readonly body: Content | undefined;
  /** Those that no named header, query parameter or cookie shows. */
  readonly credentials: readonly HeldCredential[];
}

/** A key, token or certificate that a request carries, and what was granted to it. */
export interface HeldCredential {
  /** The scheme's form on the wire. */
  readonly wire: string;
  readonly scopes: readonly string[];
}

/** A response. */
export interface ResponseMessage {
  readonly status: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Content | undefined;
}

/** What a sample request is to be beside valid. */
export interface RequestWishes {
  readonly origin?: string;
  readonly prefix?: string;
  readonly credentials?: Credentials;
  readonly media?: MediaType;
}

const ATTEMPTS = 6;

/** A value that the schema takes. Throws {@link Unprovable} when none was found. */
export function sampleOf(schema: Schema | undefined, what: string, asText: boolean, making: Making): Json {
  if (schema === undefined) return 'x';
  const { validator, direction, effort } = making;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const samples = sampler({ direction, pattern: validator.pattern, effort }, attempt);
    // No text says `null`.
    const [first] = schema.shape.variants.filter(({ type }) => !asText || type !== 'null');
    const value = asText && first !== undefined ? samples.variant(first, schema) : samples.value(schema);
    if (value === undefined) continue;
    effort.check();
    if (readings(value, asText).some((reading) => validator.accepts(schema, reading))) return value;
  }
  throw new Unprovable(`no value of ${what} was found that is valid in the first place`);
}

/** What making a message needs. */
export interface Making {
  readonly validator: Validator;
  readonly direction: 'request' | 'response';
  readonly effort: Effort;
}

/** The smallest request that the operation describes. Throws {@link Unprovable} when a part of it cannot be made. */
export function sampleRequest(operation: Operation, making: Making, wishes: RequestWishes = {}): RequestMessage {
  const [server] = operation.servers.value;
  const texts = new Map<Parameter, readonly string[]>();
  for (const parameter of operation.parameters) {
    if (!parameter.required) continue;
    const value = sampleOf(
      parameter.schema,
      `parameter \`${parameter.name}\``,
      parameter.mediaType === undefined,
      making,
    );
    texts.set(parameter, textsOf(value, parameter));
  }
  const at = (place: Parameter['in']): [Parameter, readonly string[]][] =>
    [...texts].filter(([parameter]) => parameter.in === place);
  const pathTexts = new Map(at('path').map(([{ name }, [text = '']]) => [name, text]));
  const path = operation.path.replace(/\{([^{}]*)\}/g, (_, name: string) =>
    encodeURIComponent(pathTexts.get(name) || 'x'),
  );
  // The provider calls webhooks and callbacks, wherever we said.
  const ours = operation.path.startsWith('/');
  const { body } = operation;
  const media = wishes.media ?? (body?.required ? preferred(body.content) : undefined);
  const credentials = wishes.credentials ?? (ours ? operation.security.value[0] : undefined);
  const carried = (place: Parameter['in']): [string, string][] =>
    (credentials?.schemes ?? []).flatMap(({ scheme: { carrier } }): [string, string][] =>
      carrier?.in === place ? [[carrier.name, 'key']] : [],
    );
  return {
    method: operation.method,
    origin: ours ? (wishes.origin ?? originOf(server?.origin ?? '')) : '',
    path: ours ? `${wishes.prefix ?? server?.prefix ?? ''}${path}` : path,
    query: [
      ...at('query').flatMap(([{ name }, list]) => list.map((text) => [name, text] as const)),
      ...carried('query'),
    ],
    headers: new Map([
      ...at('header').map(([{ name }, list]) => [name.toLowerCase(), list.join(',')] as const),
      ...carried('header'),
    ]),
    cookies: new Map([
      ...at('cookie').map(([{ name }, list]) => [name, list.join(',')] as const),
      ...carried('cookie'),
    ]),
    body: media === undefined ? undefined : contentOf(media, making),
    credentials: (credentials?.schemes ?? []).flatMap(({ scheme: { carrier, wire }, scopes }) =>
      carrier === undefined ? [{ wire, scopes }] : [],
    ),
  };
}

/** An origin that a request may go to: free parts filled in, `https` where the scheme is not said. */
export function originOf(origin: string): string {
  const filled = origin.replaceAll('{}', 'example');
  return filled.startsWith('//') ? `https:${filled}` : filled;
}

/** Plain JSON among the media types, else any JSON, else the first. */
export function preferred(content: readonly MediaType[]): MediaType | undefined {
  const plain = content.find(({ name }) => essence(name) === 'application/json');
  return plain ?? content.find(({ name }) => /\bjson\b/i.test(name)) ?? content[0];
}

function contentOf(media: MediaType, making: Making): Content {
  const mediaType = media.name.includes('*') ? 'application/json' : media.name;
  return { mediaType, value: sampleOf(media.schema, 'the body', false, making) };
}

/** The smallest message that the response describes, with the media type where one is asked for. */
export function sampleResponse(response: Response, status: string, making: Making, media?: MediaType): ResponseMessage {
  const chosen = media ?? preferred(response.content);
  const headers = response.headers
    .filter(({ required }) => required)
    .map(({ name, schema }) => [name, String(sampleOf(schema, `header \`${name}\``, true, making))] as const);
  return { status, headers: new Map(headers), body: chosen === undefined ? undefined : contentOf(chosen, making) };
}

/** A value as the texts that its parameter's style makes of it; one text but for exploded lists. */
function textsOf(value: Json, { mediaType, serialization: { style, explode } }: Parameter): readonly string[] {
  if (mediaType !== undefined || isObject(value)) return [JSON.stringify(value)];
  if (!isArray(value)) return [String(value)];
  const texts = value.map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item)));
  return style === 'form' && explode ? texts : [texts.join(delimiterOf(style))];
}

/** What stands between the items of a list (OpenAPI 3.1 §4.8.12.3). */
export function delimiterOf(style: string): string {
  return { spaceDelimited: ' ', pipeDelimited: '|', tabDelimited: '\t' }[style] ?? ',';
}

/** The request as a witness shows it. */
export function showRequest(request: RequestMessage): Json {
  const query = request.query
    .map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`)
    .join('&');
  const cookies = [...request.cookies].map(([name, text]) => `${name}=${text}`).join('; ');
  const headers = [
    ...request.headers,
    ...(cookies === '' ? [] : [['cookie', cookies] as const]),
    ...typed(request.body),
  ];
  const credentials = request.credentials.map(({ wire, scopes }) => ({
    scheme: wire,
    ...(scopes.length > 0 && { scopes }),
  }));
  return {
    method: request.method,
    url: `${request.origin}${request.path}${query === '' ? '' : `?${query}`}`,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    ...(request.body?.value !== undefined && { body: request.body.value }),
    ...(credentials.length > 0 && { credentials }),
  };
}

/** The response as a witness shows it. */
export function showResponse({ status, headers, body }: ResponseMessage): Json {
  const all = [...headers, ...typed(body)];
  return {
    status: Number(status),
    ...(all.length > 0 && { headers: Object.fromEntries(all) }),
    ...(body?.value !== undefined && { body: body.value }),
  };
}

function typed(body: Content | undefined): (readonly [string, string])[] {
  return body === undefined ? [] : [['content-type', body.mediaType]];
}
