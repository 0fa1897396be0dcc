// A report on its way out: rendered as asked, to stdout or to a file, and as an exit code.

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { Report } from '../model/report.ts';
import { renderJson } from '../render/json.ts';
import { renderMarkdown } from '../render/markdown.ts';
import type { MarkdownOptions } from '../render/markdown-groups.ts';
import { renderText, type TextOptions } from '../render/text.ts';
import { EXIT, type Face } from './face.ts';
import type { ReportOptions } from './options.ts';

/** How reports of one kind are written for people. */
export interface Renderers<R extends Report> {
  readonly text: (report: R, options: TextOptions) => string;
  readonly markdown: (report: R, options: MarkdownOptions) => string;
}

/**
 * Prints reports as `options` say, by `renderers` where they ask for what people read. Raises {@link Failure}
 * `store-failed` when the file cannot be written.
 */
export function printer<R extends Report>(
  options: ReportOptions,
  face: Face,
  renderers: Partial<Renderers<R>> = {},
): (report: R) => Promise<void> {
  return async (report) => {
    const text = rendered(report, options, face, { text: renderText, markdown: renderMarkdown, ...renderers });
    if (options.output === undefined) face.out.write(text);
    else await toFile(options.output, text, face);
  };
}

/** The exit code of a report. */
export function exitCode(report: Report): number {
  return EXIT[report.outcome];
}

function rendered<R extends Report>(
  report: R,
  options: ReportOptions,
  face: Face,
  { text, markdown }: Renderers<R>,
): string {
  const allImpacts = options.allImpacts ?? false;
  if (options.format === 'json') return renderJson(report, { allImpacts });
  if (options.format === 'markdown') return markdown(report, { allImpacts });
  const plain = !options.color || Boolean(face.env.NO_COLOR) || options.output !== undefined;
  return text(report, {
    color: !plain && face.out.isTTY === true,
    allImpacts,
    verbose: options.verbose ?? false,
    ...(face.out.columns === undefined ? {} : { width: face.out.columns }),
  });
}

async function toFile(name: string, text: string, face: Face): Promise<void> {
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
