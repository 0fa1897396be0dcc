// Profiles of exchanges: statuses, media types, headers and bodies of one operation's responses.

import type { ExchangeProfile, ResponseProfile, SampledResponse } from '../../model/sample.ts';
import { isOwnHeader } from './fields.ts';
import { merged, profileOf } from './profile.ts';
import { withMaps } from './profile-maps.ts';
import { either, joinedNames, joinedTallies } from './profile-merge.ts';

/** No exchange; merging it changes nothing. */
export const NO_EXCHANGES: ExchangeProfile = { samples: 0, responses: [] };

/** The profile of one response. Headers that clients, proxies and transport write for themselves are left out. */
export function exchangeProfileOf({ status, headers, body }: SampledResponse): ExchangeProfile {
  const fields = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const contentType = fields.find(([name]) => name === 'content-type')?.[1] ?? '';
  const [mediaType = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length) ?? '';
  const own = fields.filter(([name]) => isOwnHeader({ name }));
  const response: ResponseProfile = {
    samples: 1,
    mediaTypes: [[tokenOr(mediaType), 1]],
    charsets: [[tokenOr(charset.replace(/^"(.*)"$/, '$1')), 1]],
    headers: profileOf(Object.fromEntries(own)),
    body: body === undefined ? null : profileOf(body),
  };
  return { samples: 1, responses: [[String(status), response]] };
}

/** The profile of the exchanges of both: associative and commutative to the byte. */
export function mergedExchanges(a: ExchangeProfile, b: ExchangeProfile): ExchangeProfile {
  return { samples: a.samples + b.samples, responses: joinedNames(a.responses, b.responses, mergedResponses) };
}

function mergedResponses(a: ResponseProfile, b: ResponseProfile): ResponseProfile {
  return {
    samples: a.samples + b.samples,
    mediaTypes: joinedTallies(a.mediaTypes, b.mediaTypes),
    charsets: joinedTallies(a.charsets, b.charsets),
    headers: merged(a.headers, b.headers),
    body: either(a.body, b.body, merged),
  };
}

/** A word of a header, or nothing where a stranger wrote something else there. */
function tokenOr(word: string): string {
  return /^[\w!#$&^.+/-]{1,100}$/.test(word) ? word : '';
}

/** The profile as {@link withMaps} views its bodies, for comparing. */
export function exchangeView({ samples, responses }: ExchangeProfile): ExchangeProfile {
  return {
    samples,
    responses: responses.map(([status, each]) => [status, { ...each, body: each.body && withMaps(each.body) }]),
  };
}
