// How much of an API's document consumers rely on, and what drifted that none of them mentions.

import type { Api, MediaType, Operation } from '../../model/api.ts';
import { type Calls, callsOf } from '../../model/calls.ts';
import type { Finding } from '../../model/finding.ts';
import { essence } from '../../model/media-type.ts';
import type { ConsumerCoverage, Coverage, CoverageGap, OperationCoverage } from '../../model/report.ts';
import type { Schema } from '../../model/schema.ts';
import type { Interaction, Usage } from '../../model/usage.ts';
import { partFinder } from './parts.ts';
import { objectsIn } from './places.ts';
import type { Matching } from './skills.ts';
import type { UseNode } from './tree.ts';
import { nameOf } from './uses.ts';
import { name } from './words.ts';

/**
 * What the contracts cover of `api`, the old document of the findings. A field that a document describes in one place
 * counts once in an operation, whatever ways lead to it.
 */
export function coverage(usages: readonly Usage[], api: Api, findings: readonly Finding[], skills: Matching): Coverage {
  const calls = callsOf(api);
  const promised = fieldCounter();
  const uses = usages.flatMap((usage) =>
    usage.interactions.flatMap((interaction) => {
      const call = calls.find(interaction);
      return call === undefined ? [] : [{ usage, operation: call.operation, interaction }];
    }),
  );
  const byOperation = new Map<Operation, OperationCoverage>();
  const fieldsRead = new Map<Operation, ReadonlyMap<string, ReadonlySet<string>>>();
  for (const [operation, group] of Map.groupBy(uses, (use) => use.operation)) {
    const [first] = group;
    const byConsumer = new Map<string, Set<string>>();
    for (const { usage, interaction } of group) {
      const read = byConsumer.get(usage.consumer) ?? new Set<string>();
      byConsumer.set(usage.consumer, read);
      for (const field of placesRead(operation, usage, interaction, skills)) read.add(field);
    }
    fieldsRead.set(operation, byConsumer);
    byOperation.set(operation, {
      operation: nameOf(operation),
      consumers: [...byConsumer.keys()].sort(),
      fields: {
        read: new Set([...byConsumer.values()].flatMap((read) => [...read])).size,
        promised: first === undefined ? 0 : promised(operation, first.interaction),
      },
    });
  }
  const described = [...api.operations, ...api.webhooks];
  const used = [...described, ...[...byOperation.keys()].filter((operation) => !described.includes(operation))].flatMap(
    (operation) => byOperation.get(operation) ?? [],
  );
  const total = (which: 'read' | 'promised'): number => used.reduce((sum, { fields }) => sum + fields[which], 0);
  return {
    operations: { used: used.length, total: described.length },
    fields: { read: total('read'), promised: total('promised') },
    byOperation: used,
    uncovered: uncovered(findings, new Set(used.map(({ operation }) => operation))),
    consumers: [...Map.groupBy(usages, ({ consumer }) => consumer)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([consumer, own]) => consumerCoverage(consumer, own, calls, fieldsRead)),
  };
}

function consumerCoverage(
  consumer: string,
  usages: readonly Usage[],
  calls: Calls,
  fieldsRead: ReadonlyMap<Operation, ReadonlyMap<string, ReadonlySet<string>>>,
): ConsumerCoverage {
  const operations = new Set<Operation>();
  const gaps: CoverageGap[] = [];
  for (const { contract, interactions } of usages) {
    for (const interaction of interactions) {
      const { name: named, line } = interaction;
      const gap = (why: string): void => void gaps.push({ contract, interaction: named, line, why });
      const call = calls.find(interaction);
      if (call === undefined) gap(`the document describes no ${whatIsMissing(interaction)}`);
      else operations.add(call.operation);
      interaction.unvalidatable.forEach(gap);
    }
  }
  return {
    consumer,
    owner: usages.find(({ owner }) => owner !== undefined)?.owner,
    contracts: [...new Set(usages.map(({ contract }) => contract))].sort(),
    interactions: usages.reduce((sum, { interactions }) => sum + interactions.length, 0),
    operations: [...new Set([...operations].map(nameOf))].sort(),
    fields: [...operations].reduce((sum, operation) => sum + (fieldsRead.get(operation)?.get(consumer)?.size ?? 0), 0),
    gaps,
  };
}

function whatIsMissing(interaction: Interaction): string {
  return interaction.kind === 'http'
    ? `operation for ${name(`${interaction.method} ${interaction.path}`)}`
    : `webhook or callback ${name(interaction.name)}`;
}

function uncovered(findings: readonly Finding[], used: ReadonlySet<string>): readonly string[] {
  const drifted = findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap(({ change }) => change.impacts.map(({ operation }) => operation));
  return [...new Set(drifted)].filter((operation) => operation !== '' && !used.has(operation)).sort();
}

/** Where the fields that the interaction reads are described in the operation's responses. */
function placesRead(operation: Operation, usage: Usage, interaction: Interaction, skills: Matching): readonly string[] {
  const partAt = partFinder(skills);
  const use = { usage, interaction, old: operation, fresh: undefined, pathValues: new Map() };
  return bodiesOf(operation, interaction).flatMap(({ status, media }) => {
    const mediaType = essence(media.name);
    const slot = { operation: '', direction: 'response', mediaType, ...(status !== undefined && { status }) } as const;
    const part = partAt(use, slot);
    return part === undefined ? [] : part.tree.nodes.flatMap(placesOf);
  });
}

function placesOf({ parent, path }: UseNode): readonly string[] {
  const last = path.at(-1);
  if (parent === undefined || last === undefined || !('property' in last)) return [];
  const { property } = last;
  return objectsIn(parent.spot.old).flatMap(({ places }) => places.get(property) ?? []);
}

/** The bodies that the consumer is sent: of responses, or of a message itself. */
function bodiesOf(
  { body, responses }: Operation,
  { kind }: Interaction,
): readonly { readonly status: string | undefined; readonly media: MediaType }[] {
  if (kind === 'message') return (body?.content ?? []).map((media) => ({ status: undefined, media }));
  return responses.flatMap(({ status, content }) => content.map((media) => ({ status, media })));
}

/** What one schema describes, each once: its members by where they stand, and the schemas of what is in it. */
interface Outline {
  readonly places: readonly string[];
  readonly next: readonly Schema[];
}

/** Counts the fields that an operation describes of what an interaction may be sent, in whatever depth. */
function fieldCounter(): (operation: Operation, interaction: Interaction) => number {
  const outlines = new Map<Schema, Outline>();
  return (operation, interaction) => {
    const places = new Set<string>();
    const seen = new Set(bodiesOf(operation, interaction).flatMap(({ media }) => schemasIn(media)));
    // A set is walked to its end, with what is added on the way.
    for (const schema of seen) {
      const outline = outlines.get(schema) ?? outlineOf(schema);
      outlines.set(schema, outline);
      for (const place of outline.places) places.add(place);
      for (const next of outline.next) seen.add(next);
    }
    return places.size;
  };
}

function outlineOf({ shape }: Schema): Outline {
  const places = new Set<string>();
  const next = new Set<Schema>();
  for (const variant of shape.variants) {
    if (variant.type === 'array') for (const inner of [variant.items, ...variant.prefixItems]) next.add(inner);
    if (variant.type !== 'object') continue;
    for (const place of variant.places.values()) places.add(place);
    const { properties, patternProperties, additional } = variant;
    for (const inner of [...properties.values(), ...patternProperties.values(), additional]) next.add(inner);
  }
  // What is no object and no array describes no field.
  const telling = [...next].filter(({ sources }) => sources.length > 0);
  return { places: [...places], next: telling.filter(mayHoldFields) };
}

function mayHoldFields({ shape }: Schema): boolean {
  return shape.variants.some(({ type }) => type === 'array' || type === 'object');
}

function schemasIn({ schema, itemSchema }: MediaType): readonly Schema[] {
  return [schema, itemSchema].filter((one) => one !== undefined);
}
