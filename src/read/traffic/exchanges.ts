// HAR 1.2 archives taken apart into the exchanges with an API that are in them.

import { Failure } from '../../model/failure.ts';
import { isArray, isObject, type Json, type JsonObject, own, text } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import type { ContractDocument } from '../../model/usage.ts';

/** One request and its response. */
export interface Exchange {
  readonly pointer: Pointer;
  readonly line: number | undefined;
  /** Upper case. */
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: readonly Field[];
  readonly body: Body | undefined;
  readonly status: number;
  readonly responseHeaders: readonly Field[];
  readonly responseBody: Body | undefined;
}

export interface Field {
  readonly name: string;
  readonly value: string;
}

/** A body that was on the wire. */
export interface Body {
  /** Lower case, without parameters. */
  readonly mediaType: string | undefined;
  /** Decoded; `undefined` where the archive does not have it. */
  readonly text: string | undefined;
  /** The fields of a form. */
  readonly fields: readonly Field[] | undefined;
}

/**
 * The exchanges of an archive, in its order. What a page fetches for itself is left out (markup, scripts, images, fonts,
 * sockets), and so are preflights (Fetch §4.8) and requests that got no response. `file` stands in front of pointers.
 * Raises {@link Failure} `contract-invalid` for what is no HAR.
 */
export function exchangesOf(document: ContractDocument, file: string): readonly Exchange[] {
  const log = isObject(document.root) ? own(document.root, 'log') : undefined;
  const entries = isObject(log) ? own(log, 'entries') : undefined;
  if (!isArray(entries)) throw wrong(document, isObject(log) ? '/log' : '', 'has no list `log.entries`');
  return entries.flatMap((entry, index) => {
    const exchange = exchangeOf(entry, below('/log/entries', index), file, document);
    return exchange === undefined ? [] : [exchange];
  });
}

function exchangeOf(entry: Json, at: Pointer, file: string, document: ContractDocument): Exchange | undefined {
  const request = isObject(entry) ? own(entry, 'request') : undefined;
  const method = isObject(request) ? text(request, 'method') : undefined;
  const address = isObject(request) ? text(request, 'url') : undefined;
  if (!isObject(entry) || !isObject(request) || method === undefined || address === undefined) {
    throw wrong(document, at, 'has an entry without `request.method` and `request.url`');
  }
  if (!/^https?:/i.test(address)) return undefined;
  if (!URL.canParse(address)) throw wrong(document, at, 'has an entry whose `request.url` is no URL');
  const answer = own(entry, 'response');
  const response = isObject(answer) ? answer : {};
  const status = own(response, 'status');
  const exchange: Exchange = {
    pointer: `${file}${at}`,
    line: document.lineOf(at),
    method: method.toUpperCase(),
    url: new URL(address),
    headers: fieldsOf(request, 'headers'),
    body: requestBody(own(request, 'postData')),
    status: typeof status === 'number' ? status : 0,
    responseHeaders: fieldsOf(response, 'headers'),
    responseBody: responseBody(own(response, 'content')),
  };
  return isCall(exchange, text(entry, '_resourceType')) ? exchange : undefined;
}

/** What a browser fetches for a page, as archives of Chromium say it. */
const PAGE_TYPES = new Set([
  ...['stylesheet', 'image', 'media', 'font', 'script', 'texttrack', 'manifest', 'ping', 'preflight', 'prefetch'],
  ...['websocket', 'webtransport', 'signedexchange', 'cspviolationreport'],
]);

const PAGE_MEDIA =
  /^(?:image|font|audio|video)\/|^text\/(?:html|css|javascript)$|^application\/(?:x-)?(?:javascript|wasm|font)/;

function isCall({ method, headers, status, responseBody }: Exchange, resourceType: string | undefined): boolean {
  if (!Number.isInteger(status) || status < 200 || status > 599 || method === 'CONNECT') return false;
  if (!/^[A-Z]{1,30}$/.test(method)) return false;
  if (method === 'OPTIONS' && headers.some(({ name }) => name === 'access-control-request-method')) return false;
  const type = resourceType?.toLowerCase();
  if (type === 'xhr' || type === 'fetch') return true;
  if (type !== undefined && PAGE_TYPES.has(type)) return false;
  // Of other clients, an error told by a page is the answer to a call still.
  const isPage = PAGE_MEDIA.test(responseBody?.mediaType ?? '');
  return !(isPage && method === 'GET' && (type !== undefined || status < 400));
}

function fieldsOf(holder: JsonObject, key: string): readonly Field[] {
  const list = own(holder, key);
  if (!isArray(list)) return [];
  return list.flatMap((item) => {
    const name = isObject(item) ? text(item, 'name') : undefined;
    const value = isObject(item) ? text(item, 'value') : undefined;
    // HTTP/2 writes `:authority` and the like among the headers.
    return name === undefined || name.startsWith(':') ? [] : [{ name: name.toLowerCase(), value: value ?? '' }];
  });
}

function requestBody(data: Json | undefined): Body | undefined {
  if (!isObject(data)) return undefined;
  const mediaType = mediaTypeOf(text(data, 'mimeType'));
  const written = text(data, 'text');
  const params = own(data, 'params');
  if ((written === undefined || written === '') && (!isArray(params) || params.length === 0)) return undefined;
  return { mediaType, text: written, fields: mediaType === FORM ? formFields(written, data) : undefined };
}

/** RFC 1866 §8.2.1, as URL §5 defines it today. */
const FORM = 'application/x-www-form-urlencoded';

function formFields(written: string | undefined, data: JsonObject): readonly Field[] {
  if (written !== undefined && written !== '') {
    return [...new URLSearchParams(written)].map(([name, value]) => ({ name, value }));
  }
  const params = own(data, 'params');
  if (!isArray(params)) return [];
  return params.flatMap((item) => {
    const name = isObject(item) ? text(item, 'name') : undefined;
    return name === undefined || !isObject(item) ? [] : [{ name, value: text(item, 'value') ?? '' }];
  });
}

function responseBody(content: Json | undefined): Body | undefined {
  if (!isObject(content)) return undefined;
  const mediaType = mediaTypeOf(text(content, 'mimeType'));
  const written = text(content, 'text');
  const size = own(content, 'size');
  if ((written === undefined || written === '') && !(typeof size === 'number' && size > 0)) return undefined;
  const decoded = written !== undefined && text(content, 'encoding') === 'base64' ? fromBase64(written) : written;
  return { mediaType, text: decoded === '' ? undefined : decoded, fields: undefined };
}

function fromBase64(written: string): string {
  return Buffer.from(written, 'base64').toString('utf8');
}

function mediaTypeOf(written: string | undefined): string | undefined {
  const [type] = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}/.exec(written?.trim().toLowerCase() ?? '') ?? [];
  return type;
}

function wrong(document: ContractDocument, at: Pointer, what: string): Failure {
  const line = document.lineOf(at);
  return new Failure({
    code: 'contract-invalid',
    message: `\`${document.name}\` ${what}`,
    hint: 'record it again, and export it as HAR 1.2 with contents',
    place: line === undefined ? document.name : `${document.name}:${line}`,
  });
}
