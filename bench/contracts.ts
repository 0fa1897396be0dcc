// Contracts held against a document: this engine and the peer that does the same work, on what the document itself shows.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Contender, DRIFTGATE, type Found, foundByUs } from './contenders.ts';
import { pactOf } from './pact.ts';
import { pairOf } from './pairs.ts';
import { type Rules, race, type Standing } from './race.ts';

/** The pair of the corpus whose old document contracts are held against. */
const DOCUMENT = 'github-rest-3';

const require = createRequire(import.meta.url);
const COMPARATOR = '@pactflow/openapi-pact-comparator';

/** Who holds contracts against documents, in the order in which they run. */
export function contractContenders(): readonly Contender[] {
  const dist = dirname(require.resolve(COMPARATOR));
  const { version } = require(join(dist, '../package.json'));
  const ours = (...more: readonly string[]): Contender['program'] => {
    const verify = [DRIFTGATE, 'verify', '--format', 'json', '--quiet', ...more];
    return (pair) => [...verify, '--config', join(dirname(pair.new), 'driftgate.yaml'), '--against', pair.old];
  };
  return [
    { id: 'ours', title: 'driftgate', program: ours(), found: foundByUs },
    { id: 'ours-no-prove', title: 'driftgate --no-prove', program: ours('--no-prove'), found: foundByUs },
    {
      id: 'comparator',
      title: `openapi-pact-comparator ${version}`,
      program: (pair) => [join(dist, 'cli.cjs'), '--oas', pair.old, pair.new],
      found: foundByComparator,
    },
  ];
}

/** Measures `field` on a Pact file of `interactions` that is made of the document's examples. */
export async function contractRace(
  interactions: number,
  field: readonly Contender[],
  rules: Rules,
): Promise<readonly Standing[]> {
  const folder = await mkdtemp(join(tmpdir(), 'driftgate-bench-'));
  try {
    const { old } = pairOf(DOCUMENT);
    const pair = { name: `${interactions} interactions`, old, new: join(folder, 'pact.json') };
    const pact = pactOf(JSON.parse(await readFile(old, 'utf8')), interactions);
    await writeFile(pair.new, JSON.stringify(pact));
    await writeFile(join(folder, 'driftgate.yaml'), `apis: { document: { spec: ${old}, contracts: pact.json } }\n`);
    return await race(pair, field, rules);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function foundByComparator(output: string): Found {
  const results: readonly { type: string }[] = JSON.parse(output);
  return { changes: results.length, breaking: results.filter(({ type }) => type === 'error').length };
}
