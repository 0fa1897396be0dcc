// A contract's bytes into JSON: Pact files, manifests and recordings alike, within the limits of every other document.

import { Failure } from '../../model/failure.ts';
import { lazily } from '../../model/lazily.ts';
import { parsePointer } from '../../model/pointer.ts';
import type { ContractDocument } from '../../model/usage.ts';
import { DEFAULT_LIMITS, type ReadLimits } from '../document/limits.ts';
import { parse } from '../document/parse.ts';

/** A contract's file as it came. */
export type ContractText = {
  /** How people call it: a path. */
  readonly name: string;
} & ({ readonly bytes: Uint8Array } | { readonly text: string });

/**
 * Reads a contract, JSON or YAML by its content; `limits` says what differs from {@link DEFAULT_LIMITS}. Raises
 * {@link Failure} `contract-invalid` for what is neither, `truncated`, `too-large` or `too-deep`.
 */
export function parseContract(file: ContractText, limits: Partial<ReadLimits> = {}): ContractDocument {
  const { name } = file;
  const bytes = 'bytes' in file ? file.bytes : Buffer.from(file.text);
  const { value, lines } = withMend(() => parse(name, bytes, undefined, { ...DEFAULT_LIMITS, ...limits }));
  const find = lazily(lines);
  return { name, root: value, lineOf: (pointer) => find()(parsePointer(pointer).segments) };
}

/** What `read` gives; its failures say how a contract is mended, not an API description. */
function withMend<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({
      code: error.code === 'not-a-document' ? 'contract-invalid' : error.code,
      message: error.message,
      hint: mendOf(error),
      ...(error.place === undefined ? {} : { place: error.place }),
      cause: error,
    });
  }
}

function mendOf({ code, cause }: Failure): string {
  if (code === 'truncated') return 'write the contract again: its end is missing';
  if (code === 'too-large') return 'leave out of the contracts what is none, or raise `limits`';
  if (code === 'too-deep') return 'show a smaller example in the contract, or raise `limits.depth`';
  return cause === undefined
    ? 'name a Pact file, a usage manifest or a HAR recording'
    : 'mend that line, or let the tool that wrote the file write it again';
}
