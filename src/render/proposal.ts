// What a pull request says that moves a baseline: what it is to merge it, and the report of what drifted.

import type { ApiReport, Report } from '../model/report.ts';
import { subjectOf } from './headline.ts';
import { inlineCode } from './inert.ts';
import { inertTitle } from './issue.ts';
import { renderMarkdown, versionsOf } from './markdown.ts';

const MAX_REPORT = 58_000;

/** `Baseline of stripe: 3 breaking, phone-agent breaks at data[].amount`, on one line in which nothing acts. */
export function proposalTitle(api: ApiReport, report: Report): string {
  return inertTitle(`Baseline of ${subjectOf({ ...report, apis: [api] })}`);
}

/** The text as Markdown, with the report of `api` alone, at most 64,000 characters. */
export function proposalBody(api: ApiReport, report: Report): string {
  const versions = versionsOf(api);
  const accept = inlineCode(`driftgate accept ${api.api}`);
  const alone = { ...report, apis: [api], acknowledgements: [] };
  return `Merging this accepts the API as it is now: its baseline moves${versions === '' ? '' : ` (${versions})`}, as by ${accept}, and what is
told below is told no more. Merge it when your code is ready for that.

- Not yet ready: leave it open. It follows the API, and is closed when nothing drifts any more.
- Ready for a part of it, or for a time: \`driftgate accept FINGERPRINT --reason … --owner … --until …\`.
- Not wanted: close it. The same move is not proposed again.

${renderMarkdown(alone, { maxLength: MAX_REPORT })}`;
}
