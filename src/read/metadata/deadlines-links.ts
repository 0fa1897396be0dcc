// `Link` header fields, read as RFC 8288 says.

import { harmless } from '../../model/code.ts';
import { redactText } from '../traffic/redact.ts';

/** A link of a header field. */
export interface WebLink {
  /** Absolute. */
  readonly url: string;
  /** Lower case. */
  readonly rels: readonly string[];
}

const MOST_LINKS = 50;

/**
 * The links of a `Link` field of the resource at `base` (RFC 8288 §3, appendix B.2). Links of another context (`anchor`),
 * and targets that are neither http nor https, are left out. What is malformed ends the reading.
 */
export function linksIn(value: string, base: string): readonly WebLink[] {
  const links: WebLink[] = [];
  const link = /[\s,]*<([^<>]{0,4000})>/y;
  const parameter = /\s*;\s*([\w!#$%&'*+.^`|~-]{0,100})(?:\s*=\s*(?:"((?:[^"\\]|\\.){0,4000})"|([^\s;,"]{0,4000})))?/y;
  while (links.length < MOST_LINKS) {
    const found = link.exec(value);
    if (found === null) break;
    const parameters = new Map<string, string>();
    parameter.lastIndex = link.lastIndex;
    for (let next = parameter.exec(value); next !== null; next = parameter.exec(value)) {
      const [, name = '', quoted, token = ''] = next;
      link.lastIndex = parameter.lastIndex;
      const key = name.toLowerCase();
      // RFC 8288 §3.3: of several `rel`, the first counts.
      if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, '$1') ?? token);
    }
    const url = resolved(found[1] ?? '', base);
    const rels = (parameters.get('rel') ?? '')
      .toLowerCase()
      .split(/\s+/)
      .filter((rel) => rel !== '');
    if (url !== undefined && rels.length > 0 && isOwn(parameters.get('anchor'), base)) links.push({ url, rels });
  }
  return links;
}

/** The absolute http or https URL of a reference; `undefined` where there is none. */
export function resolved(reference: string, base: string): string | undefined {
  const root = URL.canParse(base) ? base : undefined;
  if (!URL.canParse(reference, root)) return undefined;
  const url = new URL(reference, root);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}

/** An absolute URL as it may be shown: without userinfo, and without what looks secret or personal in path and query. */
export function shownUrl(url: string): string {
  const { origin, pathname, search, hash } = new URL(url);
  return harmless(`${origin}${redactText(`${pathname}${search}${hash}`)}`, 500);
}

/** An absolute URL that its owner publishes, as it may be shown: without userinfo. Nothing else of it is left out. */
export function publishedUrl(url: string): string {
  const { protocol, host, pathname, search, hash } = new URL(url);
  return harmless(`${protocol}//${host}${pathname}${search}${hash}`, LONGEST_URL);
}

const LONGEST_URL = 2000;

function isOwn(anchor: string | undefined, base: string): boolean {
  return anchor === undefined || resolved(anchor, base) === resolved('', base);
}
