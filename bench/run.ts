// `npm run bench`: this engine, its peers and the floor, measured in one run; then how time grows with the document.

import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { build, type Contender, contenders, installPeers } from './contenders.ts';
import { contractContenders, contractRace } from './contracts.ts';
import { PAIRS, pairOf } from './pairs.ts';
import { type Phases, phasesOf } from './phase.ts';
import { type Pair, type Rules, race, type Standing } from './race.ts';
import { scaling } from './scaling.ts';
import { phasesTable, scalingTable, standingsTable } from './table.ts';

const HELP = `npm run bench -- [options]

  --runs <n>         runs of each contender on each pair (default 3); the figures are medians
  --timeout <s>      seconds after which a run is ended (default 120)
  --only <id,...>    of ours, ours-no-prove, redocly, api-smart-diff, floor, comparator (default: all)
  --pairs <name,...> pairs of the corpus, or none (default: ${PAIRS.join(',')})
  --sizes <n,...>    operations of the generated documents, or none (default: 1000,2000,4000,8000)
  --contracts <n,...> interactions of contracts that are held against a document, or none (default: 450)
  --phases           also what the phases of the engine take on the pairs
  --json <file>      also write the results to a file
`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    timeout: { type: 'string', default: '120' },
    only: { type: 'string' },
    pairs: { type: 'string', default: PAIRS.join(',') },
    sizes: { type: 'string', default: '1000,2000,4000,8000' },
    contracts: { type: 'string', default: '450' },
    phases: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else
  await bench().catch((error: unknown) => {
    process.stderr.write(`${error}\n`);
    process.exitCode = 1;
  });

async function bench(): Promise<void> {
  const rules: Rules = { runs: positive('runs', values.runs), timeout: positive('timeout', values.timeout) };
  const pairs = list(values.pairs).map(pairOf);
  const sizes = list(values.sizes).map((size) => positive('sizes', size));
  const contracts = list(values.contracts).map((interactions) => positive('contracts', interactions));
  build();
  const [all, verifiers] = [contenders(), contractContenders()];
  const ids = chosen([...all, ...verifiers]);
  const field = all.filter(({ id }) => ids.has(id));
  if (pairs.length > 0 && (ids.has('redocly') || ids.has('api-smart-diff'))) installPeers();
  const machine = { node: process.version, platform: `${process.platform} ${process.arch}`, cores: cpus().length };
  print(`Node ${machine.node}, ${machine.platform}, ${machine.cores} cores; medians of ${rules.runs} runs`);

  const standings: Record<string, readonly Standing[]> = {};
  for (const pair of pairs) {
    standings[pair.name] = await race(pair, field, rules);
    print(`\n${pair.name}\n\n${standingsTable(standings[pair.name] ?? [])}`);
  }
  for (const interactions of contracts) {
    const name = `${interactions} interactions`;
    standings[name] = await contractRace(
      interactions,
      verifiers.filter(({ id }) => ids.has(id)),
      rules,
    );
    print(`\nContracts: ${name} against a document\n\n${standingsTable(standings[name] ?? [])}`);
  }
  const phases = values.phases ? await phasesOfAll(pairs, rules) : undefined;
  if (phases !== undefined) print(`\nPhases, in one process\n\n${phasesTable(phases)}`);

  const alone = field.filter(({ id }) => id.startsWith('ours') || id === 'floor');
  const scales = await scaling(sizes, alone, rules);
  if (scales.length > 0)
    print(`\nGenerated documents: whole processes, and phases in one process\n\n${scalingTable(scales)}`);
  if (values.json !== undefined) {
    const results = { machine, rules, pairs: standings, phases: phases && Object.fromEntries(phases), scaling: scales };
    writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
  }
}

async function phasesOfAll(pairs: readonly Pair[], rules: Rules): Promise<ReadonlyMap<string, Phases>> {
  const phases = new Map<string, Phases>();
  for (const pair of pairs) phases.set(pair.name, await phasesOf(pair, rules));
  return phases;
}

function chosen(all: readonly Contender[]): ReadonlySet<string> {
  const known = new Set(all.map(({ id }) => id));
  const ids = values.only === undefined ? [...known] : list(values.only);
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw new Error(`\`${unknown}\` is none of ${[...known].join(', ')}`);
  return new Set(ids);
}

function list(text: string): readonly string[] {
  return text === 'none' ? [] : text.split(',').map((item) => item.trim());
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0) || !Number.isInteger(number))
    throw new Error(`\`--${option} ${text}\` is no positive whole number`);
  return number;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
