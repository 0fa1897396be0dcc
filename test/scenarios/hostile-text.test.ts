// Documents and contracts in which a hostile author wrote every name: what the command line prints of them is inert.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FORMATS } from '../../src/cli/options.ts';
import { run } from '../../src/cli/program.ts';
import { INERT, PAYLOADS } from '../render/payloads.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** An API whose author writes `text` wherever a document leaves room; `isNew` once he has changed his mind. */
function document(text: string, isNew: boolean): object {
  const answer = {
    type: 'object',
    title: text,
    required: ['id'],
    properties: {
      id: { type: 'string', description: text },
      ...(!isNew && { [text]: { type: 'string', default: text } }),
      [`kind ${text}`]: { type: 'string', enum: isNew ? ['a', text] : ['a'], 'x-sunset': text },
      [`old ${text}`]: { type: isNew ? ['string', 'null'] : 'string', pattern: '^x' },
    },
  };
  const operation = (name: string) => ({
    operationId: name,
    summary: text,
    tags: [text],
    deprecated: isNew,
    'x-sunset': text,
    parameters: [
      { name: text, in: 'query', required: isNew, schema: { type: 'string', enum: isNew ? ['b'] : ['b', text] } },
    ],
    responses: {
      200: {
        description: text,
        headers: { [`X-${text}`]: { schema: { type: 'string' } } },
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${encodeURIComponent('Answer')}` } } },
      },
      [isNew ? '404' : '409']: { description: text, content: { [`text/${text}`]: {} } },
    },
  });
  return {
    openapi: '3.1.0',
    info: { title: text, version: text, description: text },
    paths: {
      '/things': { get: operation(text) },
      ...(!isNew && { [`/${text}`]: { get: operation(`gone ${text}`) } }),
      [`/kept/${text}`]: { post: operation(`kept ${text}`) },
    },
    components: {
      schemas: { Answer: answer, [text]: { $ref: `#/components/${text}` } },
      securitySchemes: { [text]: { type: 'apiKey', in: 'header', name: isNew ? `new ${text}` : text } },
    },
    security: [{ [text]: [] }],
    tags: [{ name: text, description: text }],
  };
}

/** A contract of a consumer with that name, which reads that field. */
function contract(text: string): object {
  return {
    consumer: { name: text },
    provider: { name: text },
    interactions: [
      {
        description: text,
        providerStates: [{ name: text }],
        request: { method: 'GET', path: '/things' },
        response: {
          status: 200,
          headers: { 'Content-Type': 'application/json' },
          body: { id: '1', [text]: 'x', [`old ${text}`]: 'x' },
        },
      },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
}

/** What `driftgate` prints in that folder, in this process. */
async function printed(args: readonly string[], stdin = ''): Promise<string> {
  let [out, err] = ['', ''];
  const stream = (write: (text: string) => void) => ({ write });
  await run(args, {
    cwd: folder,
    env: {},
    out: stream((text) => (out += text)),
    err: stream((text) => (err += text)),
    input: () => new Blob([stdin]).stream(),
    version: '1.2.3',
  });
  expect(err).toBe('');
  return out;
}

describe.each(Object.entries(PAYLOADS))('%s', (_, text) => {
  const documents = ['old.json', 'new.json'];

  test.each(FORMATS)('acts nowhere as %s', async (format) => {
    for (const [at, name] of documents.entries())
      writeFileSync(join(folder, name), JSON.stringify(document(text, at > 0)));
    writeFileSync(join(folder, 'pact.json'), JSON.stringify(contract(text)));
    const args = ['diff', ...documents, '--contract', 'pact.json', '--quiet', '--all-impacts', '--verbose'];
    const output = await printed([...args, '--format', format]);
    expect(output.length).toBeGreaterThan(500);
    INERT[format]?.(output);

    const stored = await printed([...args, '--format', 'json']);
    expect(JSON.parse(stored).apis[0].findings.length).toBeGreaterThan(8);
    const again = await printed(['report', '--format', format, '--all-impacts', '--verbose'], stored);
    expect(again).toBe(output);
  });
});

test('every format has its check', () => {
  expect(Object.keys(INERT).sort()).toEqual([...FORMATS].sort());
});
