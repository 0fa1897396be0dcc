// The floor: a process that reads and parses both documents, and does nothing with them.

import { parse } from './parse.mjs';

const documents = process.argv.slice(2).map(parse);
process.stdout.write(`${documents.length} documents\n`);
