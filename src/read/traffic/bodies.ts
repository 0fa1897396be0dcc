// The bodies of one operation that were recorded, merged into one payload.

import { isArray, isObject, type Json, type JsonObject, jsonIn } from '../../model/json.ts';
import type { Payload } from '../../model/usage.ts';
import type { Body, Field } from './exchanges.ts';
import { isIdentifierKey } from './identifiers.ts';
import { profileOfAll } from './profile.ts';
import { schemaOfProfile } from './profile-schema.ts';
import { redactJson, redactNamed, redactText } from './redact.ts';
import { textsSchema } from './texts-schema.ts';

/** What bodies come to. */
export interface Merged {
  readonly payload: Payload | undefined;
  /** One sentence for each kind of body that cannot be read. */
  readonly unvalidatable: readonly string[];
}

/** Merges what was `sent`, or what was received: JSON, else forms. Every other body is told of. */
export function mergeBodies(bodies: readonly Body[], sent: boolean): Merged {
  const parsed = bodies.map((body) => ({ body, value: jsonOf(body) }));
  const whole = parsed.flatMap(({ body, value }) => (value === undefined ? [] : [{ body, value }]));
  const forms = bodies.filter(({ fields }) => fields !== undefined);
  const side = sent ? 'request' : 'response';
  const others = parsed.flatMap(({ body, value }) => (value === undefined && body.fields === undefined ? [body] : []));
  const unvalidatable = [...new Set(others.map((body) => sentence(body, side)))];
  const [first] = whole;
  if (first !== undefined) {
    if (forms.length > 0)
      unvalidatable.push(`a ${side} body is a form at times, and JSON at others: its fields are not read`);
    return { payload: jsonPayload(whole, first.body.mediaType, sent), unvalidatable };
  }
  if (forms.length > 0) return { payload: formPayload(forms), unvalidatable };
  const [other] = others;
  const payload = other && { mediaType: other.mediaType, schema: undefined, example: undefined };
  return { payload, unvalidatable };
}

function jsonOf({ mediaType, text, fields }: Body): Json | undefined {
  if (text === undefined || fields !== undefined) return undefined;
  const claims = mediaType !== undefined && isJson(mediaType);
  const mayBe = mediaType === undefined || mediaType === 'text/plain' || mediaType === 'x-unknown/x-unknown';
  if (!claims && !(mayBe && /^\s*[[{]/.test(text))) return undefined;
  return jsonIn(text.replace(/^\ufeff/, ''));
}

function isJson(mediaType: string): boolean {
  return /[/+]json$/.test(mediaType);
}

function sentence({ mediaType, text }: Body, side: string): string {
  if (text === undefined) return `a ${side} body is not in the recording`;
  if (mediaType !== undefined && isJson(mediaType)) return `a ${side} body is no whole JSON: the recording cut it`;
  return `a ${side} body is ${mediaType === undefined ? 'of no known type' : redactText(mediaType)}, which is not read`;
}

function jsonPayload(
  whole: readonly { readonly value: Json }[],
  mediaType: string | undefined,
  sent: boolean,
): Payload {
  const schema = schemaOfProfile(profileOfAll(whole.map(({ value }) => value)), { closed: sent });
  const example = redactJson(excerpt(whole[0]?.value ?? null, 0));
  return { mediaType: mediaType ?? 'application/json', schema, example };
}

function formPayload(forms: readonly Body[]): Payload {
  const sets = forms.map(({ fields = [] }) => new Map(fields.map(({ name, value }) => [redactText(name), value])));
  const names = [...new Set(sets.flatMap((set) => [...set.keys()]))];
  const textsOf = (name: string) => sets.flatMap((set) => set.get(name) ?? []);
  const required = names.filter((name) => sets.every((set) => set.has(name)));
  const schema: JsonObject = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, textsSchema(textsOf(name))])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
  return { mediaType: forms[0]?.mediaType, schema, example: formExample(forms[0]?.fields ?? []) };
}

function formExample(fields: readonly Field[]): JsonObject {
  return Object.fromEntries(fields.map(({ name, value }) => [redactText(name), redactNamed(name, value)]));
}

const EXCERPT = { depth: 20, items: 3, entries: 3, text: 1000 } as const;

/** As much of a value as shows what it is like. */
function excerpt(value: Json, depth: number): Json {
  // A piece of a secret may not look like one, so that a text is kept whole or not at all.
  if (typeof value === 'string') return value.length > EXCERPT.text ? 'text' : value;
  if (isArray(value)) {
    return depth >= EXCERPT.depth ? [] : value.slice(0, EXCERPT.items).map((item) => excerpt(item, depth + 1));
  }
  if (!isObject(value) || depth >= EXCERPT.depth) return isObject(value) ? {} : value;
  let entries = 0;
  const members = Object.entries(value).filter(([key]) => !isIdentifierKey(key) || ++entries <= EXCERPT.entries);
  return Object.fromEntries(members.map(([key, member]) => [key, excerpt(member ?? null, depth + 1)]));
}
