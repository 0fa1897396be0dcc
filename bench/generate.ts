// Invents an API of any size, and the next version of it: the same text for the same size.

type Node = { readonly [key: string]: unknown };

/** Schemas refer to each other within a family of this size, so that what an edit reaches does not grow with the API. */
const FAMILY = 10;
const OPERATIONS_OF_A_SCHEMA = 2;

/** One schema in 40 is edited, one operation in 50, and one operation in 100 goes while another comes. */
const EDITS = { schema: 40, operation: 50, replaced: 100 };

/** Both versions of an API with `operations` operations, as JSON. */
export function generatePair(operations: number): { readonly old: string; readonly new: string } {
  return { old: text(operations, false), new: text(operations, true) };
}

function text(operations: number, edited: boolean): string {
  const schemas = Math.ceil(operations / OPERATIONS_OF_A_SCHEMA);
  const paths: Record<string, Node> = {};
  for (let index = 0; index < operations; index++) {
    const replaced = edited && index % EDITS.replaced === 7;
    const path = `/area${index % 97}/${replaced ? 'successor' : 'thing'}${index}/{id}`;
    paths[path] = { [index % 3 === 0 ? 'get' : 'post']: operation(index, edited && index % EDITS.operation === 11) };
  }
  return JSON.stringify(
    {
      openapi: '3.1.0',
      info: { title: 'Generated', version: edited ? '2' : '1' },
      servers: [{ url: 'https://api.example.test/v1' }],
      security: [{ key: [] }],
      paths,
      components: {
        securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-api-key' } },
        schemas: Object.fromEntries([
          ['Problem', problem(edited)],
          ...Array.from({ length: schemas }, (_, index) => [
            `Schema${index}`,
            schema(index, schemas, edited && index % EDITS.schema === 3),
          ]),
        ]),
      },
    },
    null,
    1,
  );
}

function operation(index: number, edited: boolean): Node {
  const subject = reference(Math.floor(index / OPERATIONS_OF_A_SCHEMA));
  return {
    operationId: `operation${index}`,
    description: `Does what operation ${index} is there for, and says so in a sentence of the usual length.`,
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: edited ? 50 : 100 } },
      { name: 'expand', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
      ...(edited ? [{ name: 'tenant', in: 'header', required: true, schema: { type: 'string' } }] : []),
    ],
    ...(index % 3 === 0 ? {} : { requestBody: { required: true, content: json(subject) } }),
    responses: {
      200: { description: 'Done.', content: json(index % 5 === 0 ? page(subject) : subject) },
      ...(edited ? {} : { 202: { description: 'Taken.' } }),
      default: { description: 'Refused.', content: json({ $ref: '#/components/schemas/Problem' }) },
    },
  };
}

function schema(index: number, schemas: number, edited: boolean): Node {
  const family = index - (index % FAMILY);
  const sibling = (step: number) => reference(Math.min(family + ((index + step) % FAMILY), schemas - 1));
  return {
    type: 'object',
    description: `What schema ${index} holds, told in a sentence of the usual length.`,
    required: edited ? ['id', 'state'] : ['id', 'state', 'name'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      state: { type: 'string', enum: ['new', 'open', ...(edited ? ['held'] : []), 'closed'] },
      name: { type: 'string', maxLength: 200 },
      amount: { type: edited ? ['integer', 'null'] : 'integer', format: 'int64', minimum: 0 },
      created: { type: 'string', format: 'date-time' },
      ...(edited ? {} : { legacy: { type: 'boolean' } }),
      parent: sibling(1),
      children: { type: 'array', items: sibling(3) },
      source: { oneOf: [sibling(4), { type: 'string' }] },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
    },
  };
}

/** What every operation answers with when it refuses: its edit reaches them all. */
function problem(edited: boolean): Node {
  const code = { type: 'string', enum: ['invalid', 'missing', 'denied', ...(edited ? ['busy'] : [])] };
  return { type: 'object', required: ['code'], properties: { code, detail: { type: 'string' } } };
}

function page(items: Node): Node {
  return { type: 'object', properties: { data: { type: 'array', items }, next: { type: ['string', 'null'] } } };
}

function json(schema: Node): Node {
  return { 'application/json': { schema } };
}

function reference(index: number): Node {
  return { $ref: `#/components/schemas/Schema${index}` };
}
