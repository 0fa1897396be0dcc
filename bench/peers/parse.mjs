// Reads and parses documents the plain way: the least that a comparison has to do.

import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';

/** The document in `file`. */
export function parse(file) {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.json') ? JSON.parse(text) : load(text);
}
