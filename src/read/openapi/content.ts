// Bodies and responses: what travels in the message, by media type.

import type { Body, MediaType, Response } from '../../model/api.ts';
import type { SpecDocument, Target } from '../../model/document.ts';
import { type Json, type JsonObject, own, text } from '../../model/json.ts';
import { below, fileOf } from '../../model/pointer.ts';
import { child, childObject, entries, isNoExtension, type Located, locate, objects } from './objects.ts';
import { readHeader } from './parameters.ts';
import type { SchemaReader } from './schema.ts';
import { NOTHING_UNREAD, unreadOf } from './unread.ts';

/** An OpenAPI 3 request body. */
export function readBody(document: SpecDocument, operation: Located, schemas: SchemaReader): Body | undefined {
  const body = childObject(document, operation, 'requestBody');
  if (body === undefined) return undefined;
  return {
    pointer: body.pointer,
    required: own(body.raw, 'required') === true,
    content: readContent(document, body, schemas),
    unread: unreadOf('body', body),
  };
}

/** A Swagger 2.0 body: its `body` parameter, or its `formData` parameters as the properties of one object. */
export function readSwagger2Body(
  document: SpecDocument,
  parameters: readonly Target[],
  consumes: readonly string[],
  schemas: SchemaReader,
): Body | undefined {
  const located = parameters.flatMap((target) => locate(document, target) ?? []);
  const body = located.findLast((parameter) => text(parameter.raw, 'in') === 'body');
  if (body !== undefined) {
    const written = child(body, 'schema');
    const names = consumes.length > 0 ? consumes : ['*/*'];
    const schema = written === undefined ? undefined : schemas.at(written);
    return {
      pointer: body.pointer,
      required: own(body.raw, 'required') === true,
      content: names.map((name) => mediaType(name, body, schema)),
      unread: NOTHING_UNREAD,
    };
  }
  const form = new Map(
    located
      .filter((parameter) => text(parameter.raw, 'in') === 'formData')
      .map((parameter) => [text(parameter.raw, 'name') ?? '', parameter]),
  );
  const [first] = form.values();
  if (first === undefined) return undefined;
  const required = [...form].filter(([, parameter]) => own(parameter.raw, 'required') === true).map(([name]) => name);
  const properties: Record<string, Json> = Object.create(null);
  for (const [name, parameter] of form) properties[name] = { $ref: refTo(parameter.pointer) };
  const value: JsonObject = { type: 'object', properties, ...(required.length > 0 && { required }) };
  const schema = schemas.at({ value, pointer: below(first.pointer, 'form') });
  const files = [...form.values()].some((parameter) => text(parameter.raw, 'type') === 'file');
  const declared = consumes.filter((name) => /form/i.test(name));
  const names = declared.length > 0 ? declared : [files ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
  return {
    pointer: first.pointer,
    required: required.length > 0,
    content: names.map((name) => mediaType(name, first, schema)),
    unread: NOTHING_UNREAD,
  };
}

function refTo(pointer: string): string {
  const escaped = pointer.replaceAll('%', '%25');
  return fileOf(pointer) === '' ? `#${escaped}` : escaped;
}

function mediaType(name: string, holder: Located, schema: MediaType['schema']): MediaType {
  return { pointer: holder.pointer, name, schema, itemSchema: undefined, encoding: new Map(), unread: NOTHING_UNREAD };
}

function readContent(document: SpecDocument, holder: Located, schemas: SchemaReader): MediaType[] {
  return objects(document, holder, 'content').map(([name, media]) => {
    const written = child(media, 'schema');
    const items = child(media, 'itemSchema');
    return {
      pointer: media.pointer,
      name,
      schema: written === undefined ? undefined : schemas.at(written),
      itemSchema: items === undefined ? undefined : schemas.at(items),
      encoding: new Map(
        entries(media, 'encoding').map(([property, target]) => [
          property,
          { pointer: target.pointer, value: target.value },
        ]),
      ),
      unread: unreadOf('mediaType', media),
    };
  });
}

/** The responses of an operation, by status. */
export function readResponses(
  document: SpecDocument,
  operation: Located,
  produces: readonly string[],
  schemas: SchemaReader,
): Response[] {
  return objects(document, operation, 'responses')
    .filter(isNoExtension)
    .map(([status, response]) => ({
      pointer: response.pointer,
      status: status.toLowerCase() === 'default' ? 'default' : status.toUpperCase(),
      headers: objects(document, response, 'headers')
        .filter(([name]) => name.toLowerCase() !== 'content-type')
        .map(([name, header]) => readHeader(document, name, header, schemas)),
      content:
        document.dialect === 'swagger-2.0'
          ? swagger2Content(response, produces, schemas)
          : readContent(document, response, schemas),
      links: new Map(
        objects(document, response, 'links').map(([name, link]) => [name, { pointer: link.pointer, value: link.raw }]),
      ),
      unread: unreadOf('response', response),
    }));
}

function swagger2Content(response: Located, produces: readonly string[], schemas: SchemaReader): MediaType[] {
  const written = child(response, 'schema');
  if (written === undefined) return [];
  const schema = schemas.at(written);
  return (produces.length > 0 ? produces : ['*/*']).map((name) => mediaType(name, response, schema));
}
