// Makes whole documents of the short examples that stand in the rules.

import type { RuleExample } from '../model/rule.ts';

const HEAD = "openapi: 3.2.0\ninfo: { title: Things, version: '1' }\n";

/** A YAML text written indented in code: without its first line break and without the indentation of its lines. */
export function yaml(strings: TemplateStringsArray): string {
  const lines = strings.join('').replace(/^\n/, '').trimEnd().split('\n');
  const margin = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(margin)).join('\n');
}

/** A whole document of an example: {@link yaml} with the lines in front that every document begins with. */
export function document(strings: TemplateStringsArray): string {
  return HEAD + yaml(strings);
}

/** Examples that are no documents. */
const AS_THEY_STAND = ['live', 'call', 'calls', 'flow', 'credential'] as const satisfies readonly RuleExample['as'][];
type AsItStands = (typeof AS_THEY_STAND)[number];

function isAsItStands(as: RuleExample['as']): as is AsItStands {
  return AS_THEY_STAND.some((each) => each === as);
}

/**
 * The two whole documents of an example, as YAML text; metadata with its issuer; interactions, calls, credentials, answers,
 * samples and header fields as they stand.
 */
export function exampleDocuments(example: RuleExample): { readonly before: string; readonly after: string } {
  const { as } = example;
  if (isAsItStands(as)) return { before: `${example.before}\n`, after: `${example.after}\n` };
  if (as === 'contract')
    return { before: `${example.before}\n`, after: `${WRAPPERS.operation(example.after)}\n${SCHEMES}\n` };
  const whole = WRAPPERS[as];
  if (as === 'wire') return { before: `${whole(example.before)}\n`, after: `${example.after}\n` };
  return { before: `${whole(example.before)}\n`, after: `${whole(example.after)}\n` };
}

const SCHEMES = `components:
  securitySchemes:
    token: { type: oauth2, flows: {} }
    id: { type: apiKey, in: header, name: x-id }
    key: { type: apiKey, in: header, name: x-key }`;

const WRAPPERS: Readonly<Record<Exclude<RuleExample['as'], 'contract' | AsItStands>, (text: string) => string>> = {
  document: (text) => text,
  samples: (text) => text,
  headers: (text) => text,
  'sign-in': (text) => (/^(?:issuer|resource):/.test(text) ? text : `issuer: https://login.example.com\n${text}`),
  operation: (text) => `${HEAD}paths:
  /things:
    post:
${indented(text, 6)}`,
  wire: (text) => `${HEAD}paths:
  /things:
    get:
      responses:
        '200':
          description: A thing
          content:
            application/json:
              schema:
                type: object
                required: [field]
                properties:
                  field:
${indented(text, 20)}`,
  schema: (text) => `${HEAD}paths:
  /things:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                field:
${indented(text, 18)}
      responses:
        '200':
          description: A thing
          content:
            application/json:
              schema:
                type: object
                properties:
                  field:
${indented(text, 20)}`,
};

function indented(text: string, columns: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(columns));
}
