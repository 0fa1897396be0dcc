// A report that was stored as JSON, read with every doubt: it may be a stranger's.

import { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import type { Report } from '../model/report.ts';
import { decode } from '../read/document/decode.ts';
import { jsonLines } from '../read/document/json-lines.ts';
import { countNodes, DEFAULT_LIMITS } from '../read/document/limits.ts';
import { readReport } from '../render/json-reading.ts';

/** Deeper than any payload that is shown, and shallow enough to be written out again. */
const LIMITS = { ...DEFAULT_LIMITS, depth: 1000, nodes: Number.POSITIVE_INFINITY };

/**
 * The report of the bytes of a file, as `--format json` printed it. Raises {@link Failure} `report-invalid` with file, line,
 * key and mend for anything else.
 */
export function storedReport(bytes: Uint8Array, file: string): Report {
  const { text } = decode(bytes, undefined);
  const value = jsonOf(text, file);
  refuseDeep(value, file);
  const lines = () => jsonLines(text, value);
  return readReport({ value, lineOf: (path) => lines()(path.map(String)) }, file);
}

function jsonOf(text: string, file: string): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const empty = text.trim() === '';
    throw new Failure({
      code: 'report-invalid',
      message: `\`${file}\` is ${empty ? 'empty' : 'no JSON'}`,
      hint: 'give a report as `--format json` prints it',
      place: file,
      cause,
    });
  }
}

function refuseDeep(value: Json, file: string): void {
  try {
    countNodes(value, LIMITS, file);
  } catch (cause) {
    throw new Failure({
      code: 'report-invalid',
      message: `\`${file}\` nests objects and arrays more than ${LIMITS.depth} levels deep`,
      hint: 'no report does: print it anew with `--format json`',
      place: file,
      cause,
    });
  }
}
