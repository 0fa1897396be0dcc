// What an interaction sends as a parameter, however its contract writes that down.

import type { Operation, Parameter } from '../../model/api.ts';
import type { FieldUse } from '../../model/field-use.ts';
import type { Json } from '../../model/json.ts';
import type { FieldSegment } from '../../model/place.ts';
import type { Schema } from '../../model/schema.ts';
import type { HttpInteraction, SentParameter } from '../../model/usage.ts';
import { valuesSaid } from './said.ts';
import type { Use } from './uses.ts';

/** What an interaction sends as a parameter. */
export interface Sent {
  readonly fields: readonly FieldUse[];
  /** The values that the contract shows. */
  readonly shown: readonly Json[];
}

/** A parameter that is sent, with what both documents say of it. */
export interface SentAs extends Sent {
  readonly old: Schema | undefined;
  readonly fresh: Schema | undefined;
}

/** What the interaction sends as the parameter of this place and name; `undefined` where it does not send it. */
export function sentParameter(use: Use, interaction: HttpInteraction, place: string, name: string): SentAs | undefined {
  const sent = sentAs(use, interaction, place, name);
  if (sent === undefined) return undefined;
  const old = parameterOf(use.old, place, name);
  const fresh = parameterOf(use.fresh, place, nameIn(use, place, name));
  const list = [old, fresh].find((parameter) => parameter?.schema?.shape.variants.some(({ type }) => type === 'array'));
  return { ...(list === undefined ? sent : asList(sent, list)), old: old?.schema, fresh: fresh?.schema };
}

/** What the interaction sends as the parameter; a credential tells no value. */
function sentAs(use: Use, interaction: HttpInteraction, place: string, name: string): Sent | undefined {
  if (place === 'path') {
    const value = use.pathValues.get(name);
    return { fields: [{ path: [], schema: value === undefined ? {} : { const: value }, required: true }], shown: [] };
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
