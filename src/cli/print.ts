// A report on its way out: rendered as asked, to stdout or to a file, and as an exit code.

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDoctorReport } from '../model/doctor.ts';
import { Failure } from '../model/failure.ts';
import { isOnly } from '../model/part.ts';
import type { Report } from '../model/report.ts';
import { isLiveReport, isVerification } from '../model/verification.ts';
import type { TextOptions } from '../render/text-page.ts';
import { EXIT, type Face } from './face.ts';
import type { Format, PrintOptions } from './options.ts';

/**
 * Prints reports as `options` say. With `here`, documents and contracts are relative to the current folder and not to the
 * configuration's. Raises {@link Failure} `store-failed` when the file cannot be written.
 */
export function printer(options: PrintOptions, face: Face, { here = false } = {}): (report: Report) => Promise<void> {
  return async (report) => {
    await written(await RENDERERS[options.format](report, options, face, here), options, face);
  };
}

/** Writes what is printed to stdout, or to the file that `options` name. Raises {@link Failure} `store-failed`. */
export async function written(text: string, { output }: Pick<PrintOptions, 'output'>, face: Face): Promise<void> {
  if (output === undefined) face.out.write(text);
  else await toFile(output, text, face);
}

/** How text is laid out for where it goes. */
export function textOptions(options: PrintOptions, face: Face): TextOptions {
  const { color, output, allImpacts = false, verbose = false } = options;
  const plain = !color || Boolean(face.env.NO_COLOR) || output !== undefined;
  const { columns } = face.out;
  const width = columns === undefined ? {} : { width: columns };
  return { color: !plain && face.out.isTTY === true, allImpacts, verbose, ...width };
}

/** The exit code of a report. */
export function exitCode(report: Report): number {
  return EXIT[report.outcome];
}

type Renderer = (report: Report, options: PrintOptions, face: Face, here: boolean) => Promise<string>;

/** Each loads no more than it needs. */
const RENDERERS: Readonly<Record<Format, Renderer>> = {
  async text(report, options, face) {
    const layout = textOptions(options, face);
    if (isDoctorReport(report)) return (await import('../render/doctor.ts')).renderDoctor(report, layout);
    if (isLiveReport(report)) return (await import('../render/live.ts')).renderLive(report, layout);
    if (isOnly('samples', report)) return (await import('../render/sampled.ts')).renderSampled(report, layout);
    if (isOnly('health', report)) return (await import('../render/health.ts')).renderHealth(report, layout);
    if (isOnly('flows', report)) return (await import('../render/flow.ts')).renderFlows(report, layout);
    if (isVerification(report)) return (await import('../render/verification.ts')).renderVerification(report, layout);
    return (await import('../render/text.ts')).renderText(report, layout);
  },

  async markdown(report, { allImpacts = false }) {
    if (isVerification(report)) {
      const { renderVerificationMarkdown } = await import('../render/verification-markdown.ts');
      return renderVerificationMarkdown(report, { allImpacts });
    }
    if (isOnly('samples', report)) return (await import('../render/sampled-markdown.ts')).renderSampledMarkdown(report);
    if (isOnly('health', report)) return (await import('../render/health-markdown.ts')).renderHealthMarkdown(report);
    if (isOnly('flows', report)) return (await import('../render/flow-markdown.ts')).renderFlowsMarkdown(report);
    return (await import('../render/markdown.ts')).renderMarkdown(report, { allImpacts });
  },

  async json(report, { allImpacts = false }) {
    return (await import('../render/json.ts')).renderJson(report, { allImpacts });
  },

  async html(report, _options, face) {
    return (await import('../render/html/page.ts')).renderHtml(report, { version: face.version });
  },

  async sarif(report, options, face, here) {
    const [{ renderSarif }, { whereabouts }, { ruleText }] = await Promise.all([
      import('../render/sarif.ts'),
      import('../wire/whereabouts.ts'),
      import('../tasks/rule-text.ts'),
    ]);
    return renderSarif(report, { version: face.version, where: await whereabouts(options, face.cwd, here), ruleText });
  },

  async junit(report) {
    return (await import('../render/junit.ts')).renderJunit(report);
  },

  async annotations(report, options, face, here) {
    const [{ renderAnnotations }, { whereabouts }] = await Promise.all([
      import('../render/annotations.ts'),
      import('../wire/whereabouts.ts'),
    ]);
    return renderAnnotations(report, await whereabouts(options, face.cwd, here));
  },
};

/** Writes what is printed to a file. Raises {@link Failure} `store-failed` when it cannot be written. */
export async function toFile(name: string, text: string, face: Face): Promise<void> {
  try {
    await writeFile(resolve(face.cwd, name), text);
  } catch (cause) {
    throw new Failure({
      code: 'store-failed',
      message: `report cannot be written to \`${name}\``,
      hint: 'name a file in a folder that is there, and that may be written to',
      place: name,
      cause,
    });
  }
}
