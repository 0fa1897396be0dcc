// Which operation an interaction is about: by method and path as it is called, or by the name of a message.

import type { Api, Operation } from './api.ts';
import { lazily } from './lazily.ts';
import type { HttpInteraction, MessageInteraction } from './usage.ts';

/** Finds the operations that interactions are about. */
export interface Calls {
  /** What the interaction calls, or is sent by; `undefined` when the document describes no such thing. */
  find(interaction: Called): Call | undefined;
}

/** What of an interaction says which operation it is about. */
export type Called = Pick<HttpInteraction, 'kind' | 'method' | 'path'> | Pick<MessageInteraction, 'kind' | 'name'>;

/** An operation as an interaction uses it. */
export interface Call {
  readonly operation: Operation;
  /** The text at each parameter of the path, percent-decoded; none where the call is itself a template there. */
  readonly pathValues: ReadonlyMap<string, string>;
}

/** One way to an operation: below the prefix of a server, or without any. */
interface Route {
  readonly operation: Operation;
  readonly segments: readonly Segment[];
  /** Where the operation's own path begins, after the prefix. */
  readonly from: number;
}

/** `/report-{name}.{type}` is the texts `report-`, `.` and nothing, around the names `name` and `type`. */
interface Segment {
  readonly texts: readonly string[];
  readonly names: readonly string[];
}

/** A finder for what `api` describes. */
export function callsOf(api: Api): Calls {
  const routes = lazily(() => routesOf(api));
  const messages = lazily(() => messagesOf(api));
  return {
    find: (called) => {
      if (called.kind === 'http') return routed(called, routes());
      const operation = messages()(called.name);
      return operation && { operation, pathValues: new Map() };
    },
  };
}

/** The prefixes below which an operation is called: those of its servers, and none, as contracts often leave them out. */
export function prefixesOf({ servers }: Operation): ReadonlySet<string> {
  return new Set([...servers.value.map(({ prefix }) => prefix), '']);
}

/** The segments of a path as written. Slashes before the first are one, and one at the end makes no segment. */
export function segmentsOf(path: string): readonly string[] {
  const segments = path.replace(/^\/+/, '').split('/');
  return segments.at(-1) === '' ? segments.slice(0, -1) : segments;
}

/** Routes by method and number of segments, those first that go before others (OpenAPI 3.1 §4.8.8.2). */
function routesOf(api: Api): ReadonlyMap<string, readonly Route[]> {
  const routes = api.operations.flatMap((operation) => {
    const own = segmentsOf(operation.path).length;
    return [...prefixesOf(operation)].map((prefix): Route => {
      const segments = segmentsOf(prefix + operation.path).map(segmentOf);
      return { operation, segments, from: segments.length - own };
    });
  });
  return Map.groupBy(routes.sort(precedence), ({ operation, segments }) => key(operation.method, segments.length));
}

function key(method: string, segments: number): string {
  return `${method} ${segments}`;
}

function segmentOf(written: string): Segment {
  const names = [...written.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  return { texts: written.split(/\{[^{}]*\}/).map(decoded), names };
}

/** Text before text with parameters, and that before a parameter, segment by segment; then what a server is said to serve. */
function precedence(a: Route, b: Route): number {
  if (a.segments.length !== b.segments.length) return a.segments.length - b.segments.length;
  for (const [at, segment] of a.segments.entries()) {
    const order = openness(segment) - openness(b.segments[at]);
    if (order !== 0) return order;
  }
  return b.from - a.from;
}

function openness(segment: Segment | undefined): number {
  if (segment === undefined || segment.names.length === 0) return 0;
  return segment.texts.some((text) => text !== '') ? 1 : 2;
}

function routed(
  { method, path }: Pick<HttpInteraction, 'method' | 'path'>,
  routes: ReadonlyMap<string, readonly Route[]>,
): Call | undefined {
  const called = segmentsOf(path).map(decoded);
  const candidates = routes.get(key(method, called.length)) ?? [];
  const best = candidates.find((route) => serves(route, called));
  if (best === undefined) return undefined;
  const { operation, segments, from } = endingAs(path, best, candidates, called);
  const values = segments.flatMap((segment, at) => (at < from ? [] : valuesIn(segment, called[at] ?? '')));
  return { operation, pathValues: new Map(values) };
}

function serves({ segments }: Route, called: readonly string[]): boolean {
  return segments.every((segment, at) => partsOf(segment, called[at] ?? '') !== undefined);
}

/** A slash at the end is seldom meant; where a document has both paths, it counts. */
function endingAs(path: string, best: Route, candidates: readonly Route[], called: readonly string[]): Route {
  const slash = path.endsWith('/');
  const ends = ({ operation }: Route): boolean => operation.path.endsWith('/') === slash;
  if (ends(best)) return best;
  return candidates.find((route) => ends(route) && precedence(route, best) === 0 && serves(route, called)) ?? best;
}

function valuesIn(segment: Segment, text: string): readonly (readonly [name: string, value: string])[] {
  const parts = partsOf(segment, text) ?? [];
  return segment.names.flatMap((name, at) => {
    const value = parts[at] ?? '';
    return /^\{[^{}]*\}$/.test(value) ? [] : [[name, value] as const];
  });
}

/** What stands in the place of each parameter, at least one character; `undefined` where the text is none of the segment's. */
function partsOf({ texts: [first = '', ...others] }: Segment, text: string): readonly string[] | undefined {
  const last = others.pop();
  if (last === undefined) return first === text ? [] : undefined;
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const parts: string[] = [];
  let at = first.length;
  for (const literal of others) {
    const found = text.indexOf(literal, at + 1);
    if (found < 0) return undefined;
    parts.push(text.slice(at, found));
    at = found + literal.length;
  }
  const end = text.length - last.length;
  return at < end ? [...parts, text.slice(at, end)] : undefined;
}

/** The text without percent-encoding; as it is where that is broken (RFC 3986 §2.1). */
function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Finds webhooks and callbacks by all that they are called, else by the longest such word in the message's name; what is
 * called the same as another has the first's place.
 */
function messagesOf(api: Api): (name: string) => Operation | undefined {
  const messages = new Map<string, Operation>();
  const callbacks = api.operations.flatMap((operation) => operation.callbacks);
  for (const operation of [...api.webhooks, ...callbacks]) {
    const [first = ''] = operation.path.split(' ');
    for (const name of [operation.path, first, operation.operationId, operation.summary]) {
      const known = name === undefined ? '' : bare(name);
      if (known !== '' && !messages.has(known)) messages.set(known, operation);
    }
  }
  return (name) => {
    const words = name.split(/\s+/).sort((a, b) => b.length - a.length);
    const called = [name, ...words].map(bare).find((each) => messages.has(each));
    return called === undefined ? undefined : messages.get(called);
  };
}

/** A name without case and separators: `charge.succeeded` and `Charge succeeded` are one. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[\s._/:-]+/g, '');
}
