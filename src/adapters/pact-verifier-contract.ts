// A Pact file (v1-v4) made ready for a run: what can be called, under names that Pact's own result gives back to us.

import { Failure } from '../model/failure.ts';
import { isArray, isObject, type Json, type JsonObject, own, text } from '../model/json.ts';
import { below, type Pointer } from '../model/pointer.ts';

/** A Pact file, understood as far as running it needs. */
export interface PactContract {
  readonly consumer: string;
  /** HTTP interactions and messages, in the order of the file. */
  readonly interactions: readonly PactInteraction[];
  /**
   * The file's text with only the interactions at `chosen` (places in `interactions`). Interactions are described by
   * their place (`3`), states by interaction and place (`3/0`); each request carries the header field {@link TICKET},
   * `ticket.3`. All else, every number's spelling included, is as written.
   */
  copy(chosen: readonly number[], ticket: string): string;
}

/** One interaction of a Pact file. */
export interface PactInteraction {
  readonly name: string;
  readonly pointer: Pointer;
  /** `METHOD /path`; `undefined` for what is no call. */
  readonly operation: string | undefined;
  readonly status: string | undefined;
  readonly states: readonly string[];
  readonly pending: boolean;
  /** Why it cannot be called; `undefined` when it can. */
  readonly uncallable: string | undefined;
}

/** The header field by which a request is known to be Pact's own, and of which interaction. */
export const TICKET = 'x-driftgate-ticket';

/** Reads a Pact file. Raises {@link Failure} `contract-invalid` where it is none. */
export function readPact(name: string, source: string): PactContract {
  const root = parsed(name, source);
  const groups = ['interactions', 'messages'].flatMap((key) => {
    const group = own(root, key);
    return isArray(group)
      ? group.map((raw, at) => ({ raw, pointer: below('', key, at), message: key === 'messages' }))
      : [];
  });
  if (!isObject(own(root, 'consumer')) || !isObject(own(root, 'provider')) || groups.length === 0) {
    throw invalid(name, 'is no Pact file with interactions', 'give it a `consumer`, a `provider` and `interactions`');
  }
  const interactions = groups.map(({ raw, pointer, message }) => interactionOf(raw, pointer, message));
  return {
    consumer: nameIn(root, 'consumer') ?? name,
    interactions,
    copy(chosen, ticket) {
      const picked = chosen.map((at) => marked(groups[at]?.raw, at, ticket));
      const version = versionOf(root);
      return JSON.stringify({
        consumer: { name: 'consumer' },
        provider: { name: 'provider' },
        interactions: picked,
        metadata: version === undefined ? {} : { pactSpecification: { version } },
      });
    },
  };
}

/** What JSON says beside its value: `JSON.parse` source text access (ECMAScript proposal, in Node since 21). */
interface ExactJson {
  parse(text: string, reviver: (key: string, value: Json, context: { readonly source?: string }) => Json): Json;
  rawJSON(text: string): JsonObject;
}

/**
 * The value of a JSON text that `JSON.stringify` writes with its numbers as they were spelt: to Pact `1.0` and `1` are
 * not the same. Raises `SyntaxError`, and `RangeError` when it is nested too deep.
 */
export function parseExact(source: string): Json {
  const exact = JSON as unknown as ExactJson;
  return exact.parse(source, (_, value, context) =>
    typeof value === 'number' && context.source !== undefined && context.source !== String(value)
      ? exact.rawJSON(context.source)
      : value,
  );
}

function parsed(name: string, source: string): JsonObject {
  try {
    const root = parseExact(source.replace(/^\ufeff/, ''));
    // Also tried the other way: what cannot be written again cannot be run.
    if (JSON.stringify(root) !== undefined && isObject(root)) return root;
  } catch (cause) {
    throw invalid(name, 'is not JSON, or is nested too deep', 'mend it, or let Pact write it again', cause);
  }
  throw invalid(name, 'is no JSON object', 'name a Pact file');
}

function interactionOf(raw: Json, pointer: Pointer, message: boolean): PactInteraction {
  const interaction = isObject(raw) ? raw : {};
  const request = own(interaction, 'request');
  const response = own(interaction, 'response');
  const status = isObject(response) ? (own(response, 'status') ?? 200) : 200;
  const base = {
    name: text(interaction, 'description') ?? pointer,
    pointer,
    states: statesOf(interaction).map(({ name }) => name),
    pending: own(interaction, 'pending') === true,
  };
  const uncallable = uncallableIn(interaction, message);
  if (message || !isObject(request)) return { ...base, operation: undefined, status: undefined, uncallable };
  const operation = `${(text(request, 'method') ?? 'GET').toUpperCase()} ${text(request, 'path') ?? '/'}`;
  return { ...base, operation, status: typeof status === 'object' ? undefined : String(status), uncallable };
}

function uncallableIn(interaction: JsonObject, message: boolean): string | undefined {
  const type = own(interaction, 'type') ?? 'Synchronous/HTTP';
  if (message || (typeof type === 'string' && type.endsWith('/Messages'))) {
    return 'it is a message, and only HTTP calls are made';
  }
  if (type !== 'Synchronous/HTTP') return 'its type is not one of Pact';
  if (own(interaction, 'pluginConfiguration') !== undefined)
    return 'it needs a plugin of Pact, and plugins are not run';
  return isObject(own(interaction, 'request')) ? undefined : 'it has no `request`';
}

interface State {
  readonly name: string;
  readonly raw: JsonObject;
}

/** Pact v3 and later have a list of states, the earlier versions one, spelt in either way. */
function statesOf(interaction: JsonObject): readonly State[] {
  const many = own(interaction, 'providerStates');
  if (isArray(many)) {
    return many.map((state) =>
      isObject(state) ? { name: text(state, 'name') ?? '', raw: state } : { name: String(state), raw: {} },
    );
  }
  const one = text(interaction, 'providerState') ?? text(interaction, 'provider_state');
  return one === undefined || one === '' ? [] : [{ name: one, raw: {} }];
}

function marked(raw: Json | undefined, at: number, ticket: string): JsonObject {
  const original = isObject(raw) ? raw : {};
  const { providerState: _, provider_state: __, providerStates: listed, ...interaction } = original;
  const request = own(interaction, 'request');
  const fields = isObject(request) ? own(request, 'headers') : undefined;
  const sent = `${ticket}.${at}`;
  // Only version 4 types its interactions, and only there a header field is a list of values.
  const typed = own(interaction, 'type') !== undefined;
  return {
    ...interaction,
    description: String(at),
    ...stateNames(isArray(listed), statesOf(original), at),
    request: {
      ...(isObject(request) ? request : {}),
      headers: { ...(isObject(fields) ? fields : {}), [TICKET]: typed ? [sent] : sent },
    },
  };
}

function stateNames(list: boolean, states: readonly State[], at: number): JsonObject {
  if (states.length === 0) return {};
  if (!list) return { providerState: `${at}/0` };
  return { providerStates: states.map(({ raw }, index) => ({ ...raw, name: `${at}/${index}` })) };
}

/** `metadata.pactSpecification.version`, in any of the spellings that were in use. */
function versionOf(root: JsonObject): string | undefined {
  const metadata = own(root, 'metadata');
  if (!isObject(metadata)) return undefined;
  for (const key of ['pactSpecification', 'pact-specification']) {
    const specification = own(metadata, key);
    if (isObject(specification)) return text(specification, 'version');
  }
  return text(metadata, 'pactSpecificationVersion');
}

function nameIn(root: JsonObject, key: string): string | undefined {
  const part = own(root, key);
  return isObject(part) ? text(part, 'name') : undefined;
}

function invalid(name: string, what: string, hint: string, cause?: unknown): Failure {
  return new Failure({ code: 'contract-invalid', message: `\`${name}\` ${what}`, hint, place: name, cause });
}
