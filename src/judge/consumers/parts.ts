// The part of an interaction that a change's slot is about: a parameter, a header, a body; nothing where it is not used.

import type { MediaType, Operation, Parameter, Response } from '../../model/api.ts';
import type { FieldUse } from '../../model/field-use.ts';
import type { Json } from '../../model/json.ts';
import { essence, mediaFor } from '../../model/media-type.ts';
import type { FieldSegment, Slot } from '../../model/place.ts';
import type { Schema } from '../../model/schema.ts';
import type { HttpInteraction, Payload, SentParameter } from '../../model/usage.ts';
import type { Spot } from './places.ts';
import { valuesSaid } from './said.ts';
import type { Matching } from './skills.ts';
import { payloadTree, treeOf, type UseTree } from './tree.ts';
import type { Use } from './uses.ts';

/** A part that the interaction sends or reads. */
export interface Part {
  /** The name of the parameter or header; empty for a body. */
  readonly name: string;
  /** What it is: `parameter`, `header`, `body`. */
  readonly label: string;
  readonly tree: UseTree;
  /** Whether values travel as plain text. */
  readonly asText: boolean;
  /** What the contract shows of the part as a whole. */
  readonly shown: readonly Json[];
  /** Set where the contract says that something is there, and nothing of what it is. */
  readonly silent: boolean;
  /** In how many media types the new document has it. */
  readonly alternatives: number;
}

/** Finds the part of a use that a slot names; `undefined` where the interaction does not use it, or the slot names none. */
export type PartFinder = (use: Use, slot: Slot) => Part | undefined;

/** A finder that looks at each part once. */
export function partFinder(skills: Matching): PartFinder {
  const known = new Map<Use, Map<string, Part | undefined>>();
  return (use, slot) => {
    const parts = known.get(use) ?? new Map<string, Part | undefined>();
    known.set(use, parts);
    const key = JSON.stringify([slot.direction, slot.parameter, slot.status, slot.header, slot.mediaType]);
    if (!parts.has(key)) parts.set(key, partAt(use, slot, skills));
    return parts.get(key);
  };
}

function partAt(use: Use, slot: Slot, skills: Matching): Part | undefined {
  const { interaction } = use;
  if (interaction.kind === 'message') {
    const isBody = slot.direction === 'response' && slot.parameter === undefined && slot.status === undefined;
    const { received } = interaction;
    return isBody ? bodyPart(received, slot, contentOf(use.old?.body), contentOf(use.fresh?.body), skills) : undefined;
  }
  if (slot.parameter !== undefined) return parameterPart(use, interaction, slot.parameter, skills);
  if (slot.direction === 'request')
    return bodyPart(interaction.sent, slot, contentOf(use.old?.body), contentOf(use.fresh?.body), skills);
  if (slot.status === undefined || !readsStatus(use, slot.status)) return undefined;
  const [old, fresh] = [use.old, use.fresh].map((operation) => responseFor(operation, slot.status ?? ''));
  if (slot.header !== undefined) return headerPart(interaction, slot.header, old, fresh, skills);
  return bodyPart(interaction.received, slot, contentOf(old), contentOf(fresh), skills);
}

function contentOf(holder: { readonly content: readonly MediaType[] } | undefined): readonly MediaType[] {
  return holder?.content ?? [];
}

/** The response for a status: its own, that of its class, `default` (OpenAPI 3.1 §4.8.16). */
function responseFor(operation: Operation | undefined, status: string): Response | undefined {
  const served = statusFor(statusesOf(operation), status);
  return operation?.responses.find((response) => response.status === served);
}

function statusFor(statuses: readonly string[], status: string): string | undefined {
  const range = /^\d/.test(status) ? `${status[0]}XX` : 'default';
  return [status, range, 'default'].find((candidate) => statuses.includes(candidate));
}

function statusesOf(operation: Operation | undefined): readonly string[] {
  return operation?.responses.map(({ status }) => status) ?? [];
}

/** Whether the interaction reads responses that changes have under the status: of its old and its new entry the more special. */
export function readsStatus(use: Use, status: string): boolean {
  return statusRead(use, status) !== undefined;
}

/** The status as the contract names it for which it reads responses that changes have under `status`. */
export function statusRead({ interaction, old, fresh }: Use, status: string): string | undefined {
  if (interaction.kind === 'message') return undefined;
  const [olds, news] = [statusesOf(old), statusesOf(fresh)];
  const reads = (read: string): boolean => {
    if (read === 'default') return !interaction.statuses.some((other) => other !== 'default' && reads(other));
    if (read.endsWith('XX')) {
      const known = [...olds, ...news].some((one) => one[0] === read[0]);
      return known ? status[0] === read[0] : status === 'default';
    }
    const served = [statusFor(olds, read), statusFor(news, read)].filter((found) => found !== undefined);
    return (served.sort((a, b) => special(b) - special(a))[0] ?? read) === status;
  };
  return interaction.statuses.find((read) => reads(read.toUpperCase().replace('DEFAULT', 'default')));
}

function special(status: string): number {
  return status === 'default' ? 0 : status.endsWith('XX') ? 1 : 2;
}

function bodyPart(
  payload: Payload | undefined,
  { mediaType }: Slot,
  old: readonly MediaType[],
  fresh: readonly MediaType[],
  skills: Matching,
): Part | undefined {
  if (payload === undefined || (mediaType !== undefined && !isMedia(payload.mediaType, mediaType, old, fresh)))
    return undefined;
  const wanted = mediaType ?? payload.mediaType ?? '*/*';
  const spot = spotOf(mediaFor(old, wanted)?.schema, mediaFor(fresh, wanted)?.schema);
  return {
    name: '',
    label: 'body',
    tree: payloadTree(payload, spot, skills),
    asText: essence(wanted) === 'application/x-www-form-urlencoded',
    shown: payload.example === undefined ? [] : [payload.example],
    silent: payload.schema === undefined,
    alternatives: fresh.length,
  };
}

/** Whether bodies of the media type that the contract names are what changes have under `media`. */
function isMedia(
  named: string | undefined,
  media: string,
  old: readonly MediaType[],
  fresh: readonly MediaType[],
): boolean {
  if (named === undefined) return true;
  const entry = entryFor(old, named) ?? entryFor(fresh, named);
  return entry !== undefined && essence(entry.name) === essence(media);
}

/** The entry that describes what the contract calls so; JSON by another name is JSON. */
function entryFor(content: readonly MediaType[], named: string): MediaType | undefined {
  return mediaFor(content, named) ?? (isJson(named) ? content.find(({ name }) => isJson(name)) : undefined);
}

function isJson(name: string): boolean {
  return /^[^;]*[/+]json\s*(?:;|$)/i.test(name);
}

function headerPart(
  { headers }: HttpInteraction,
  name: string,
  old: Response | undefined,
  fresh: Response | undefined,
  skills: Matching,
): Part | undefined {
  const read = headers.find((header) => header.name.toLowerCase() === name.toLowerCase());
  if (read === undefined) return undefined;
  const schemaIn = (response: Response | undefined): Schema | undefined =>
    response?.headers.find((header) => header.name === name.toLowerCase())?.schema;
  const tree = treeOf(
    [{ path: [], schema: read.schema, required: true }],
    spotOf(schemaIn(old), schemaIn(fresh)),
    skills,
  );
  return { name, label: 'header', tree, asText: true, shown: [], silent: false, alternatives: 0 };
}

function parameterPart(use: Use, interaction: HttpInteraction, named: string, skills: Matching): Part | undefined {
  const place = named.slice(0, named.indexOf(' '));
  const name = named.slice(place.length + 1);
  const sent = sentAs(use, interaction, place, name);
  if (sent === undefined) return undefined;
  const described = [
    parameterOf(use.old, place, name),
    parameterOf(use.fresh, place, nameIn(use, place, name)),
  ] as const;
  const list = described.find((parameter) => parameter?.schema?.shape.variants.some(({ type }) => type === 'array'));
  const { fields, shown } = list === undefined ? sent : asList(sent, list);
  const tree = treeOf(fields, spotOf(described[0]?.schema, described[1]?.schema), skills);
  const label = place === 'path' ? 'path parameter' : place === 'query' ? 'parameter' : place;
  return { name, label, tree, asText: true, shown, silent: false, alternatives: 0 };
}

interface Sent {
  readonly fields: readonly FieldUse[];
  readonly shown: readonly Json[];
}

/** What the interaction sends as the parameter; a credential tells no value. */
function sentAs(use: Use, interaction: HttpInteraction, place: string, name: string): Sent | undefined {
  if (place === 'path') {
    const value = use.pathValues.get(name);
    const known = value !== undefined && !value.startsWith('{');
    return { fields: [{ path: [], schema: known ? { const: value } : {}, required: true }], shown: [] };
  }
  if (place === 'querystring') {
    const any = interaction.parameters.some((parameter) => parameter.in === 'query');
    return any ? { fields: [{ path: [], schema: {}, required: true }], shown: [] } : undefined;
  }
  const called = (other: string): boolean =>
    place === 'header' ? other.toLowerCase() === name.toLowerCase() : other === name;
  const plain = interaction.parameters.find((parameter) => parameter.in === place && called(parameter.name));
  if (plain !== undefined)
    return { fields: [{ path: [], schema: plain.schema, required: true }], shown: plain.examples };
  const members = interaction.parameters.filter(
    (parameter) => parameter.in === place && parameter.name.startsWith(`${name}[`),
  );
  if (members.length > 0) return { fields: membersOf(members, name), shown: [] };
  const credential = interaction.credentials?.some((held) => held.in === place && called(held.name));
  return credential ? { fields: [{ path: [], schema: {}, required: true }], shown: [] } : undefined;
}

/** Members of a parameter in brackets: `filter[status]`, `tags[]`. */
function membersOf(parameters: readonly SentParameter[], name: string): readonly FieldUse[] {
  const fields = new Map<string, FieldUse>([['[]', { path: [], schema: { type: 'object' }, required: true }]]);
  for (const { name: written, schema } of parameters) {
    const segments = [...written.slice(name.length).matchAll(/\[([^[\]]*)\]/g)].map(
      ([, key = '']): FieldSegment => (key === '' ? { items: true } : { property: key }),
    );
    segments.forEach((_, at) => {
      const path = segments.slice(0, at + 1);
      const last = at === segments.length - 1;
      const key = JSON.stringify(path);
      if (last || !fields.has(key))
        fields.set(key, { path, schema: last ? schema : { type: 'object' }, required: true });
    });
  }
  return [...fields.values()];
}

/** The parameter's name in the new document: in a path its place counts, and not its name. */
function nameIn({ old, fresh }: Use, place: string, name: string): string {
  if (place !== 'path' || old === undefined || fresh === undefined) return name;
  const names = (path: string): readonly string[] => path.match(/(?<=\{)[^{}]*(?=\})/g) ?? [];
  return names(fresh.path)[names(old.path).indexOf(name)] ?? name;
}

function parameterOf(operation: Operation | undefined, place: string, name: string): Parameter | undefined {
  const named = (other: string): boolean =>
    place === 'header' ? other.toLowerCase() === name.toLowerCase() : other === name;
  return operation?.parameters.find((parameter) => parameter.in === place && named(parameter.name));
}

const DELIMITERS: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

/** What is sent as a list: in several texts, or in one text that is delimited as the parameter's style says (OpenAPI 3.1 §4.8.12.3). */
function asList({ fields, shown }: Sent, { serialization: { style, explode } }: Parameter): Sent {
  const [whole] = fields;
  if (whole === undefined || fields.length > 1) return { fields, shown };
  const split = (value: Json): readonly Json[] =>
    explode || typeof value !== 'string' ? [value] : value.split(DELIMITERS[style] ?? ',');
  const values = valuesSaid(whole.schema);
  const schema = values === undefined ? whole.schema : { enum: values.flatMap(split) };
  const path = [{ items: true }] as const;
  return {
    fields: [
      { path: [], schema: { type: 'array' }, required: true },
      { path, schema, required: true },
    ],
    shown: shown.map(split),
  };
}

function spotOf(old: Schema | undefined, fresh: Schema | undefined): Spot {
  const said = (schema: Schema | undefined): readonly Schema[] =>
    schema === undefined || schema.sources.length === 0 ? [] : [schema];
  return { old: said(old), fresh: said(fresh) };
}
