// Documents for the comparer's tests, and what it finds in them, in one line each.

import { compareApis } from '../../src/compare/compare.ts';
import type { Api } from '../../src/model/api.ts';
import type { Change } from '../../src/model/change.ts';
import { readSpec } from '../../src/read/document/read.ts';
import { readApi } from '../../src/read/openapi/api.ts';

/** The API that the text describes. */
export async function apiOf(text: string | Uint8Array, name = 'api.yaml'): Promise<Api> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return readApi(await readSpec({ name, location: name, bytes }));
}

/** What changed from one text to the other. */
export async function changesBetween(before: string, after: string): Promise<readonly Change[]> {
  return compareApis(await apiOf(before), await apiOf(after));
}

/** A change in one line: `response null.allowed status @ data[].status`. */
export function line(change: Change): string {
  const [first] = change.impacts;
  const value = change.kind.startsWith('enum.value') ? ` ${JSON.stringify(change.before ?? change.after)}` : '';
  const field = first?.field ? ` @ ${first.field}` : '';
  return `${change.direction} ${change.kind} ${change.subject}${value}${field}`;
}

/** A document whose `POST /things` takes and gives the schema as the property `field`; `rest` is more of the document. */
export function withSchema(schema: string, rest = '', version = '3.1.0'): string {
  return `openapi: ${version}
info: { title: Things, version: '1' }
paths:
  /things:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                field:
${indent(schema, 18)}
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties:
                  field:
${indent(schema, 20)}
${rest}`;
}

/** A document with the operation object at `POST /things`. */
export function withOperation(operation: string, rest = '', version = '3.1.0'): string {
  return `openapi: ${version}
info: { title: Things, version: '1' }
paths:
  /things:
    post:
${indent(operation, 6)}
${rest}`;
}

/** The text with every line moved to the right. */
export function indent(text: string, by: number): string {
  return text
    .trim()
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
}
