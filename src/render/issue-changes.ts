// What changed since an issue was last told of: the text of a comment.

import { inertMarkdown, inlineCode } from './inert.ts';
import type { IssueChanges, Mention } from './issue-marker.ts';
import { message } from './markdown-finding.ts';
import { fitting } from './markdown-groups.ts';

const MOST_LINES = 100;
const MAX_LIST = 20_000;

/** The comment: `**3 new, 1 gone**`, and which. */
export function changesText({ fresh, gone, accepted, left, course }: IssueChanges): string {
  const acceptedBy = new Map(accepted.map(([fingerprint, by]) => [fingerprint, by]));
  const settled = gone.filter(([fingerprint]) => acceptedBy.has(fingerprint));
  const vanished = gone.filter(([fingerprint]) => !acceptedBy.has(fingerprint));
  const counts = [
    [fresh.length, 'new'],
    [vanished.length, 'gone'],
    [settled.length, 'accepted'],
  ] as const;
  const title = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const by = ([fingerprint]: Mention) => ` · accepted ${inertMarkdown(acceptedBy.get(fingerprint) ?? '')}`;
  return [
    `**${title.length === 0 ? `${left} still there` : `${title.join(', ')}; ${left} left`}**`,
    listed('New', fresh),
    listed('Gone', vanished),
    listed('Accepted', settled, by),
    course === 'is closed' ? 'Nothing is left, so this issue is closed.' : '',
    course === 'is reopened' ? 'This issue is open again.' : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function listed(title: string, mentions: readonly Mention[], more: (mention: Mention) => string = () => ''): string {
  if (mentions.length === 0) return '';
  const all = mentions.slice(0, MOST_LINES).map((mention) => {
    const [fingerprint, said] = mention;
    return `- ${said === '' ? '' : `${message(said)} · `}${inlineCode(fingerprint)}${more(mention)}`;
  });
  const lines = fitting(all, MAX_LIST);
  const left = mentions.length - lines.length;
  return [`${title}:`, '', ...lines, ...(left === 0 ? [] : [`- and ${left} more`])].join('\n');
}
