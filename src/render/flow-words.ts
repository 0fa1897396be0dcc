// What the renderers for people say of the steps of flows.

import type { FlowCounts, FlowMessage, ToldStep } from '../model/flow.ts';
import { clip } from './inert.ts';
import { plural } from './words.ts';

const MAX_BODY = 300;

/** `3 steps: 2 passed, 1 failed`. */
export function stepsInWords({ passed, failed, notRun }: FlowCounts): string {
  const parts = Object.entries({ passed, failed, 'not run': notRun }).filter(([, count]) => count > 0);
  const all = plural(passed + failed + notRun, 'step');
  return parts.length === 0 ? all : `${all}: ${parts.map(([word, count]) => `${count} ${word}`).join(', ')}`;
}

/** What a step sent and got, and the command that does it again; none where it made no call. */
export function exchangeLines({ call, curl }: ToldStep): readonly string[] {
  if (call === undefined) return [];
  const { request, response } = call;
  const answer = response === undefined ? 'no answer' : `${response.status}${bodyOf(response)}`;
  return [
    `sent: ${request.method} ${request.url}${bodyOf(request)}`,
    `came: ${answer}`,
    ...(curl === undefined ? [] : [`again: ${curl}`]),
  ];
}

function bodyOf({ headers, body = '' }: FlowMessage): string {
  if (body === '') return '';
  const type = headers['content-type'];
  return ` ${type === undefined ? '' : `${clip(type, 100)} `}${clip(body, MAX_BODY)}`;
}
