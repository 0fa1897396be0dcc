// Contracts as they come out of a file: parsed, with the line of each part.

import { parsePointer } from '../../src/model/pointer.ts';
import type { ContractDocument } from '../../src/model/usage.ts';
import { lineFinder } from '../../src/read/document/lines.ts';
import { parse } from '../../src/read/document/parse.ts';
import { DEFAULT_LIMITS } from '../../src/read/document/read.ts';

/** The contract that `text`, YAML or JSON, is. */
export function contractDocument(text: string, name = 'usage.yaml'): ContractDocument {
  const parsed = parse(name, Buffer.from(text), undefined, DEFAULT_LIMITS);
  const lineOf = lineFinder(parsed.text, parsed.outline(parsed.text));
  return { name, root: parsed.value, lineOf: (pointer) => lineOf(parsePointer(pointer).segments) };
}
