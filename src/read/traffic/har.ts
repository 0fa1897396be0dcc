// HAR 1.2 recordings: what a consumer was seen to call, merged into one interaction for each operation and class of status.

import { operationName } from '../../model/place.ts';
import type { ContractDocument, HttpInteraction, Usage } from '../../model/usage.ts';
import { mergeBodies } from './bodies.ts';
import { type Exchange, exchangesOf } from './exchanges.ts';
import { credentialsOf, headersOf, parametersOf } from './fields.ts';
import { templateOf } from './identifiers.ts';
import { redactText } from './redact.ts';

/** What a recording does not say by itself. */
export interface HarOptions {
  readonly consumer: string;
  /** The file or folder of the recordings, for messages. */
  readonly contract: string;
  /** Whether calls of this URL belong to the usage; by default all do. */
  readonly keeps?: (url: URL) => boolean;
}

/**
 * Reads recordings of one consumer together. Nothing that is secret or personal comes out of it. What a call that was
 * answered by an error had sent is no usage. Raises {@link Failure} `contract-invalid` for what is no HAR.
 */
export function readHar(documents: readonly ContractDocument[], options: HarOptions): Usage {
  const { consumer, contract, keeps = () => true } = options;
  const exchanges = documents
    .flatMap((document) => exchangesOf(document, documents.length > 1 ? `${document.name}#` : ''))
    .filter(({ url }) => keeps(url));
  const severalOrigins = new Set(exchanges.map(({ url }) => url.origin)).size > 1;
  const groups = Map.groupBy(exchanges, (exchange) => JSON.stringify(keyOf(exchange)));
  const interactions = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [interactionOf(first, group, severalOrigins)];
  });
  return { consumer, provider: undefined, owner: undefined, contract, source: 'har', interactions };
}

/** What is equal for exchanges that are one interaction. */
function keyOf({ method, url, status }: Exchange): readonly string[] {
  return [url.origin, method, templateOf(url.pathname), statusOf(status)[0] ?? ''];
}

/** 304 stands for the response that the client had kept (RFC 9111 §4.3.3). */
function statusOf(status: number): string {
  return status === 304 ? '200' : String(status);
}

function interactionOf(first: Exchange, exchanges: readonly Exchange[], severalOrigins: boolean): HttpInteraction {
  const { method, url, pointer, line } = first;
  const path = templateOf(url.pathname);
  const statuses = [...new Set(exchanges.map(({ status }) => statusOf(status)))].sort();
  const origin = redactText(url.origin);
  const isSuccess = statuses[0]?.startsWith('2') === true;
  const failed = exchanges.every(({ status }) => status >= 400);
  const sent = mergeBodies(failed ? [] : exchanges.flatMap(({ body }) => body ?? []), true);
  const received = mergeBodies(
    exchanges.flatMap(({ status, responseBody }) => (status >= 300 && status < 400 ? [] : (responseBody ?? []))),
    false,
  );
  return {
    kind: 'http',
    name: [
      operationName(method, path),
      ...(severalOrigins ? [`at ${origin}`] : []),
      ...(isSuccess ? [] : [`answered ${statuses.join(', ')}`]),
    ].join(' '),
    pointer,
    line,
    pending: false,
    states: [],
    decodes: 'tolerant',
    remarks: [
      `recorded ${exchanges.length === 1 ? 'once' : `${exchanges.length} times`} at ${origin}`,
      'a recording shows what came, not what is read: all fields that came are listed',
    ],
    unvalidatable: [...sent.unvalidatable, ...received.unvalidatable],
    method,
    path,
    parameters: failed ? [] : parametersOf(exchanges),
    sent: sent.payload,
    statuses,
    headers: headersOf(exchanges),
    received: received.payload,
    credentials: credentialsOf(exchanges),
  };
}
