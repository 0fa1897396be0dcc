// The same operation, and the same part of it, in both documents.

import type { Api, Body, Header, MediaType, Operation, Parameter, Response } from '../model/api.ts';
import type { Change } from '../model/change.ts';
import { lazily } from '../model/lazily.ts';
import { essence, mediaFor } from '../model/media-type.ts';
import { operationName, pathTemplate, type Slot } from '../model/place.ts';
import type { Schema } from '../model/schema.ts';
import { responseFor } from '../model/statuses.ts';

/** One operation in both documents; one that a document does not have is absent. */
export interface Counterparts {
  readonly old: Operation | undefined;
  readonly new: Operation | undefined;
}

/** Finds operations by the names that impacts give them. */
export interface OperationFinder {
  /** The operation that `name` is in the old document, or in the new one for what is new; and its counterpart. */
  find(name: string, change: Change): Counterparts;
}

/** A finder for two documents. */
export function operationFinder(old: Api, fresh: Api): OperationFinder {
  const olds = indexOf(old);
  const news = indexOf(fresh);
  return {
    find: (name, change) => {
      const before = olds.byName(name);
      const after = before === undefined ? news.byName(name) : (news.like(before) ?? news.around(change.new?.pointer));
      return { old: before, new: after };
    },
  };
}

interface OperationIndex {
  byName(name: string): Operation | undefined;
  /** Same method and URL template, same template below another base, or same `operationId`. */
  like(operation: Operation): Operation | undefined;
  around(pointer: string | undefined): Operation | undefined;
}

function indexOf(api: Api): OperationIndex {
  const all = lazily(() => [...api.operations, ...api.webhooks]);
  const index = lazily(() => keyed(all()));
  // Callbacks are read only when somebody asks for one.
  const callbacks = lazily(() => keyed(all().flatMap((operation) => operation.callbacks)));
  const first = (key: string): Operation | undefined => index().get(key) ?? callbacks().get(key);
  return {
    byName: (name) => first(`name ${name}`),
    like: (operation) => {
      for (const key of keysOf(operation)) {
        const found = first(key);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    around: (pointer) =>
      pointer === undefined ? undefined : all().find((operation) => pointer.startsWith(`${operation.pointer}/`)),
  };
}

function keyed(operations: readonly Operation[]): Map<string, Operation> {
  const index = new Map<string, Operation>();
  for (const operation of operations)
    for (const key of keysOf(operation)) if (!index.has(key)) index.set(key, operation);
  return index;
}

function keysOf(operation: Operation): string[] {
  const { method, path, operationId } = operation;
  const urls = operation.servers.value.map(({ prefix }) => `url ${method} ${pathTemplate(prefix + path)}`);
  const id = operationId === undefined ? [] : [`id ${method} ${operationId}`];
  return [`name ${operationName(method, path)}`, ...new Set(urls), `path ${method} ${pathTemplate(path)}`, ...id];
}

/** What a slot holds. */
export interface Payload {
  readonly schema: Schema | undefined;
  /** Whether it travels as plain text. */
  readonly asText: boolean;
  /** Whether the schema is that of one item of a sequence (OpenAPI 3.2 `itemSchema`). */
  readonly isItem: boolean;
}

/** What of an operation a slot names, as far as one document has it. */
export interface Found {
  readonly parameter: Parameter | undefined;
  readonly response: Response | undefined;
  readonly header: Header | undefined;
  readonly media: MediaType | undefined;
  readonly body: Body | undefined;
  /** Set where the slot holds a value: its schema, `undefined` for one that takes anything. */
  readonly payload: Payload | undefined;
}

/** The part of `operation` that `slot` names; `position` is that of a path parameter in its path. */
export function partOf(operation: Operation, slot: Slot, position: number): Found {
  const parameter = slot.parameter === undefined ? undefined : parameterOf(operation, slot.parameter, position);
  const response = slot.status === undefined ? undefined : responseFor(operation.responses, slot.status);
  const header = response?.headers.find(({ name }) => name === slot.header);
  const body = slot.status === undefined && slot.parameter === undefined ? operation.body : undefined;
  const media = slot.mediaType === undefined ? undefined : mediaFor((response ?? body)?.content ?? [], slot.mediaType);
  return { parameter, response, header, body, media, payload: payloadOf(parameter ?? header, media) };
}

function payloadOf(text: Parameter | Header | undefined, media: MediaType | undefined): Payload | undefined {
  if (text !== undefined)
    return { schema: text.schema, asText: !('mediaType' in text) || text.mediaType === undefined, isItem: false };
  if (media === undefined) return undefined;
  const asText = essence(media.name) === 'application/x-www-form-urlencoded';
  const isItem = media.schema === undefined && media.itemSchema !== undefined;
  return { schema: isItem ? media.itemSchema : media.schema, asText, isItem };
}

/** The place of a path parameter in its path: path parameters have no names on the wire. */
export function positionOf(operation: Operation | undefined, parameter: string | undefined): number {
  if (operation === undefined || !parameter?.startsWith('path ')) return -1;
  return namesIn(operation.path).indexOf(parameter.slice('path '.length));
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
}

function parameterOf(operation: Operation, named: string, position: number): Parameter | undefined {
  const names = namesIn(operation.path);
  const key = (parameter: Parameter): string =>
    `${parameter.in} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`;
  const wanted = named.startsWith('header ') ? named.toLowerCase() : named;
  return operation.parameters.find((parameter) =>
    position >= 0 ? parameter.in === 'path' && names.indexOf(parameter.name) === position : key(parameter) === wanted,
  );
}
