// HTTP interactions of Pact, of every version.

import type { HttpInteraction } from '../../model/usage.ts';
import { type Field, member, objectOf, textOf } from '../contract/field.ts';
import { quote } from '../document/looks.ts';
import { about } from './about.ts';
import { mediaTypeOf, readBody } from './body.ts';
import { statusOf } from './matcher.ts';
import { headersRead, parseQuery, readHeaders, readQuery, sentIn, type Values } from './parameters.ts';
import { noteUnmet, payloadOf } from './payload.ts';
import { type Note, type Rules, readRules } from './rules.ts';
import type { Side } from './schema.ts';
import type { Walk } from './tree.ts';
import type { PactVersion } from './version.ts';

/** The call that `interaction` describes. Raises {@link Failure} `contract-invalid`. */
export function readHttp(
  interaction: Field,
  version: PactVersion,
  walk: Walk,
  note: Note,
): Omit<HttpInteraction, 'unvalidatable'> {
  const [request, response] = [member(interaction, 'request'), member(interaction, 'response')];
  objectOf(request);
  objectOf(response);
  const method = textOf(member(request, 'method')).toUpperCase();
  const [path = '', ...inPath] = textOf(member(request, 'path')).split('?');
  const query = new Map([...parseQuery(inPath.join('?')), ...readQuery(member(request, 'query'))]);
  const headers = readHeaders(member(request, 'headers'));
  const rules = readRules(request, new Set([...query.keys(), ...headers.keys()]), note);
  const sent: Side = { direction: 'sent', note };
  const { parameters, credentials } = sentIn(query, headers, rules, walk, sent);
  const body = readBody(member(request, 'body'), version, headers.get('content-type')?.[0]);
  for (const tree of [rules.query, rules.header]) noteUnmet(tree, walk, sent, 'request');
  return {
    ...about(interaction, `${method} ${path}`),
    kind: 'http',
    method,
    path,
    parameters,
    credentials,
    sent: payloadOf(body, rules.body, walk, sent, 'request body'),
    ...readResponse(response, version, walk, note, acceptedType(headers)),
  };
}

function readResponse(
  response: Field,
  version: PactVersion,
  walk: Walk,
  note: Note,
  accepted: string | undefined,
): Pick<HttpInteraction, 'statuses' | 'headers' | 'received'> {
  const headers = readHeaders(member(response, 'headers'));
  const rules = readRules(response, new Set(headers.keys()), note);
  const received: Side = { direction: 'received', note };
  const read = headersRead(headers, rules, walk, received);
  const body = readBody(member(response, 'body'), version, headers.get('content-type')?.[0]);
  const payload = payloadOf(body, rules.body, walk, received, 'response body');
  noteUnmet(rules.header, walk, received, 'response');
  return {
    statuses: statusesOf(member(response, 'status'), rules, note),
    headers: read,
    received: payload && { ...payload, mediaType: payload.mediaType ?? accepted },
  };
}

function statusesOf(status: Field, rules: Rules, note: Note): readonly string[] {
  const shown = statusOf(status);
  const statuses = rules.status.flatMap((matcher) => {
    if (matcher.kind === 'statusCode') return matcher.statuses;
    if (matcher.kind !== 'equality')
      note(`the matcher ${quote(matcher.kind)} of the status is not checked: \`${shown}\` is`);
    return [];
  });
  return statuses.length === 0 ? [shown] : [...new Set(statuses)];
}

/** The one media type that a request accepts; `undefined` where it accepts several, or says nothing. */
function acceptedType(headers: Values): string | undefined {
  const types = (headers.get('accept') ?? []).flatMap((value) => value.split(','));
  return types.length === 1 ? mediaTypeOf(types[0]) : undefined;
}
