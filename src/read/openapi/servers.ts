// Where an API is served: OpenAPI 3 server objects and Swagger 2.0 `schemes`, `host` and `basePath`.

import type { Keyed, Server } from '../../model/api.ts';
import type { Target } from '../../model/document.ts';
import { isArray, isObject, own, text } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import { entries, type Located, members, texts } from './objects.ts';

/** At most so many combinations of server variables are told apart. */
const COMBINATION_LIMIT = 64;

/** The servers that `holder` declares, or `undefined` when it declares none. */
export function declaredServers(holder: Located): Keyed<readonly Server[]> | undefined {
  const declared = members(holder, 'servers');
  if (declared.length === 0) return undefined;
  return { pointer: below(holder.pointer, 'servers'), value: declared.flatMap(readServer) };
}

/** The servers of the whole document; a relative one at the root when nothing is declared (OpenAPI 3.1 §4.8.1). */
export function rootServers(root: Located): Keyed<readonly Server[]> {
  if (own(root.raw, 'swagger') !== undefined) return swagger2Servers(root);
  return (
    declaredServers(root) ?? {
      pointer: below(root.pointer, 'servers'),
      value: [serverAt('/', below(root.pointer, 'servers'))],
    }
  );
}

function swagger2Servers(root: Located): Keyed<readonly Server[]> {
  const host = text(root.raw, 'host');
  const base = text(root.raw, 'basePath') ?? '';
  const pointer = below(root.pointer, host === undefined ? 'basePath' : 'host');
  const schemes = texts(root, 'schemes') ?? [];
  if (host === undefined) return { pointer, value: [serverAt(base, pointer)] };
  const origins = schemes.length === 0 ? [`//${host}`] : schemes.map((scheme) => `${scheme}://${host}`);
  return { pointer, value: origins.map((origin) => serverAt(`${origin}${base}`, pointer)) };
}

function readServer(target: Target): Server[] {
  if (!isObject(target.value)) return [];
  const url = text(target.value, 'url');
  if (url === undefined) return [];
  let urls = [url];
  for (const [name, { value: variable }] of entries({ raw: target.value, pointer: target.pointer }, 'variables')) {
    if (!isObject(variable)) continue;
    const listed = own(variable, 'enum');
    const fallback = own(variable, 'default');
    const values = isArray(listed) && listed.length > 0 ? listed : fallback === undefined ? [] : [fallback];
    const free = !isArray(listed);
    urls = urls
      .flatMap((one) => (values.length === 0 ? [one] : values.map((value) => fill(one, name, String(value), free))))
      .slice(0, COMBINATION_LIMIT);
  }
  return urls.map((one) => ({ ...serverAt(one, target.pointer), url }));
}

/** A variable without `enum` is the caller's to choose: in the host any value is as good, in the path its default counts. */
function fill(url: string, name: string, value: string, free: boolean): string {
  const hostEnd = url.indexOf('/', url.indexOf('//') + 2);
  const inHost = url.includes('//') && (hostEnd < 0 || url.indexOf(`{${name}}`) < hostEnd);
  return url.replaceAll(`{${name}}`, free && inHost ? '{}' : value);
}

function serverAt(url: string, pointer: Pointer): Server {
  const parts = /^((?:[a-z][a-z0-9+.-]*:|\{[^}]*\}:)?\/\/[^/?#]*)?([^?#]*)/i.exec(url);
  const origin = (parts?.[1] ?? '')
    .toLowerCase()
    .replace(/^https:(.*):443$/, 'https:$1')
    .replace(/^http:(.*):80$/, 'http:$1');
  const path = (parts?.[2] ?? '').replace(/\/+$/, '');
  return {
    pointer,
    url,
    origin: origin.replace(/\{[^}]*\}/g, '{}'),
    prefix: path === '' || path.startsWith('/') ? path : `/${path}`,
  };
}
