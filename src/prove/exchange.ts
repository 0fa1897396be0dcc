// Changes of messages: the smallest request or response that one document describes and the other does not.

import type { Credentials, Operation, Response } from '../model/api.ts';
import type { Change, ChangeKind } from '../model/change.ts';
import { mediaFor } from '../model/media-type.ts';
import type { Impact } from '../model/place.ts';
import { responseFor } from '../model/statuses.ts';
import type { Witness } from '../model/witness.ts';
import { type Effort, Unprovable } from './effort.ts';
import { type Problem, type Router, requestProblems, responseProblems } from './lookup.ts';
import {
  type Making,
  originOf,
  type RequestMessage,
  type ResponseMessage,
  sampleRequest,
  sampleResponse,
  showRequest,
  showResponse,
} from './message.ts';
import type { Counterparts } from './slot.ts';
import type { Validator } from './validator.ts';

/** One document, as far as messages are checked against it. */
export interface Party {
  readonly router: Router;
  validator(direction: 'request' | 'response'): Validator;
}

/** What proving a change of messages needs. */
export interface Exchange {
  readonly change: Change;
  readonly impact: Impact;
  readonly operations: Counterparts;
  readonly old: Party;
  readonly new: Party;
  readonly effort: Effort;
}

/** How a kind is proven; throws {@link Unprovable} where it cannot be, returns `undefined` where another impact may do. */
type Proof = (exchange: Exchange) => Witness | undefined;

/** The kinds that a message proves. The others are changes of schemas. */
export const MESSAGE_PROOFS: Readonly<Partial<Record<ChangeKind, Proof>>> = {
  'operation.removed': routeGone,
  'operation.moved': routeGone,
  'server.removed': serverGone,
  'security.alternative-removed': credentialsGone,
  'security.scope-added': credentialsGone,
  'security.scheme-changed': credentialsGone,
  'parameter.added': (exchange) => requestRefused(exchange, 'parameter'),
  'parameter.became-required': (exchange) => requestRefused(exchange, 'parameter'),
  'parameter.renamed': (exchange) => requestRefused(exchange, 'parameter'),
  'parameter.carries-credential': (exchange) => requestRefused(exchange, 'parameter'),
  'body.added': (exchange) => requestRefused(exchange, 'body'),
  'body.became-required': (exchange) => requestRefused(exchange, 'body'),
  'media-type.removed': mediaTypeGone,
  'media-type.added': (exchange) => responseUnknown(exchange, 'media-type'),
  'status.added': (exchange) => responseUnknown(exchange, 'status'),
  'status.removed': (exchange) => responseUnknown(exchange, 'status'),
  'header.became-optional': headerMissing,
  'header.removed': headerMissing,
};

/** A request that the old document routes and takes, and for which the new one has no route, below whatever base. */
function routeGone({ impact, operations, old, new: fresh, effort }: Exchange): Witness | undefined {
  if (operations.old === undefined || impact.direction !== 'request') return undefined;
  const operation = operations.old;
  const request = takenBy(operation, old, effort, {});
  if (!old.router.route(request.method, request.path, request.origin).includes(operation))
    throw new Unprovable('the old document routes such a request to another operation');
  const below = request.path.slice(operation.servers.value[0]?.prefix.length ?? 0);
  for (const prefix of ['', ...fresh.router.prefixes]) {
    const [other] = fresh.router.route(request.method, prefix === '' ? request.path : prefix + below);
    if (other !== undefined)
      throw new Unprovable(`the new document routes such a request to \`${other.method} ${other.path}\``);
  }
  return proven(showRequest(request), 'old', impact);
}

/** A request to the server that is gone. */
function serverGone({ change, impact, operations, old, new: fresh, effort }: Exchange): Witness | undefined {
  const operation = operations.old;
  const server = operation?.servers.value.find(
    ({ origin, prefix, pointer }) =>
      change.old?.pointer === pointer && [origin, origin + prefix || '/'].includes(change.subject),
  );
  if (operation === undefined || operations.new === undefined || server === undefined) return undefined;
  const request = takenBy(operation, old, effort, { origin: originOf(server.origin), prefix: server.prefix });
  const [other] = fresh.router.route(request.method, request.path, request.origin);
  if (other !== undefined) throw new Unprovable('another server of the new document answers there');
  return proven(showRequest(request), 'old', impact);
}

/** A request with the credentials that sufficed. */
function credentialsGone({ change, impact, operations, old, new: fresh, effort }: Exchange): Witness | undefined {
  if (operations.old === undefined || operations.new === undefined) return undefined;
  const pointer = change.old?.pointer;
  const speaksOf = (credentials: Credentials): boolean =>
    credentials.pointer === pointer || credentials.schemes.some(({ scheme }) => scheme.pointer === pointer);
  for (const credentials of operations.old.security.value.filter(speaksOf)) {
    const request = takenBy(operations.old, old, effort, { credentials });
    if (problemsAt(operations.new, request, fresh).some(({ part }) => part === 'security'))
      return proven(showRequest(request), 'old', impact);
  }
  return undefined;
}

/** A request as it was made before, in which the new document misses something. */
function requestRefused(
  { change, impact, operations, old, new: fresh, effort }: Exchange,
  part: Problem['part'],
): Witness | undefined {
  const giver = impact.direction === 'request' ? 'old' : 'new';
  const [from, to] = giver === 'old' ? [old, fresh] : [fresh, old];
  const [before, after] = giver === 'old' ? [operations.old, operations.new] : [operations.new, operations.old];
  if (before === undefined || after === undefined) return undefined;
  const wanted = new Set([change.subject, change.facts.replacement].map((name) => name?.toLowerCase()));
  const isMeant = (problem: Problem): boolean =>
    problem.part === part &&
    problem.missing === true &&
    (problem.name === undefined || wanted.has(problem.name.slice(problem.name.indexOf(' ') + 1).toLowerCase()));
  const request = takenBy(before, from, effort, {}, impact.direction === 'response' ? 'response' : 'request');
  return problemsAt(after, request, to, impact.direction === 'response' ? 'response' : 'request').some(isMeant)
    ? proven(showRequest(request), giver, impact)
    : undefined;
}

/** A body of the media type that is gone: in a request, or as the response that no longer comes. */
function mediaTypeGone(exchange: Exchange): Witness | undefined {
  const { impact, operations, old, new: fresh, effort } = exchange;
  if (impact.status !== undefined) return responseUnknown(exchange, 'media-type');
  const media = mediaFor(operations.old?.body?.content ?? [], impact.mediaType ?? '');
  if (operations.old === undefined || operations.new === undefined || media === undefined) return undefined;
  const direction = impact.direction === 'response' ? 'response' : 'request';
  const request = takenBy(operations.old, old, effort, { media }, direction);
  return problemsAt(operations.new, request, fresh, direction).some(({ part }) => part === 'media-type')
    ? proven(showRequest(request), 'old', impact)
    : undefined;
}

/** A response that one document describes and the other does not: the one that no longer comes, or the one that is new. */
function responseUnknown(exchange: Exchange, part: Problem['part']): Witness | undefined {
  const { change, impact, operations } = exchange;
  const giver = change.kind.endsWith('.removed') ? 'old' : 'new';
  const responses = operations[giver]?.responses ?? [];
  const others = operations[giver === 'old' ? 'new' : 'old']?.responses;
  const response = responses.find(({ status }) => status === impact.status);
  if (response === undefined || others === undefined) return undefined;
  const status = statusFor(response, responses, others);
  if (status === undefined || (part === 'status' && responseFor(others, status) !== undefined)) {
    const side = giver === 'old' ? 'new' : 'old';
    throw new Unprovable(`\`default\` of the ${side} document describes every status that it does not name`);
  }
  const media = part === 'media-type' ? mediaFor(response.content, impact.mediaType ?? '') : undefined;
  return responseRefused(exchange, giver, { response, status, others }, (problem) => problem.part === part, media);
}

/** A response without the header that was promised. */
function headerMissing(exchange: Exchange): Witness | undefined {
  const { change, impact, operations } = exchange;
  const others = operations.old?.responses;
  const response = responseFor(operations.new?.responses ?? [], impact.status ?? '');
  const promised = responseFor(others ?? [], impact.status ?? '')?.headers.find(({ name }) => name === impact.header);
  if (response === undefined || others === undefined) return undefined;
  if (!promised?.required)
    throw new Unprovable(`the old document never promised the header; what breaks is whoever reads it`);
  const status = statusFor(response, operations.new?.responses ?? [], []) ?? '200';
  const isMeant = ({ part, name }: Problem): boolean => part === 'header' && name === change.subject.toLowerCase();
  return responseRefused(exchange, 'new', { response, status, others }, isMeant);
}

function responseRefused(
  { impact, old, new: fresh, effort }: Exchange,
  giver: 'old' | 'new',
  at: { readonly response: Response; readonly status: string; readonly others: readonly Response[] },
  isMeant: (problem: Problem) => boolean,
  media?: Response['content'][number],
): Witness | undefined {
  const direction = impact.direction === 'request' ? 'request' : 'response';
  const [from, to] = giver === 'old' ? [old, fresh] : [fresh, old];
  const making: Making = { validator: from.validator(direction), direction, effort };
  const message: ResponseMessage = sampleResponse(at.response, at.status, making, media);
  if (responseProblems([at.response], { ...message, status: at.response.status }, making.validator).length > 0)
    throw new Unprovable('no such response was found that is valid in the first place');
  effort.check();
  return responseProblems(at.others, message, to.validator(direction)).some(isMeant)
    ? proven(showResponse(message), giver, impact)
    : undefined;
}

/** A three-digit status for which `responses` has `response`, and which the others do not name where that is possible. */
function statusFor(
  response: Response,
  responses: readonly Response[],
  others: readonly Response[],
): string | undefined {
  const { status } = response;
  if (/^\d\d\d$/.test(status)) return status;
  const first = /^\dXX$/.test(status) ? Number(status[0]) * 100 : 500;
  const codes = Array.from({ length: 100 }, (_, index) => String(first + index));
  const meant = codes.filter((code) => responseFor(responses, code) === response);
  return meant.find((code) => responseFor(others, code) === undefined) ?? meant[0];
}

/** A sample request in which the operation's own document finds nothing wrong. */
function takenBy(
  operation: Operation,
  { validator }: Party,
  effort: Effort,
  wishes: Parameters<typeof sampleRequest>[2],
  direction: 'request' | 'response' = 'request',
): RequestMessage {
  const making: Making = { validator: validator(direction), direction, effort };
  const request = sampleRequest(operation, making, wishes);
  effort.check();
  const [problem] = requestProblems(operation, request, making.validator);
  if (problem !== undefined)
    throw new Unprovable(
      `no request was found that is valid in the first place: its ${problem.name ?? problem.part} is not`,
    );
  return request;
}

function problemsAt(
  operation: Operation,
  request: RequestMessage,
  { validator }: Party,
  direction: 'request' | 'response' = 'request',
): readonly Problem[] {
  return requestProblems(operation, request, validator(direction));
}

function proven(payload: Extract<Witness, { status: 'proven' }>['payload'], giver: 'old' | 'new', at: Impact): Witness {
  return { status: 'proven', payload, oldAccepts: giver === 'old', newAccepts: giver === 'new', at };
}
