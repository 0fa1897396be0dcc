// Which operation an interaction is about: by method and path as it is called, or by the name of a message.

import type { Api, Operation } from '../../model/api.ts';
import { lazily } from '../../model/lazily.ts';
import type { HttpInteraction, Interaction } from '../../model/usage.ts';

/** Finds the operations that interactions are about. */
export interface Calls {
  /** What the interaction calls, or is sent by; `undefined` when the document describes no such thing. */
  find(interaction: Interaction): Call | undefined;
}

/** An operation as an interaction uses it. */
export interface Call {
  readonly operation: Operation;
  /** The values or, in curly brackets, the names that the interaction has in the place of path parameters, by their names. */
  readonly pathValues: ReadonlyMap<string, string>;
}

interface Entry {
  readonly operation: Operation;
  readonly segments: readonly string[];
  /** Where the operation's own path begins, after a server's prefix. */
  readonly from: number;
}

/** A finder for what `api` describes. */
export function callsOf(api: Api): Calls {
  const routes = lazily(() => routesOf(api));
  const messages = lazily(() => messagesOf(api));
  return {
    find: (interaction) => {
      if (interaction.kind === 'http') return called(interaction, routes());
      const operation = messages().get(bare(interaction.name));
      return operation && { operation, pathValues: new Map() };
    },
  };
}

/** Entries by method and number of segments; a path is served with the prefix of its server, and is known without it. */
function routesOf(api: Api): ReadonlyMap<string, readonly Entry[]> {
  const routes = new Map<string, Entry[]>();
  for (const operation of api.operations) {
    for (const prefix of new Set([...operation.servers.value.map((server) => server.prefix), ''])) {
      const segments = segmentsOf(prefix + operation.path);
      const from = segments.length - segmentsOf(operation.path).length;
      const key = `${operation.method} ${segments.length}`;
      const entry = { operation, segments, from };
      const known = routes.get(key);
      if (known === undefined) routes.set(key, [entry]);
      else known.push(entry);
    }
  }
  return routes;
}

/** The segments of a path; a slash at its end makes none. */
function segmentsOf(path: string): readonly string[] {
  const segments = path.split('/').slice(1);
  return segments.at(-1) === '' ? segments.slice(0, -1) : segments;
}

function called({ method, path }: HttpInteraction, routes: ReadonlyMap<string, readonly Entry[]>): Call | undefined {
  const segments = segmentsOf(path).map(decoded);
  const served = (routes.get(`${method} ${segments.length}`) ?? []).filter((entry) =>
    entry.segments.every((template, at) => fits(template, segments[at] ?? '')),
  );
  const slash = path.endsWith('/');
  const [best] = served.sort((a, b) => precedence(a, b) || Number(endsAs(b, slash)) - Number(endsAs(a, slash)));
  if (best === undefined) return undefined;
  const pathValues = new Map<string, string>();
  for (const [at, template] of best.segments.entries()) {
    const name = at < best.from ? undefined : /^\{([^{}]*)\}$/.exec(template)?.[1];
    if (name !== undefined) pathValues.set(name, segments[at] ?? '');
  }
  return { operation: best.operation, pathValues };
}

/** OpenAPI 3.1 §4.8.8.2: concrete before templated, here segment by segment; then what is served before what is only so called. */
function precedence(a: Entry, b: Entry): number {
  for (const [at, segment] of a.segments.entries()) {
    const order = Number(segment.includes('{')) - Number(b.segments[at]?.includes('{'));
    if (order !== 0) return order;
  }
  return b.from - a.from;
}

function endsAs({ operation }: Entry, slash: boolean): boolean {
  return operation.path.endsWith('/') === slash;
}

/** Whether the segment is one of the template. A segment that is itself a template stands for any value. */
function fits(template: string, segment: string): boolean {
  if (!template.includes('{')) return template === segment || decoded(template) === segment;
  if (segment === '') return false;
  const [first = '', ...others] = template.split(/\{[^{}]*\}/);
  const last = others.pop() ?? '';
  if (!segment.startsWith(first) || !segment.endsWith(last)) return false;
  let at = first.length;
  for (const literal of others) {
    const found = segment.indexOf(literal, at + 1);
    if (found < 0) return false;
    at = found + literal.length;
  }
  return at < segment.length - last.length;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Webhooks and callbacks by all that they are called; what is called the same as another has the first's place. */
function messagesOf(api: Api): ReadonlyMap<string, Operation> {
  const messages = new Map<string, Operation>();
  const callbacks = api.operations.flatMap((operation) => operation.callbacks);
  for (const operation of [...api.webhooks, ...callbacks]) {
    const [first = ''] = operation.path.split(' ');
    for (const name of [operation.path, first, operation.operationId, operation.summary]) {
      const key = name === undefined ? '' : bare(name);
      if (key !== '' && !messages.has(key)) messages.set(key, operation);
    }
  }
  return messages;
}

/** A name without case and separators: `charge.succeeded` and `Charge succeeded` are one. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[\s._/:-]+/g, '');
}
