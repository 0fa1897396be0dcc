// Which headers, parameters and credentials of recorded requests and responses are the API's own.

import type { ReadHeader, SentCredential, SentParameter } from '../../model/usage.ts';
import { cookieCredential, headerCredential, queryCredential } from '../contract/credentials.ts';
import type { Exchange, Field } from './exchanges.ts';
import { redactNamed, redactText } from './redact.ts';
import { textsSchema } from './texts-schema.ts';

/** How many values of a parameter are kept. */
const MOST_EXAMPLES = 5;

/** Headers that browsers, clients and the ways between them write by themselves. */
const TRANSPORT = new RegExp(
  `^(?:${[
    'accept(?:-.*)?|access-control-.*|age|allow|alt-svc|alt-used|authority|authorization|cache-control|connection|content-.*|cookie2?',
    'date|device-memory|dnt|downlink|early-data|ect|expect|expires|forwarded|from|host|http2-settings|if-.*|keep-alive',
    'last-modified|max-forwards|method|nel|origin|origin-agent-cluster|p3p|path|pragma|priority|proxy-.*|purpose|range',
    'referer|referrer-policy|report-to|reporting-endpoints|rtt|save-data|scheme|sec-.*|server(?:-timing)?|set-cookie2?',
    'status|strict-transport-security|te|timing-allow-origin|trailer|transfer-encoding|upgrade(?:-.*)?|user-agent|vary',
    'version|via|viewport-width|warning|width|www-authenticate|baggage|b3|traceparent|tracestate|expect-ct|feature-policy',
    'permissions-policy|cross-origin-.*|x-(?:b3|amzn?|cloud|envoy|forwarded|real|goog|datadog|newrelic|sentry|vercel)-.*',
    'x-(?:cache.*|client-data|content-.*|dns-.*|frame-options|permitted-.*|powered-by|request(?:ed)?-.*|runtime|served-.*)',
    'request-id|x-(?:timer|ua-.*|varnish|xss-.*|robots-tag|download-options|correlation-id|trace-id)|(?:cf|fly|fastly)-.*|sentry-trace',
  ].join('|')})$`,
);

const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

/** The query parameters and headers that were sent, credentials apart, with values that are redacted. */
export function parametersOf(exchanges: readonly Exchange[]): readonly SentParameter[] {
  const query = exchanges
    .flatMap(({ url }) => queryOf(url))
    .filter(({ name }) => !isNameAlone(name) || queryCredential(name) === undefined);
  const headers = exchanges
    .flatMap((exchange) => exchange.headers)
    .filter((header) => isOwnHeader(header) && headerCredential(header.name, '') === undefined);
  return [
    ...byName(query).map(([name, texts]) => parameter('query', name, texts)),
    ...byName(headers).map(([name, texts]) => parameter('header', name, texts)),
  ];
}

/** The response headers that came and may be read. */
export function headersOf(exchanges: readonly Exchange[]): readonly ReadHeader[] {
  const headers = exchanges.flatMap(({ responseHeaders }) => responseHeaders).filter(isOwnHeader);
  return byName(headers).map(([name, texts]) => ({ name, schema: textsSchema(texts) }));
}

/** All credentials that were sent, never their values; `undefined` where the recording shows none. */
export function credentialsOf(exchanges: readonly Exchange[]): readonly SentCredential[] | undefined {
  const found = new Map<string, SentCredential>();
  for (const credential of exchanges.flatMap(credentialsIn)) found.set(Object.values(credential).join(' '), credential);
  return found.size === 0 ? undefined : [...found.values()];
}

function credentialsIn({ url, headers }: Exchange): readonly SentCredential[] {
  const user: SentCredential = { in: 'header', name: 'authorization', scheme: 'basic' };
  return [
    ...(url.username === '' ? [] : [user]),
    ...headers.flatMap(({ name, value }) => (isHeaderName(name) ? (headerCredential(name, value) ?? []) : [])),
    ...headers.flatMap(({ name, value }) => (name === 'cookie' ? cookiesIn(value) : [])),
    ...queryOf(url).flatMap(({ name }) => (isNameAlone(name) ? (queryCredential(name) ?? []) : [])),
  ];
}

function cookiesIn(header: string): readonly SentCredential[] {
  const names = header.split(';').map((pair) => pair.split('=', 1)[0]?.trim() ?? '');
  return names.flatMap((name) => (isHeaderName(name.toLowerCase()) ? (cookieCredential(name) ?? []) : []));
}

/** Whether the header, its name in lower case, is of the API itself and says no more by its name than that. */
export function isOwnHeader({ name }: Pick<Field, 'name'>): boolean {
  return isHeaderName(name) && name !== 'authorization' && name !== 'cookie' && !TRANSPORT.test(name);
}

/** Whether it is a name as headers and cookies have them (RFC 9110 §5.6.2), and nothing but a name. */
function isHeaderName(name: string): boolean {
  return TOKEN.test(name) && isNameAlone(name);
}

/** Whether the name itself holds nothing that is secret or personal. */
function isNameAlone(name: string): boolean {
  return redactText(name) === name;
}

function queryOf(url: URL): readonly Field[] {
  return [...url.searchParams].map(([name, value]) => ({ name: redactText(name), value }));
}

function byName(fields: readonly Field[]): readonly (readonly [name: string, texts: readonly string[]])[] {
  return [...Map.groupBy(fields, ({ name }) => name)].map(([name, same]) => [name, same.map(({ value }) => value)]);
}

function parameter(place: 'query' | 'header', name: string, texts: readonly string[]): SentParameter {
  const examples = [...new Set(texts.slice(0, 1000).map((each) => redactNamed(name, each)))].slice(0, MOST_EXAMPLES);
  return { in: place, name, schema: textsSchema(texts), examples };
}
