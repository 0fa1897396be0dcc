// What an API says to a message: which operation it reaches, and everything that is wrong with it there.

import type { Api, Credentials, Operation, Parameter, Response, Server } from '../model/api.ts';
import { type Json, jsonIn } from '../model/json.ts';
import { lazily } from '../model/lazily.ts';
import { mediaFor } from '../model/media-type.ts';
import { responseFor } from '../model/statuses.ts';
import { delimiterOf, type HeldCredential, type RequestMessage, type ResponseMessage } from './message.ts';
import { patternCompiler } from './regexp.ts';
import { readings } from './text.ts';
import type { Validator } from './validator.ts';

/** Something that is wrong with a message. */
export interface Problem {
  readonly part: 'parameter' | 'body' | 'media-type' | 'security' | 'status' | 'header';
  /** The parameter as `in name`, the header's name. */
  readonly name?: string;
  readonly missing?: boolean;
}

/** Finds what a request reaches. */
export interface Router {
  /** The operations that serve the method at the path; of the concrete and the templated, the concrete (OpenAPI 3.1 §4.8.8.2). */
  route(method: string, path: string, origin?: string): readonly Operation[];
  /** The path prefixes under which anything is served. */
  readonly prefixes: ReadonlySet<string>;
}

interface Entry {
  readonly operation: Operation;
  readonly server: Server;
  readonly segments: readonly string[];
}

/** A router for what `api` serves. */
export function router(api: Api): Router {
  const pattern = patternCompiler();
  const entries = lazily(() => {
    const byShape = new Map<string, Entry[]>();
    for (const operation of api.operations) {
      for (const server of operation.servers.value) {
        const segments = `${server.prefix}${operation.path}`.split('/');
        const key = `${operation.method} ${segments.length}`;
        const known = byShape.get(key);
        if (known === undefined) byShape.set(key, [{ operation, server, segments }]);
        else known.push({ operation, server, segments });
      }
    }
    return byShape;
  });
  const prefixes = lazily(
    () => new Set(api.operations.flatMap(({ servers }) => servers.value.map(({ prefix }) => prefix))),
  );
  const matches = (template: string, segment: string): boolean => {
    if (!template.includes('{')) return template === segment;
    if (/^\{[^{}]*\}$/.test(template)) return segment !== '';
    const source = template.split(/\{[^{}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return pattern(`^${source.join('.+')}$`).test(segment);
  };
  return {
    route: (method, path, origin) => {
      const segments = path.split('/').map(decoded);
      const found = (entries().get(`${method} ${segments.length}`) ?? []).filter(
        (entry) =>
          entry.segments.every((template, index) => matches(template, segments[index] ?? '')) &&
          (origin === undefined || serves(entry.server.origin, origin)),
      );
      const templated = (entry: Entry): number => entry.segments.filter((segment) => segment.includes('{')).length;
      const least = Math.min(...found.map(templated));
      return [...new Set(found.filter((entry) => templated(entry) === least).map(({ operation }) => operation))];
    },
    get prefixes() {
      return prefixes();
    },
  };
}

/** Whether a server of the document answers at the origin; of one that is not said, nothing is known. */
export function serves(declared: string, origin: string): boolean {
  if (declared === '' || origin === '') return true;
  const parts = declared.split('{}');
  const rest = declared.startsWith('//') ? origin.replace(/^[a-z][a-z0-9+.-]*:/, '') : origin;
  return parts.length === 1
    ? declared === rest
    : rest.startsWith(parts[0] ?? '') && rest.endsWith(parts.at(-1) ?? '') && rest.length > parts.join('').length;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Everything that is wrong with the request at the operation. Unknown parameters are no problem: nothing says that they are refused. */
export function requestProblems(
  operation: Operation,
  request: RequestMessage,
  validator: Validator,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const parameter of operation.parameters) {
    if (parameter.in === 'path' || parameter.in === 'querystring') continue;
    const name = `${parameter.in} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`;
    const texts = textsIn(request, parameter);
    if (texts.length === 0) {
      if (parameter.required) problems.push({ part: 'parameter', name, missing: true });
    } else if (!valuesOf(texts, parameter).some((value) => validator.accepts(parameter.schema, value)))
      problems.push({ part: 'parameter', name });
  }
  const { body } = operation;
  if (request.body === undefined) {
    if (body?.required) problems.push({ part: 'body', missing: true });
  } else if (body !== undefined) {
    const media = mediaFor(body.content, request.body.mediaType);
    if (media === undefined) problems.push({ part: 'media-type' });
    else if (request.body.value !== undefined && !validator.accepts(media.schema, request.body.value))
      problems.push({ part: 'body' });
  }
  if (operation.path.startsWith('/') && !operation.security.value.some((credentials) => suffices(credentials, request)))
    problems.push({ part: 'security' });
  return problems;
}

function textsIn(request: RequestMessage, parameter: Parameter): readonly string[] {
  const held = parameter.in === 'header' ? request.headers : request.cookies;
  if (parameter.in === 'query')
    return request.query.filter(([name]) => name === parameter.name).map(([, text]) => text);
  const text = held.get(parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name);
  return text === undefined ? [] : [text];
}

/** What the texts of a parameter may be read as, by its style. */
function valuesOf(
  texts: readonly string[],
  { mediaType, serialization: { style, explode } }: Parameter,
): readonly Json[] {
  const [text = ''] = texts;
  const structured = jsonIn(text);
  if (mediaType !== undefined) return structured === undefined ? [text] : [structured];
  const list = style === 'form' && explode ? texts : text.split(delimiterOf(style));
  return [...readings(text, true), ...readings([...list], true), ...(structured === undefined ? [] : [structured])];
}

/** Whether the request carries all that the credentials ask for. */
function suffices({ schemes }: Credentials, request: RequestMessage): boolean {
  return schemes.every(({ scheme, scopes }) => {
    const { carrier } = scheme;
    if (carrier !== undefined) {
      if (carrier.in === 'query') return request.query.some(([name]) => name === carrier.name);
      return (carrier.in === 'header' ? request.headers : request.cookies).has(carrier.name);
    }
    return request.credentials.some(
      (held: HeldCredential) => held.wire === scheme.wire && scopes.every((scope) => held.scopes.includes(scope)),
    );
  });
}

/** Everything in the response that the operation does not describe. */
export function responseProblems(
  responses: readonly Response[],
  message: ResponseMessage,
  validator: Validator,
): readonly Problem[] {
  const response = responseFor(responses, message.status);
  if (response === undefined) return [{ part: 'status' }];
  const problems: Problem[] = [];
  for (const { name, required, schema } of response.headers) {
    const text = message.headers.get(name);
    if (text === undefined) {
      if (required) problems.push({ part: 'header', name, missing: true });
    } else if (!readings(text, true).some((value) => validator.accepts(schema, value)))
      problems.push({ part: 'header', name });
  }
  if (message.body !== undefined) {
    const media = mediaFor(response.content, message.body.mediaType);
    if (media === undefined) problems.push({ part: 'media-type' });
    else if (message.body.value !== undefined && !validator.accepts(media.schema, message.body.value))
      problems.push({ part: 'body' });
  }
  return problems;
}
