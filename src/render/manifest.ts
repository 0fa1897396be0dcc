// A usage as a manifest: YAML that people read, keep beside their code and change by hand.

import { isArray, type Json, type JsonObject } from '../model/json.ts';
import { operationName } from '../model/place.ts';
import { isPattern, textTypeOf } from '../model/text-schema.ts';
import type { HttpInteraction, Interaction, Payload, SentCredential, SentParameter, Usage } from '../model/usage.ts';
import { isAnnotation } from '../model/vocabulary.ts';
import { listFields } from './manifest-fields.ts';
import { manifestText } from './manifest-text.ts';

/** What a manifest has no words for, gathered on the way. */
type Unsaid = string[];

/**
 * The manifest of a usage. Read again, it gives the same usage but for examples, and for what it says itself that it
 * leaves out. All that strangers wrote is data in it: no character acts on a terminal.
 */
export function renderManifest(usage: Usage): string {
  const unsaid: Unsaid = [];
  const shared = sharedOf(usage.interactions);
  const names = new Set<string>();
  const operations = usage.interactions.map((interaction) => {
    const name = freeName(nameOf(interaction), names);
    const left: Unsaid = [];
    const operation =
      interaction.kind === 'http'
        ? callOf(interaction, name, shared, left)
        : messageOf(interaction, name, shared, left);
    unsaid.push(...left.map((what) => `${name}: ${what}`));
    return operation;
  });
  const manifest = without({
    consumer: usage.consumer,
    provider: usage.provider,
    owner: usage.owner,
    decodes: shared.decodes === 'strict' ? shared.decodes : undefined,
    credentials: shared.credentials?.map(credentialOf),
    operations,
  });
  return manifestText(manifest, unsaid);
}

/** What all operations have alike, and is said once. */
interface Shared {
  readonly decodes: Interaction['decodes'];
  readonly credentials: readonly SentCredential[] | undefined;
}

function sharedOf(interactions: readonly Interaction[]): Shared {
  const sets = interactions.flatMap((each) => (each.kind === 'http' ? [each.credentials] : []));
  const [first] = sets;
  const same = sets.length > 1 && sets.every((each) => JSON.stringify(each) === JSON.stringify(first));
  const strict = interactions.length > 0 && interactions.every(({ decodes }) => decodes === 'strict');
  return { decodes: strict ? 'strict' : 'tolerant', credentials: same ? first : undefined };
}

function callOf(call: HttpInteraction, name: string, shared: Shared, unsaid: Unsaid): JsonObject {
  const { method, path, parameters, sent, statuses, headers, credentials } = call;
  const target = operationName(method, targetOf(path));
  const sends = without({
    query: textsOf(
      parameters.filter((each) => each.in === 'query'),
      unsaid,
    ),
    headers: textsOf(
      parameters.filter((each) => each.in === 'header'),
      unsaid,
    ),
    cookies: textsOf(
      parameters.filter((each) => each.in === 'cookie'),
      unsaid,
    ),
    mediaType: sent?.mediaType,
    body: fieldsOf(sent, true, unsaid),
  });
  return without({
    call: target,
    name: name === target ? undefined : name,
    ...remarksOf(call, shared),
    sends: Object.keys(sends).length === 0 ? undefined : sends,
    credentials: shared.credentials === undefined ? credentials?.map(credentialOf) : undefined,
    status: statuses.length === 0 || statuses.join() === '2XX' ? undefined : statuses.map(statusOf),
    headers: textsOf(headers, unsaid),
    ...receivedOf(call, unsaid),
  });
}

function messageOf(message: Interaction, name: string, shared: Shared, unsaid: Unsaid): JsonObject {
  return without({ receives: name, ...remarksOf(message, shared), ...receivedOf(message, unsaid) });
}

/** What stands before what is sent: the code, the notes, the states. */
function remarksOf(interaction: Interaction, { decodes }: Shared): Members {
  const remarks = interaction.remarks.filter(isSaid);
  const prose = remarks.findIndex((remark) => /\s/.test(remark));
  const split = prose < 0 ? remarks.length : prose;
  const states = interaction.states
    .filter(({ name }) => isSaid(name))
    .map(({ name, parameters }) => (Object.keys(parameters).length === 0 ? name : { [name]: parameters }));
  return {
    code: some(remarks.slice(0, split)),
    remarks: some(remarks.slice(split)),
    given: some(states),
    pending: interaction.pending || undefined,
    decodes: interaction.decodes === decodes ? undefined : interaction.decodes,
    unvalidatable: some(interaction.unvalidatable.filter(isSaid)),
  };
}

function receivedOf({ received }: Interaction, unsaid: Unsaid): Members {
  return { mediaType: received?.mediaType, reads: fieldsOf(received, false, unsaid) };
}

function fieldsOf(payload: Payload | undefined, sent: boolean, unsaid: Unsaid): readonly Json[] | undefined {
  if (payload?.schema === undefined) return undefined;
  const list = listFields(payload.schema, sent);
  unsaid.push(...list.unsaid.map((what) => `${what} (${sent ? 'sent' : 'read'})`));
  return some(list.fields);
}

function textsOf(
  texts: readonly Pick<SentParameter, 'name' | 'schema'>[],
  unsaid: Unsaid,
): readonly Json[] | undefined {
  return some(
    texts.map(({ name, schema }) => {
      const details = textDetails(schema, (keyword) => unsaid.push(`${keyword} of ${name}`));
      return Object.keys(details).length === 0 || name === '__proto__' ? name : { [name]: details };
    }),
  );
}

function textDetails(schema: JsonObject, skip: (keyword: string) => void): JsonObject {
  const type = textTypeOf(schema);
  if (type !== undefined) return type === 'string' ? {} : { type };
  const { type: _, format, pattern, enum: listed, const: constant, ...others } = schema;
  const values = constant === undefined ? listed : [constant];
  const said = {
    format: typeof format === 'string' && isSaid(format) ? format : undefined,
    pattern: typeof pattern === 'string' && isPattern(pattern) ? pattern : undefined,
    values: isArray(values) && values.length > 0 && values.every(isScalar) ? values : undefined,
  };
  if (pattern !== undefined && said.pattern === undefined) skip('pattern');
  if (values !== undefined && said.values === undefined) skip('enum');
  for (const keyword of Object.keys(others)) if (!isAnnotation(keyword)) skip(keyword);
  return without(said);
}

function isScalar(value: Json): boolean {
  return value !== null && typeof value !== 'object';
}

function credentialOf({ in: place, name, scheme }: SentCredential): Json {
  if (place === 'tls') return 'mtls';
  if (place !== 'header') return { [place]: name };
  if (name === 'authorization' && (scheme === 'bearer' || scheme === 'basic')) return scheme;
  return without({ header: name, scheme });
}

function statusOf(status: string): Json {
  return /^\d{3}$/.test(status) ? Number(status) : status;
}

function nameOf(interaction: Interaction): string {
  const name = interaction.name.trim();
  if (name !== '') return name;
  return interaction.kind === 'http' ? operationName(interaction.method, targetOf(interaction.path)) : 'message';
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name} (${count})`;
  taken.add(free);
  return free;
}

/** The path as one word. */
function targetOf(path: string): string {
  const whole = path.startsWith('/') ? path : `/${path}`;
  return whole.replace(/[\s?#]/gu, encodeURIComponent);
}

/** Members of which some may not be there. */
type Members = Readonly<Record<string, Json | undefined>>;

function without(members: Members): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function isSaid(text: string): boolean {
  return text.trim() !== '';
}
