// `WWW-Authenticate`: the challenges with which an API says how to sign in (RFC 9110 §11.6.1).

import { harmless } from '../../model/code.ts';
import type { Challenge } from '../../model/sign-in.ts';
import { publishedUrl, resolved } from './deadlines-links.ts';

const MOST_CHALLENGES = 20;
const LONGEST = 8000;
const MOST_SCOPES = 100;

const TOKEN = "[\\w!#$%&'*+.^`|~-]{1,100}";

/**
 * The challenges of a `WWW-Authenticate` field, several of which may stand in one, at most 20; `error` and `scope` as in
 * RFC 6750 §3, `resource_metadata` as in RFC 9728 §5.1. What is malformed ends the reading.
 */
export function readChallenges(field: string): readonly Challenge[] {
  const value = field.slice(0, LONGEST);
  const challenges: { readonly scheme: string; readonly parameters: Map<string, string> }[] = [];
  const parameter = new RegExp(`[\\s,]*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN}))(?=\\s*(?:,|$))`, 'y');
  const scheme = new RegExp(`[\\s,]*(${TOKEN})(?:\\s+[\\w.~+/-]+=*(?=\\s*(?:,|$)))?(?=\\s|,|$)`, 'y');
  for (let at = 0; at < value.length; ) {
    parameter.lastIndex = at;
    const pair = challenges.length === 0 ? null : parameter.exec(value);
    if (pair !== null) {
      const [, name = '', quoted, token = ''] = pair;
      const { parameters } = challenges.at(-1) ?? { parameters: new Map() };
      if (!parameters.has(name.toLowerCase()))
        parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token);
      at = parameter.lastIndex;
      continue;
    }
    scheme.lastIndex = at;
    const named = scheme.exec(value);
    if (named === null || challenges.length === MOST_CHALLENGES) break;
    challenges.push({ scheme: (named[1] ?? '').toLowerCase(), parameters: new Map() });
    at = scheme.lastIndex;
  }
  return challenges.map(({ scheme, parameters }) => {
    const shown = (name: string): string | undefined => {
      const said = parameters.get(name);
      return said === undefined ? undefined : harmless(said, 200);
    };
    const metadata = resolved(parameters.get('resource_metadata') ?? '', '');
    return {
      scheme: harmless(scheme),
      realm: shown('realm'),
      error: shown('error'),
      scopes: (parameters.get('scope') ?? '')
        .split(/\s+/)
        .filter((scope) => scope !== '')
        .slice(0, MOST_SCOPES)
        .map((scope) => harmless(scope)),
      resourceMetadata: metadata && publishedUrl(metadata),
    };
  });
}
