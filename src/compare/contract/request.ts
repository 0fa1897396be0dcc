// What an interaction sends against what the operation accepts: path, parameters, body.

import type { Operation, Parameter } from '../../model/api.ts';
import type { Call } from '../../model/calls.ts';
import { code } from '../../model/code.ts';
import { isArray, type Json, own } from '../../model/json.ts';
import { operationName, type Slot } from '../../model/place.ts';
import type { HttpInteraction, SentParameter } from '../../model/usage.ts';
import { contentFor, isEmpty, isForm } from './content.ts';
import type { Found } from './mismatch.ts';
import type { PayloadContext, PayloadFound } from './pair.ts';
import { comparePayload } from './payload.ts';
import { acceptsText } from './texts.ts';

/** Headers that HTTP itself defines, and that documents seldom declare (RFC 9110, RFC 9111, RFC 6265, Fetch). */
export const STANDARD_HEADERS: ReadonlySet<string> = new Set([
  ...['accept', 'accept-charset', 'accept-encoding', 'accept-language', 'accept-ranges', 'age', 'allow'],
  ...['authorization', 'cache-control', 'connection', 'content-disposition', 'content-encoding', 'content-language'],
  ...['content-length', 'content-location', 'content-range', 'content-type', 'cookie', 'date', 'etag', 'expect'],
  ...['expires', 'forwarded', 'from', 'host', 'if-match', 'if-modified-since', 'if-none-match', 'if-range'],
  ...['if-unmodified-since', 'last-modified', 'link', 'location', 'max-forwards', 'origin', 'pragma', 'range'],
  ...['referer', 'retry-after', 'server', 'set-cookie', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['user-agent', 'vary', 'via', 'www-authenticate', 'traceparent', 'tracestate'],
]);

/** Everything that is sent and may be refused, and everything that is asked for and not sent. */
export function compareRequest(
  context: PayloadContext,
  interaction: HttpInteraction,
  call: Call,
): readonly PayloadFound[] {
  return [
    ...comparePath(context, call),
    ...compareSent(context, interaction, call.operation),
    ...compareMissing(context, interaction, call.operation),
    ...compareBody(context, interaction, call.operation),
  ];
}

function slotOf(operation: Operation, parameter?: string): Slot {
  const slot: Slot = { operation: operationName(operation.method, operation.path), direction: 'request' };
  return parameter === undefined ? slot : { ...slot, parameter };
}

function comparePath({ reading, who }: PayloadContext, { operation, pathValues }: Call): readonly Found[] {
  return operation.parameters.flatMap((parameter) => {
    const text = parameter.in === 'path' ? pathValues.get(parameter.name) : undefined;
    if (text === undefined || acceptsText(parameter.schema, text, parameter.serialization, reading) !== false)
      return [];
    return [refusedText(operation, parameter, [text], who)];
  });
}

function refusedText(operation: Operation, parameter: Parameter, texts: readonly string[], who: string): Found {
  const named = `${parameter.in} parameter ${code(parameter.name)}`;
  const shown = texts.map((text) => code(text)).join(', ');
  return {
    kind: 'contract.mismatch',
    slot: slotOf(operation, `${parameter.in} ${parameter.name}`),
    subject: parameter.name,
    at: parameter.schema?.pointer ?? parameter.pointer,
    before: texts.length === 1 ? texts[0] : [...texts],
    says: `must not be ${shown}`,
    because: `${who} sends ${named} as ${shown}, which the document refuses`,
  };
}

function compareSent(
  { reading, who }: PayloadContext,
  { parameters }: HttpInteraction,
  operation: Operation,
): readonly Found[] {
  return parameters.flatMap((sent) => {
    const declared = declaredFor(operation, sent);
    if (declared === undefined) return isKnown(operation, sent) ? [] : [undeclared(operation, sent, who)];
    const refused = textsOf(sent).filter(
      (text) =>
        text !== reading.redacted && acceptsText(declared.schema, text, declared.serialization, reading) === false,
    );
    return refused.length === 0 || declared.mediaType !== undefined
      ? []
      : [refusedText(operation, declared, refused, who)];
  });
}

/** The texts that are shown, and those that the schema lists as the only ones. */
function textsOf({ examples, schema }: SentParameter): readonly string[] {
  const listed = own(schema, 'enum');
  const all: readonly (Json | undefined)[] = [...examples, own(schema, 'const'), ...(isArray(listed) ? listed : [])];
  return [...new Set(all.filter((text) => typeof text === 'string'))];
}

function declaredFor(operation: Operation, { in: place, name }: SentParameter): Parameter | undefined {
  const key = (text: string): string => (place === 'header' ? text.toLowerCase() : text);
  return operation.parameters.find((parameter) => parameter.in === place && key(parameter.name) === key(name));
}

/** Whether the parameter is one that documents need not declare: part of a declared object, a key, a standard header. */
function isKnown(operation: Operation, { in: place, name }: SentParameter): boolean {
  if (place === 'header' && STANDARD_HEADERS.has(name.toLowerCase())) return true;
  const keys = operation.security.value.flatMap(({ schemes }) => schemes.map(({ scheme }) => scheme.carrier));
  if (keys.some((carrier) => carrier?.in === place && carrier.name === name)) return true;
  if (place !== 'query') return false;
  const [base = ''] = name.split('[');
  return operation.parameters.some(
    (parameter) =>
      parameter.in === 'querystring' ||
      (parameter.in === 'query' &&
        ((base !== name && parameter.name.split('[')[0] === base) ||
          parameter.schema?.shape.variants.some(
            (variant) => variant.type === 'object' && parameter.serialization.explode && variant.properties.has(name),
          ))),
  );
}

function undeclared(operation: Operation, { in: place, name }: SentParameter, who: string): Found {
  const says = 'is not declared';
  return {
    kind: 'contract.undeclared',
    slot: slotOf(operation, `${place} ${name}`),
    subject: name,
    at: operation.pointer,
    says,
    because: `${who} sends ${place} parameter ${code(name)}, which ${says}`,
  };
}

function compareMissing(
  { who }: PayloadContext,
  { parameters, credentials = [] }: HttpInteraction,
  operation: Operation,
): readonly Found[] {
  const sends = ({ in: place, name }: Parameter): boolean => {
    const key = (text: string): string => (place === 'header' ? text.toLowerCase() : text);
    return [...parameters, ...credentials].some((sent) => {
      const whole = sent.in === place && key(sent.name) === key(name);
      return whole || (sent.in === place && place === 'query' && sent.name.startsWith(`${name}[`));
    });
  };
  return operation.parameters.flatMap((parameter) => {
    if (!parameter.required || parameter.in === 'path' || parameter.in === 'querystring' || sends(parameter)) return [];
    const says = 'is required';
    return [
      {
        kind: 'contract.missing' as const,
        slot: slotOf(operation, `${parameter.in} ${parameter.name}`),
        subject: parameter.name,
        at: parameter.pointer,
        says,
        because: `${who} does not send ${parameter.in} parameter ${code(parameter.name)}, which ${says}`,
      },
    ];
  });
}

function compareBody(
  context: PayloadContext,
  { sent, pointer }: HttpInteraction,
  operation: Operation,
): readonly PayloadFound[] {
  const { body } = operation;
  const { who } = context;
  const slot = slotOf(operation);
  const subject = 'the body';
  if (sent === undefined || isEmpty(sent)) {
    if (body?.required !== true) return [];
    const says = 'is required';
    const because = `${who} sends no body, which ${says}`;
    return [{ kind: 'contract.missing', slot, subject, at: body.pointer, says, because }];
  }
  if (body === undefined) {
    const says = 'is not declared';
    const because = `${who} sends a body, which ${says}`;
    return [{ kind: 'contract.undeclared', slot, subject, at: operation.pointer, says, because }];
  }
  const { media, found } = contentFor(body, sent, slot, `${who} sends`);
  if (media === undefined) return found;
  const form = isForm(media.name);
  const pair = {
    slot: { ...slot, mediaType: media.name },
    payload: sent,
    pointer: `${pointer}/request/body`,
    schema: media.schema,
    asText: form,
    at: media.pointer,
  };
  return [...found, ...comparePayload(context, pair)];
}
