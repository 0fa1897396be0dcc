// Secrets: references in the configuration become values at the moment of use, and values never come out again.

import { Failure } from '../model/failure.ts';
import type { ApiConfig, CredentialConfig } from './schema.ts';

/** A reference to a secret: `${env:NAME}` or `${file:path}`. */
export const REFERENCE = /\$\{(?:env|file):[^{}]+\}/;

/** What references lead to; handed in, so that nothing here reads the process's own environment. */
export interface Environment {
  /** The value of an environment variable. */
  variable(name: string): string | undefined;
  /** The text of a file, relative to the configuration's folder; `undefined` when there is none. */
  file(path: string): string | undefined;
}

/** What to ask for a document with. */
export interface Access {
  readonly location: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text without the secrets that are in this access. */
  redact(text: string): string;
}

/** The location and header fields for `api`, secrets put in. Raises {@link Failure} `secret-missing` naming the reference. */
export function accessTo(api: ApiConfig, credential: CredentialConfig | undefined, environment: Environment): Access {
  const secrets = new Set<string>();
  const fill = (text: string): string => resolveReferences(text, environment, (value) => secrets.add(value));
  const headers: Record<string, string> = {};
  let location = api.spec;
  for (const [name, value] of Object.entries(api.headers)) headers[name.toLowerCase()] = fill(value);
  if (credential?.bearer !== undefined) headers.authorization = `Bearer ${fill(credential.bearer)}`;
  if (credential?.basic !== undefined) {
    const pair = Buffer.from(`${fill(credential.basic.user)}:${fill(credential.basic.password)}`).toString('base64');
    secrets.add(pair);
    headers.authorization = `Basic ${pair}`;
  }
  for (const [name, value] of Object.entries(credential?.headers ?? {})) headers[name.toLowerCase()] = fill(value);
  if (credential?.apiKey !== undefined) {
    const { header, query, cookie } = credential.apiKey;
    const value = fill(credential.apiKey.value);
    if (header !== undefined) headers[header.toLowerCase()] = value;
    if (cookie !== undefined) headers.cookie = [headers.cookie, `${cookie}=${value}`].filter(Boolean).join('; ');
    if (query !== undefined) location = withQuery(location, query, value);
    secrets.add(encodeURIComponent(value)).add(new URLSearchParams({ v: value }).toString().slice(2));
  }
  const longestFirst = [...secrets].filter(Boolean).sort((a, b) => b.length - a.length);
  return {
    location,
    headers,
    redact: (text) => longestFirst.reduce((result, value) => result.replaceAll(value, '***'), text),
  };
}

/**
 * `text` with each `${env:NAME}` and `${file:path}` replaced by what it leads to; a file's final line end is left out.
 * Raises {@link Failure} `secret-missing` when there is nothing there.
 */
export function resolveReferences(text: string, environment: Environment, seen?: (value: string) => void): string {
  return text.replace(/\$\{(env|file):([^{}]+)\}/g, (_, kind: string, name: string) => {
    const value = kind === 'env' ? environment.variable(name) : environment.file(name)?.replace(/\r?\n$/, '');
    if (value === undefined || value === '') throw missing(kind, name);
    seen?.(value);
    return value;
  });
}

function missing(kind: string, name: string): Failure {
  return kind === 'env'
    ? new Failure({
        code: 'secret-missing',
        message: `environment variable \`${name}\` is not set`,
        hint: `set \`${name}\` where Driftgate runs`,
      })
    : new Failure({
        code: 'secret-missing',
        message: `file \`${name}\` has no secret in it, or is not there`,
        hint: `put the secret into \`${name}\``,
      });
}

function withQuery(location: string, name: string, value: string): string {
  const url = new URL(location);
  url.searchParams.set(name, value);
  return url.href;
}
