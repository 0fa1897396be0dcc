// Parameters and headers: what is sent beside the body, and how it becomes text.

import type { Header, Parameter, ParameterLocation, Serialization } from '../../model/api.ts';
import type { SpecDocument, Target } from '../../model/document.ts';
import { own, text } from '../../model/json.ts';
import type { Schema } from '../../model/schema.ts';
import { child, entries, type Located, locate, sunsetOf } from './objects.ts';
import type { SchemaReader } from './schema.ts';
import { NOTHING_UNREAD, unreadOf } from './unread.ts';

const LOCATIONS: readonly ParameterLocation[] = ['path', 'query', 'header', 'cookie', 'querystring'];

/** Header parameters that OpenAPI 3.1 §4.8.12.2.1 says to ignore: media types and security schemes describe them. */
const IGNORED_HEADERS = new Set(['accept', 'content-type', 'authorization']);

/** The parameters at the given places, `$ref`s followed; a later one replaces an earlier one of the same place and name. */
export function readParameters(document: SpecDocument, written: readonly Target[], schemas: SchemaReader): Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const target of written) {
    const located = locate(document, target);
    const parameter = located === undefined ? undefined : readParameter(document, located, schemas);
    if (parameter !== undefined) parameters.set(`${parameter.in} ${parameterKey(parameter)}`, parameter);
  }
  return [...parameters.values()];
}

/** The name by which a parameter is known on the wire: header names have no case (RFC 9110 §5.1). */
export function parameterKey(parameter: { readonly in: string; readonly name: string }): string {
  return parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
}

function readParameter(document: SpecDocument, located: Located, schemas: SchemaReader): Parameter | undefined {
  const { raw, pointer } = located;
  const name = text(raw, 'name');
  const place = LOCATIONS.find((candidate) => candidate === text(raw, 'in'));
  if (name === undefined || place === undefined) return undefined;
  if (place === 'header' && IGNORED_HEADERS.has(name.toLowerCase())) return undefined;
  const described = describedBy(document, located, schemas);
  return {
    pointer,
    name,
    in: place,
    required: own(raw, 'required') === true || place === 'path',
    deprecated: own(raw, 'deprecated') === true,
    sunset: sunsetOf(raw),
    serialization: document.dialect === 'swagger-2.0' ? collectionFormat(raw, place) : serialization(raw, place),
    ...described,
    unread: document.dialect === 'swagger-2.0' ? NOTHING_UNREAD : unreadOf('parameter', located),
  };
}

/** A response header. Its name comes from the map that it stands in. */
export function readHeader(document: SpecDocument, name: string, located: Located, schemas: SchemaReader): Header {
  const { raw, pointer } = located;
  return {
    pointer,
    name: name.toLowerCase(),
    required: own(raw, 'required') === true,
    deprecated: own(raw, 'deprecated') === true,
    serialization: document.dialect === 'swagger-2.0' ? collectionFormat(raw, 'header') : serialization(raw, 'header'),
    schema: describedBy(document, located, schemas).schema,
    unread: document.dialect === 'swagger-2.0' ? NOTHING_UNREAD : unreadOf('header', located),
  };
}

function describedBy(
  document: SpecDocument,
  located: Located,
  schemas: SchemaReader,
): { schema: Schema | undefined; mediaType: string | undefined } {
  // Swagger 2.0 writes the schema's keywords into the parameter itself.
  if (document.dialect === 'swagger-2.0')
    return { schema: schemas.at({ value: located.raw, pointer: located.pointer }), mediaType: undefined };
  const [content] = entries(located, 'content');
  if (content === undefined) {
    const written = child(located, 'schema');
    return { schema: written === undefined ? undefined : schemas.at(written), mediaType: undefined };
  }
  const media = locate(document, content[1]);
  const written = media === undefined ? undefined : child(media, 'schema');
  return { schema: written === undefined ? undefined : schemas.at(written), mediaType: content[0] };
}

function serialization(raw: Located['raw'], place: ParameterLocation): Serialization {
  const style = text(raw, 'style') ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
  const explode = own(raw, 'explode');
  return {
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form',
    allowReserved: own(raw, 'allowReserved') === true,
    allowEmptyValue: own(raw, 'allowEmptyValue') === true,
  };
}

/** Swagger 2.0 `collectionFormat` in the terms of `style` and `explode`. */
function collectionFormat(raw: Located['raw'], place: ParameterLocation): Serialization {
  const query = place === 'query' || place === 'cookie';
  const styles: Readonly<Record<string, string>> = {
    ssv: 'spaceDelimited',
    tsv: 'tabDelimited',
    pipes: 'pipeDelimited',
  };
  const format = text(raw, 'collectionFormat') ?? 'csv';
  return {
    style: styles[format] ?? (query ? 'form' : 'simple'),
    explode: format === 'multi',
    allowReserved: false,
    allowEmptyValue: own(raw, 'allowEmptyValue') === true,
  };
}
