// Where the metadata of an issuer or a protected resource is, and whose metadata may be there.

/** A place to look at. */
export interface MetadataPlace {
  readonly url: string;
  /** The issuer or resource whose metadata has to be there; `undefined` where any may be. */
  readonly of: string | undefined;
}

const OPENID = '/.well-known/openid-configuration';
const INSERTED = ['/.well-known/oauth-authorization-server', '/.well-known/oauth-protected-resource'] as const;

/**
 * Where to look for the metadata that `location`, a URL, stands for: the first that answers has it. A well-known URL is
 * looked at itself. An issuer's or resource's is appended to it (OpenID Connect Discovery 1.0 §4) or inserted between its
 * host and path (RFC 8414 §3.1, RFC 9728 §3.1); at last the URL may be that of a document.
 */
export function metadataPlaces(location: string): readonly MetadataPlace[] {
  const { origin, pathname, search } = new URL(location);
  if (pathname.includes('/.well-known/')) return [{ url: location, of: ownerOf(origin, pathname) }];
  const path = pathname.replace(/\/$/, '');
  const of = `${origin}${pathname}`;
  const [server, resource] = INSERTED;
  return [
    { url: `${origin}${path}${OPENID}`, of },
    { url: `${origin}${server}${path}`, of },
    // RFC 8414 §5: some insert OpenID Connect's as well.
    ...(path === '' ? [] : [{ url: `${origin}${OPENID}${path}`, of }]),
    { url: `${origin}${resource}${path}`, of },
    { url: `${origin}${pathname}${search}`, of: undefined },
  ];
}

/** The issuer or resource that a well-known URL was made of; `undefined` where its form is not known. */
function ownerOf(origin: string, pathname: string): string | undefined {
  if (pathname.endsWith(OPENID)) return `${origin}${pathname.slice(0, -OPENID.length)}`;
  const form = [...INSERTED, OPENID].find((each) => pathname === each || pathname.startsWith(`${each}/`));
  return form === undefined ? undefined : `${origin}${pathname.slice(form.length)}`;
}

/**
 * Whether metadata that states `name` is that of `expected` (RFC 8414 §3.3, RFC 9728 §3.3): the same URL, a slash at its
 * end aside, which people leave out. A segment in braces, as of issuers with many tenants, stands for any.
 */
export function isNameOf(name: string, expected: string): boolean {
  const [stated = [], wanted = []] = [name, expected].map((url) => url.replace(/\/$/, '').split('/'));
  return (
    stated.length === wanted.length &&
    stated.every((segment, at) => segment === wanted[at] || (at > 2 && /^\{\w+\}$/.test(segment)))
  );
}
