// A call as the shell command that makes it again. Nothing in it is run by the shell, whatever it holds.

import type { FlowCall } from '../model/flow.ts';

/** What of a credential goes with a call: names in clear, and values by the name of a variable. */
export interface CurlSecret {
  /** A name of the team's, such as that of a credential. */
  readonly name: string;
  /** Names of header fields, with what stands before the secret in each (`Bearer `). */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of parameters of the query. */
  readonly query: readonly string[];
}

/** The command for `request`, redacted already; `secret` goes with it as `"$NAME"`. */
export function curlOf({ method, url, headers, body }: FlowCall['request'], secret?: CurlSecret): string {
  const variable = secret === undefined ? '' : `$${variableOf(secret.name)}`;
  const glue = url.includes('?') ? '&' : '?';
  const query = (secret?.query ?? []).map((name, at) => `${at === 0 ? glue : '&'}${encodeURIComponent(name)}=`);
  const parts = [
    `curl -X ${quoted(method)}`,
    `${quoted(url)}${query.map((part) => `${quoted(part)}"${variable}"`).join('')}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...Object.entries(secret?.headers ?? {}).map(([name, scheme]) => `-H ${quoted(`${name}: ${scheme}`)}"${variable}"`),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
  ];
  return parts.join(' ');
}

/** `booking-sandbox` as `BOOKING_SANDBOX`. */
function variableOf(name: string): string {
  const variable = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return /^[A-Z]/.test(variable) ? variable : `KEY_${variable}`;
}

/** One word of POSIX shell (2.2.2). */
function quoted(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
