// `api-smart-diff` as a command: prints how many changes it finds, and how many of them break.

import { apiCompare } from 'api-smart-diff';
import { parse } from './parse.mjs';

const [before, after] = process.argv.slice(2).map(parse);
const { diffs } = apiCompare(before, after);
const breaking = diffs.filter(({ type }) => type === 'breaking').length;
process.stdout.write(`${JSON.stringify({ changes: diffs.length, breaking })}\n`);
