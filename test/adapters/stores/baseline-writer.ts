// A process that does nothing but write baselines, until it is killed: node baseline-writer.ts FOLDER API FIRST COUNT

import process from 'node:process';
import { folderStore } from '../../../src/adapters/stores/folder.ts';
import { baseline } from './baselines.ts';

const [folder = '', api = '', first = '0', count = '1'] = process.argv.slice(2);
const store = folderStore(folder);
process.stdout.write('ready\n');
for (let i = 0; i < Number(count); i += 1) await store.write(baseline(api, Number(first) + (i % 4)));
