// What is sent for a request over HTTP, and to whom.

import { Failure } from '../../model/failure.ts';
import type { SourceRequest } from '../../ports.ts';
import { ACCEPT_ENCODING } from './body.ts';

/** A request as it goes out: its target, and its header fields by lower-case name. */
export interface Outgoing {
  readonly url: URL;
  /** Fields for any origin. */
  readonly everywhere: ReadonlyMap<string, string>;
  /** Fields that may be secret: for the origin of `url` only. */
  readonly ownOrigin: ReadonlyMap<string, string>;
}

/** What to send for a request. Raises `config-invalid` for a location that is no URL. */
export function outgoing({ location, headers = {}, known = {} }: SourceRequest, userAgent: string): Outgoing {
  const everywhere = new Map([
    ['user-agent', userAgent],
    ['accept', 'application/json, application/yaml, */*;q=0.8'],
    ['accept-encoding', ACCEPT_ENCODING],
  ]);
  // The date alone where there is no entity tag: it is the weaker of the two, and ignored beside one (RFC 9110 §13.1.3).
  if (known.etag !== undefined) everywhere.set('if-none-match', known.etag);
  else if (known.lastModified !== undefined) everywhere.set('if-modified-since', known.lastModified);

  const ownOrigin = new Map<string, string>();
  const url = parse(location);
  if (url.username !== '' || url.password !== '') ownOrigin.set('authorization', basic(url));
  for (const [name, value] of Object.entries(headers)) ownOrigin.set(name.toLowerCase(), value);
  return { url: plain(url), everywhere, ownOrigin };
}

function parse(location: string): URL {
  if (URL.canParse(location)) return new URL(location);
  throw new Failure({
    code: 'config-invalid',
    // The location itself is left out: it may hold a secret, and there is no telling where.
    message: 'A location that begins like a URL is not one',
    hint: 'check the host, the port and the brackets in the URL of the API’s `spec`',
  });
}

/** RFC 7617. */
function basic({ username, password }: URL): string {
  return `Basic ${Buffer.from(`${unquoted(username)}:${unquoted(password)}`).toString('base64')}`;
}

function unquoted(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whether the fields ask for the document only if it changed (RFC 9110 §13.1). */
export function isConditional(fields: ReadonlyMap<string, string>): boolean {
  return fields.has('if-none-match') || fields.has('if-modified-since');
}

/** `url` without its userinfo and fragment, neither of which is part of a request's target (RFC 9110 §4.2.4, §7.1). */
export function plain(url: URL): URL {
  const result = new URL(url.href);
  result.username = '';
  result.password = '';
  result.hash = '';
  return result;
}
