// Real documents, rewritten in many ways at once without a change of meaning, give nothing.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { compareApis } from '../../src/compare/compare.ts';
import type { Change } from '../../src/model/change.ts';
import { CORPUS, casesOf, onCorpus, titled } from './corpus.ts';
import { apiOf, line } from './documents.ts';
import { OPERATION_REWRITES } from './equivalence-operations.ts';
import { lift, SCHEMA_REWRITES } from './equivalence-schemas.ts';
import { type Node, type Rewrite, randomFrom } from './equivalence-walk.ts';

const REWRITES: ReadonlyMap<string, Rewrite> = new Map([
  ...Object.entries(SCHEMA_REWRITES),
  ...Object.entries(OPERATION_REWRITES),
]);
const RUNS = 300;
const SEED = 20_261_122;
const LARGEST = 350_000;
/** A `$ref` to a part of a component: it would lead nowhere once the component is laid out in another way. */
const REFERENCE_INSIDE = /#\/(?:components\/\w+|definitions)\/[^/'"\s]+\/|#\/paths\//;

onCorpus(
  titled(`${RUNS} rewrites of real documents`),
  async () => {
    const property = fc.asyncProperty(
      fc.noShrink(fc.constantFrom(...documents())),
      fc.shuffledSubarray([...REWRITES.keys()], { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      fc.noShrink(fc.nat()),
      async (file, names, lifted, seed) => {
        const found = await falseAlarms(file, names, lifted, seed);
        const how = [...(lifted ? ['OpenAPI 3.0 lifted to 3.1'] : []), ...names].join('; ');
        if (found.length > 0) throw new Error(`${file}, seed ${seed}, ${how}:\n${found.slice(0, 10).join('\n')}`);
      },
    );
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
  },
  300_000,
);

/** The corpus's documents of a handy size, by their path in it. */
function documents(): readonly string[] {
  return (['pairs', 'neutral'] as const)
    .flatMap((kind) => casesOf(kind).map((name) => join(kind, name)))
    .flatMap((folder) => readdirSync(join(CORPUS, folder)).map((file) => join(folder, file)))
    .filter((file) => /\/(?:old|new)\.\w+$/.test(file) && statSync(join(CORPUS, file)).size < LARGEST)
    .filter((file) => !REFERENCE_INSIDE.test(readFileSync(join(CORPUS, file), 'utf8')));
}

/** What is found between a document and its rewriting, in both directions. No change means no finding in any profile. */
async function falseAlarms(
  file: string,
  names: readonly string[],
  lifted: boolean,
  seed: number,
): Promise<readonly string[]> {
  const old = await apiOf(readFileSync(join(CORPUS, file)), file);
  const rewritten: Node = JSON.parse(JSON.stringify(old.document.root));
  const random = randomFrom(seed);
  if (lifted) lift(rewritten);
  for (const name of names) REWRITES.get(name)?.(rewritten, random);
  const fresh = await apiOf(JSON.stringify(rewritten), 'rewritten.json');
  const told = (way: string, changes: readonly Change[]): string[] =>
    changes.filter(({ kind }) => kind !== 'operation.remains-deprecated').map((change) => `${way} ${line(change)}`);
  return [...told('->', compareApis(old, fresh)), ...told('<-', compareApis(fresh, old))];
}
