// GitHub's own document, by which the stub knows what it may be asked.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isArray, isObject, type Json, own } from '../../../src/model/json.ts';
import { specFromJson } from '../../../src/read/document/read.ts';
import { readApi } from '../../../src/read/openapi/api.ts';
import { plainAjv } from '../../prove/plain-ajv.ts';

const HOME = resolve(import.meta.dirname, '../../..');

const github = readApi(specFromJson('github', jsonOf('snapshots/github/spec.json')));
const takes = plainAjv(github, 'request');

/** A request as it came. */
export interface Asked {
  readonly method: string;
  /** Encoded, as it came. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
}

/** What GitHub's document does not take of a request. */
export function problemsOf({ method, path, query, body }: Asked): readonly string[] {
  const operation = github.operations.find((one) => one.method === method && fits(one.path, path));
  if (operation === undefined) return [`no operation ${method} ${path}`];
  const found: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === name);
    const typed = /^\d+$/.test(value) ? Number(value) : value;
    if (parameter === undefined || !takes(`${parameter.pointer}/schema`, typed)) found.push(`query ${name}=${value}`);
  }
  const media = operation.body?.content.find(({ name }) => name === 'application/json');
  if (body !== undefined && (media === undefined || !takes(`${media.pointer}/schema`, body)))
    found.push(`body of ${method} ${path}: ${JSON.stringify(body).slice(0, 200)}`);
  if (body === undefined && operation.body?.required) found.push(`no body of ${method} ${path}`);
  return found;
}

/** Whether our contract has an interaction that makes this request: the same fields, of the same types. */
export function isInContract({ method, path, query, body }: Asked): boolean {
  return CONTRACT.some((request) => {
    const content = isObject(request.body) ? own(request.body, 'content') : undefined;
    return (
      request.method === method &&
      shapeOf(String(request.path)) === shapeOf(path) &&
      JSON.stringify(plainQuery(request.query)) === JSON.stringify(sorted(query)) &&
      JSON.stringify(typesOf(content)) === JSON.stringify(typesOf(body))
    );
  });
}

const CONTRACT = requestsIn(jsonOf('contracts/driftgate-github.json'));

function requestsIn(contract: Json) {
  const interactions = isObject(contract) ? own(contract, 'interactions') : [];
  return (isArray(interactions) ? interactions : [])
    .filter(isObject)
    .map(({ request }) => request)
    .filter(isObject);
}

/** A path without what names one thing among its like. */
function shapeOf(path: string): string {
  return path
    .replace(/\/(issues|comments|pulls)\/\d+/g, '/$1/N')
    .replace(/\/(labels|assignees|ref|refs|commits)\/[^/]+/g, '/$1/NAME')
    .replace(/^\/repos\/[^/]+\/[^/]+/, '/repos/R');
}

function plainQuery(query: Json | undefined): readonly (readonly [string, string])[] {
  const values = isObject(query) ? Object.entries(query) : [];
  return sorted(Object.fromEntries(values.map(([name, value]) => [name, String(isArray(value) ? value[0] : value)])));
}

/** Whatever branch it is, it is one. */
function sorted(query: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(query)
    .map(([name, value]) => [name, name === 'head' ? 'OWNER:BRANCH' : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Which fields a body has, and of which type; a value that GitHub knows by name counts as its own type. */
function typesOf(body: Json | undefined): Json {
  if (!isObject(body)) return null;
  return Object.entries(body)
    .map(([name, value]) => `${name} ${/^state/.test(name) ? value : isArray(value) ? 'array' : typeof value}`)
    .sort();
}

function fits(template: string, path: string): boolean {
  const [expected, actual] = [template.split('/'), path.split('/')];
  return (
    expected.length === actual.length &&
    expected.every((segment, index) => segment.startsWith('{') || segment === actual[index])
  );
}

function jsonOf(file: string): { readonly [key: string]: Json | undefined } {
  const value: Json = JSON.parse(readFileSync(resolve(HOME, file), 'utf8'));
  return isObject(value) ? value : {};
}
