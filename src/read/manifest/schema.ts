// The one definition of a usage manifest: what it may hold, and its JSON Schema for editors.

import { z } from 'zod';
import type { JsonObject } from '../../model/json.ts';
import { isPattern, TEXT_TYPES } from '../../model/text-schema.ts';

/** The longest path of a field, in UTF-16 units. */
const LONGEST_PATH = 1000;

const word = z.string().trim().min(1);

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const pattern = z
  .string()
  .refine(isPattern, 'write a regular expression of ECMAScript')
  .describe('A regular expression (ECMAScript, unanchored) that the text matches.');

const values = z.array(scalar).min(1);

const fieldType = z.enum(['string', 'number', 'integer', 'boolean', 'object', 'array']);

const fieldDetails = z.strictObject({
  type: z
    .union([fieldType, z.array(fieldType).min(1)])
    .optional()
    .describe('What it may be. Without it: whatever the API promises today.'),
  format: word.optional().describe('A format of JSON Schema: `date-time`, `uuid`, `email`.'),
  pattern: pattern.optional(),
  values: values.optional().describe('The only values that are known to the code.'),
  absent: z.boolean().optional().describe('Whether the code can do without it.'),
  nullable: z.boolean().optional().describe('Whether the code can take null.'),
});

const fieldPath = z.string().max(LONGEST_PATH, 'shorten it: a path has at most 1000 characters');

const fields = z
  .array(z.union([fieldPath, z.record(fieldPath, fieldDetails)]))
  .describe(
    'Fields as people write them: `id`, `data[].amount`, `metadata.*`, `"[].id"`, `a["odd.name"]`; `""` is the whole body.',
  );

const textDetails = z.strictObject({
  type: z.enum(TEXT_TYPES).optional().describe('What the text stands for.'),
  format: word.optional().describe('A format of JSON Schema: `date-time`, `uuid`.'),
  pattern: pattern.optional(),
  values: values.optional().describe('All values that occur.'),
});

const texts = z.array(z.union([word, z.record(word, textDetails)]));

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const token = z.string().regex(TOKEN, 'a name of a header or cookie is a token of RFC 9110');

const credential = z.union([
  z.enum(['bearer', 'basic', 'mtls']),
  z.strictObject({
    header: token.describe('The header that it travels in.'),
    scheme: token.optional().describe('The scheme in front of it: `token` in `Authorization: token …`.'),
  }),
  z.strictObject({ query: word.describe('The query parameter that it travels in.') }),
  z.strictObject({ cookie: token.describe('The cookie that it travels in.') }),
]);

const credentials = z
  .array(credential)
  .describe('The set of credentials that is sent with each call, never their values; `[]` for none.');

const decodes = z
  .enum(['tolerant', 'strict'])
  .describe('`strict`: the code refuses fields that it does not know. Default: tolerant.');

const mediaType = z.string().regex(/^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/, 'write it as `application/json`');

const state = z.union([word, z.record(word, z.record(z.string(), z.json()))]);

const shared = {
  reads: fields.optional().describe('The fields of the body that the code reads.'),
  mediaType: mediaType.optional().describe('The media type of the body that is read.'),
  decodes: decodes.optional(),
  code: z.array(word).optional().describe('Where the code is: `src/billing.ts#L40`.'),
  remarks: z.array(word).optional().describe('What else people should know.'),
  given: z
    .array(state)
    .optional()
    .describe('States that the provider is in before: names, or a name and its parameters.'),
  pending: z.boolean().optional().describe('Whether the provider is not held to it yet.'),
  unvalidatable: z.array(word).optional().describe('What cannot be held against a document, one sentence each.'),
};

const call = z.strictObject({
  call: z
    .string()
    .regex(/^[A-Za-z-]+ \/[^\s?#]*$/, 'write it as `GET /v1/charges/{charge}`; the query goes under `sends`')
    .describe('Method and path: `GET /v1/charges/{charge}`.'),
  name: word.optional().describe('What the code does with it. Default: the call.'),
  sends: z
    .strictObject({
      query: texts.optional().describe('Query parameters, by name.'),
      headers: texts.optional().describe('Headers, by name; credentials have their own key.'),
      cookies: texts.optional().describe('Cookies, by name; credentials have their own key.'),
      body: fields.optional().describe('The fields of the body that are sent.'),
      mediaType: mediaType.optional().describe('The media type of the body that is sent.'),
    })
    .optional()
    .describe('What the code sends.'),
  credentials: credentials.optional(),
  status: z
    .array(
      z.union([
        z.int().min(100).max(599),
        z.string().regex(/^([1-5]XX|[1-5]\d\d|default)$/, 'write `200`, `2XX` or `default`'),
      ]),
    )
    .min(1)
    .optional()
    .describe('The statuses for which the response is read. Default: 2XX.'),
  headers: texts.optional().describe('Response headers that the code reads.'),
  ...shared,
});

const message = z.strictObject({
  receives: word.describe('The event or webhook, by its name: `invoice.paid`.'),
  ...shared,
});

/** The schema of a usage manifest. */
export const MANIFEST_SCHEMA = z.strictObject({
  consumer: word.describe('The program that calls the API.'),
  provider: word.optional().describe('The API, by its name in `driftgate.yaml`.'),
  owner: word.optional().describe('Who answers for the code.'),
  decodes: decodes.optional(),
  credentials: credentials.optional(),
  operations: z
    .array(z.union([call, message]))
    .min(1)
    .describe('What the program calls, and what it receives.'),
});

export type ManifestFile = z.output<typeof MANIFEST_SCHEMA>;
export type Call = z.output<typeof call>;
export type Message = z.output<typeof message>;
export type Fields = z.output<typeof fields>;
export type FieldDetails = z.output<typeof fieldDetails>;
export type Texts = z.output<typeof texts>;
export type Credential = z.output<typeof credential>;

/** The JSON Schema (2020-12) of a usage manifest, for editors. */
export function usageJsonSchema(): JsonObject {
  return { title: 'Driftgate usage manifest', ...(z.toJSONSchema(MANIFEST_SCHEMA, { io: 'input' }) as JsonObject) };
}
