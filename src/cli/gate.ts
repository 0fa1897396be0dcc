// `driftgate gate`: what a pull request itself brings about.

import type { Gate } from '../model/gate.ts';
import type { Profile } from '../model/rule.ts';
import { type AddCommand, EXIT, type Face } from './face.ts';
import { FAIL_ON_HELP, type ReportOptions, withReport } from './options.ts';

interface GateOptions extends ReportOptions {
  readonly base: string;
  readonly offline?: boolean;
  readonly accepting?: boolean;
}

const EXAMPLES = `
A pull request fails when
  - its contracts rely on what the baselines in it do not keep, and did not so before
  - its contracts begin to use an operation or field that is deprecated, has drifted or is gone
  - it moves a baseline, and what that breaks is not acknowledged
  - a document under \`published\` breaks those who use it
and never for what a vendor did: that is told beside it. A vendor that cannot be reached fails nothing either.

Examples:
  $ driftgate gate                            what this branch adds to origin's default branch
  $ driftgate gate --base HEAD^1              in a merge commit, what the pull request adds
  $ driftgate gate --offline                  by the baselines alone
  $ driftgate gate --format markdown -o gate.md

Exit codes: 0 passes, 1 fails, 2 something of the pull request cannot be read.
${FAIL_ON_HELP}`;

/** Adds `gate`. */
export const gateCommand: AddCommand = (program, face, end) => {
  withReport(program.command('gate'))
    .description('hold a pull request against what it starts from: its contracts, baselines and published documents')
    .option('--base <revision>', 'what it is held against: the point where the two parted', 'origin/HEAD')
    .option('--offline', 'fetch no documents of vendors')
    .option('--accepting', 'to merge it is to accept what its baselines break')
    .addHelpText('after', EXAMPLES)
    .action(async (options: GateOptions) => end(await run(options, face)));
};

async function run(options: GateOptions, face: Face): Promise<number> {
  const [{ ground }, { groundAt }, { gate }] = await Promise.all([
    import('../wire/ground.ts'),
    import('../wire/base-ground.ts'),
    import('../tasks/gate.ts'),
  ]);
  const { config, outside } = await ground(options, face);
  await using base = await groundAt(options.base, options, face);
  const { prove, offline = false, accepting = false } = options;
  const request = { config, base: options.base, strictness: options, prove, offline, accepting };
  const found = await gate(request, outside, base, (each) => print(each, options, face, config.profile));
  return EXIT[found.outcome];
}

async function print(found: Gate, options: GateOptions, face: Face, profile: Profile): Promise<void> {
  const { written, printer, textOptions } = await import('./print.ts');
  if (options.format === 'text') {
    const { renderGate } = await import('../render/gate.ts');
    await written(renderGate(found, textOptions(options, face)), options, face);
  } else if (options.format === 'markdown') {
    const { renderGateMarkdown } = await import('../render/gate-markdown.ts');
    const { allImpacts = false } = options;
    await written(renderGateMarkdown(found, { allImpacts }), options, face);
  } else {
    const { gateReport } = await import('../tasks/gate-report.ts');
    await printer(options, face)(gateReport(found, options.profile ?? profile));
  }
}
