// Whether a document keeps to the specification it names: notes for its provider, never a reason not to compare.

import type { Note, SpecDocument } from '../model/document.ts';
import { inOrder, isArray, isObject, type Json } from '../model/json.ts';
import { oneLine, quote } from './document/looks.ts';

/** How many breaches are noted. */
const MOST_NOTES = 50;

/** The validator's work grows with the square of a list's length, and it keeps every breach it meets. */
const MOST_NODES = 2_000_000;
const LONGEST_LIST = 10_000;

const LABELS = {
  'swagger-2.0': { swagger: '2.0' },
  'openapi-3.0': { openapi: '3.0.3' },
  'openapi-3.1': { openapi: '3.1.1' },
} as const;

/**
 * Where the document breaks the JSON Schema of its dialect, one note a place and at most 50. None for OpenAPI 3.2, which
 * the validator does not know. `$ref`s are not followed, nothing is fetched, and nothing is raised.
 */
export async function validityNotes(document: SpecDocument): Promise<readonly Note[]> {
  if (document.dialect === 'openapi-3.2') return [];
  if (!isModest(document.root)) return [{ pointer: '', message: 'the document is too large to be validated' }];
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
  // The parser writes into what it is given, and tells breaches in the order in which it meets them.
  const copy = Object.assign(inOrder(document.root), LABELS[document.dialect]);
  try {
    await SwaggerParser.validate(copy as never, {
      resolve: { external: false, file: false, http: false },
      continueOnError: true,
      // Schemas that refer to one another twice each would be walked as a tree, which no time suffices for.
      dereference: { excludedPathMatcher: () => true },
      validate: { schema: true, spec: false },
    });
    return [];
  } catch (error) {
    return notesOf(document, error);
  }
}

/** Whether the validator can be trusted to come to an end on it. */
function isModest(root: Json): boolean {
  let nodes = 0;
  const visit = (value: Json | undefined): boolean => {
    if (++nodes > MOST_NODES || (isArray(value) && value.length > LONGEST_LIST)) return false;
    return isArray(value) || isObject(value) ? Object.values(value).every(visit) : true;
  };
  return visit(root);
}

/** What ajv says about one value. */
interface Breach {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message: string;
  readonly params: {
    readonly missingProperty?: string;
    readonly additionalProperty?: string;
    readonly unevaluatedProperty?: string;
  };
}

function notesOf(document: SpecDocument, error: unknown): Note[] {
  const breaches: unknown =
    typeof error === 'object' && error !== null && 'details' in error ? error.details : undefined;
  if (!Array.isArray(breaches)) {
    const said =
      typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
    return [{ pointer: '', message: `the document is not valid: ${oneLine(said)}` }];
  }
  const all = breaches as readonly Breach[];
  const telling = all.filter((breach) => !isEcho(breach));
  const byPlace = new Map<string, Breach>();
  for (const breach of telling.length > 0 ? telling : all)
    if (!byPlace.has(breach.instancePath)) byPlace.set(breach.instancePath, breach);
  return [...byPlace].slice(0, MOST_NOTES).map(([pointer, breach]) => {
    const message = `not valid in ${document.dialect}: ${sentence(breach)}`;
    const line = document.lineOf(pointer);
    return line === undefined ? { pointer, message } : { pointer, line, message };
  });
}

/** Whether it only says that no alternative fits, or that the value might have been a reference instead. */
function isEcho({ keyword, params }: Breach): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf' || keyword === 'if' || params.missingProperty === '$ref';
}

function sentence({ message, params }: Breach): string {
  const name = params.additionalProperty ?? params.unevaluatedProperty;
  return name === undefined ? oneLine(message) : `${oneLine(message)}, such as ${quote(name)}`;
}
