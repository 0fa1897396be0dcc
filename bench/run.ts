// `npm run bench`: this engine, its peers and the floor, measured in one run; then how time grows with the document.

import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { build, type Contender, contenders, installPeers } from './contenders.ts';
import { PAIRS, pairOf } from './pairs.ts';
import { type Phases, phasesOf } from './phase.ts';
import { type Pair, type Rules, race, type Standing } from './race.ts';
import { scaling } from './scaling.ts';
import { phasesTable, scalingTable, standingsTable } from './table.ts';

const HELP = `npm run bench -- [options]

  --runs <n>         runs of each contender on each pair (default 3); the figures are medians
  --timeout <s>      seconds after which a run is ended (default 120)
  --only <id,...>    of ours, ours-no-prove, redocly, api-smart-diff, floor (default: all)
  --pairs <name,...> pairs of the corpus, or none (default: ${PAIRS.join(',')})
  --sizes <n,...>    operations of the generated documents, or none (default: 1000,2000,4000,8000)
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
  build();
  const field = chosen(contenders());
  if (field.some(({ id }) => id === 'redocly' || id === 'api-smart-diff')) installPeers();
  const machine = { node: process.version, platform: `${process.platform} ${process.arch}`, cores: cpus().length };
  print(`Node ${machine.node}, ${machine.platform}, ${machine.cores} cores; medians of ${rules.runs} runs`);

  const standings: Record<string, readonly Standing[]> = {};
  for (const pair of pairs) {
    standings[pair.name] = await race(pair, field, rules);
    print(`\n${pair.name}\n\n${standingsTable(standings[pair.name] ?? [])}`);
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

function chosen(all: readonly Contender[]): readonly Contender[] {
  if (values.only === undefined) return all;
  return list(values.only).map((id) => {
    const contender = all.find((candidate) => candidate.id === id);
    if (contender === undefined) throw new Error(`\`${id}\` is none of ${all.map((each) => each.id).join(', ')}`);
    return contender;
  });
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
