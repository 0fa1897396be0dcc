// Where GitHub's API is, and which addresses its answers may send us to: never to another host.

import { Failure } from '../../model/failure.ts';

/** The address of an API as written, without a slash at its end. Raises `config-invalid`. */
export function baseOf(written: string): string {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  const plain = url !== undefined && `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (plain && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '');
  throw new Failure({
    code: 'config-invalid',
    // The address itself is left out: it may hold a secret.
    message: 'the address of GitHub’s API is no plain URL',
    hint: 'write `https://api.github.com`, or `https://HOST/api/v3` for an Enterprise server',
  });
}

/** One segment of a path. Raises `config-invalid` for one that URLs take for a step up or for nothing. */
export function segment(text: string): string {
  if (!/^\.{0,2}$/.test(text)) return encodeURIComponent(text);
  throw new Failure({
    code: 'config-invalid',
    message: `${JSON.stringify(text)} can be no name on GitHub`,
    hint: 'give it letters or digits',
  });
}

/** A call as it may be shown: `GET https://api.github.com/repos/acme/phone`, without its query. */
export function nameOf(method: string, { origin, pathname }: URL): string {
  return `${method} ${origin}${pathname}`;
}

/** The next page of a list, by its `Link` field (RFC 8288 §3). */
export function nextOf(link: string | undefined): string | undefined {
  for (const [, target, parameters = ''] of link?.matchAll(/<([^<>]*)>([^<]*)/g) ?? [])
    if (/;\s*rel="?next"?\s*(?:[;,]|$)/i.test(parameters)) return target;
  return undefined;
}

/** Where the answer to `call` leads from `from`. Raises `source-forbidden` for another origin: the token goes nowhere else. */
export function sameOrigin(target: string, from: URL, call: string): URL {
  const url = URL.canParse(target, from.href) ? new URL(target, from) : undefined;
  if (url?.origin === from.origin) return url;
  throw new Failure({
    code: 'source-forbidden',
    message: `\`${call}\` leads to another host, where the token must not go`,
    hint: 'check the address of GitHub’s API',
    place: call,
  });
}
