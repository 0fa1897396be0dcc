// Contracts as they come out of a file: parsed, with the line of each part.

import type { ContractDocument } from '../../src/model/usage.ts';
import { parseContract } from '../../src/read/contract/parse.ts';

/** The contract that `text`, YAML or JSON, is. */
export function contractDocument(text: string, name = 'usage.yaml'): ContractDocument {
  return parseContract({ name, text });
}
