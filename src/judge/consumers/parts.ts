// The part of an interaction that a change's slot is about: a parameter, a header, a body; nothing where it is not used.

import type { MediaType, Response } from '../../model/api.ts';
import type { Json } from '../../model/json.ts';
import { essence, mediaFor } from '../../model/media-type.ts';
import type { Slot } from '../../model/place.ts';
import type { Schema } from '../../model/schema.ts';
import { responseFor } from '../../model/statuses.ts';
import type { HttpInteraction, Payload } from '../../model/usage.ts';
import { sentParameter } from './parameters.ts';
import type { Spot } from './places.ts';
import type { Matching } from './skills.ts';
import { readsStatus } from './statuses.ts';
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
  const [old, fresh] = [use.old, use.fresh].map((operation) =>
    responseFor(operation?.responses ?? [], slot.status ?? ''),
  );
  if (slot.header !== undefined) return headerPart(interaction, slot.header, old, fresh, skills);
  return bodyPart(interaction.received, slot, contentOf(old), contentOf(fresh), skills);
}

function contentOf(holder: { readonly content: readonly MediaType[] } | undefined): readonly MediaType[] {
  return holder?.content ?? [];
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
  const sent = sentParameter(use, interaction, place, name);
  if (sent === undefined) return undefined;
  const label = place === 'path' ? 'path parameter' : place === 'query' ? 'parameter' : place;
  const tree = treeOf(sent.fields, spotOf(sent.old, sent.fresh), skills);
  return { name, label, tree, asText: true, shown: sent.shown, silent: false, alternatives: 0 };
}

function spotOf(old: Schema | undefined, fresh: Schema | undefined): Spot {
  const said = (schema: Schema | undefined): readonly Schema[] =>
    schema === undefined || schema.sources.length === 0 ? [] : [schema];
  return { old: said(old), fresh: said(fresh) };
}
