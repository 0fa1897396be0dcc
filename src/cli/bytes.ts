// The bytes that a command reads from a file or from stdin.

import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { Face } from './face.ts';

/** In bytes: a hundred times what the largest report takes. */
const MOST = 256 * 1024 * 1024;

/** All of `file`, or of stdin where none is named. Raises {@link Failure} `source-missing` and `too-large`. */
export async function bytesOf(file: string | undefined, face: Face): Promise<Uint8Array> {
  const name = file ?? 'stdin';
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of file === undefined ? face.input() : createReadStream(resolve(face.cwd, file))) {
      length += chunk.length;
      if (length > MOST) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new Failure({
      code: 'source-missing',
      message: `\`${name}\` cannot be read`,
      hint: 'name a file that is there, as `--format json -o FILE` writes it',
      place: name,
      cause,
    });
  }
  if (length <= MOST) return Buffer.concat(chunks);
  throw new Failure({
    code: 'too-large',
    message: `\`${name}\` has more than ${MOST} bytes`,
    hint: 'print the report again without `--all-impacts`',
    place: name,
  });
}
