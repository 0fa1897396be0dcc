// Redirects: where an operation has moved, and where one leads to a login.

import { code } from '../../../model/code.ts';
import type { LiveAnswer, LiveCall, PastCall } from '../../../model/trouble.ts';
import { credibilityOf } from './credibility.ts';
import { headerOf } from './headers.ts';
import { type Redact, shown } from './said.ts';
import type { Verdict } from './verdict.ts';

const LOGIN = /(?:^|[/._-])(?:log-?in|sign-?in|sso|saml|oauth2?|authorize|auth)(?:$|[/._?-])/i;

/** RFC 9110 §15.4. A temporary redirect to a page where people log in says that the credential does not do. */
export function moved(
  answer: LiveAnswer,
  call: LiveCall,
  history: readonly PastCall[],
  redact: Redact,
): Verdict | undefined {
  const { status } = answer;
  if (status < 300 || status > 399) return undefined;
  const target = targetOf(headerOf(answer, 'location'), call.url);
  if (target === undefined) return { cause: 'moved', says: 'redirects to nowhere', quote: undefined };
  const movedTo = `${target.origin}${shown(target.pathname, redact)}`;
  const forGood = status === 301 || status === 308;
  if (!forGood && LOGIN.test(`${target.hostname}${target.pathname}`)) {
    const says = `is not accepted: the API redirects to ${code(movedTo)}`;
    const cause = call.credential === undefined ? 'credential-missing' : 'credential-wrong';
    return { ...(credibilityOf(call, history).ended ?? { cause, says }), movedTo, quote: undefined };
  }
  const elsewhere = URL.canParse(call.url) && new URL(call.url).origin !== target.origin;
  const says = `${forGood ? 'has moved' : 'redirects'} to ${code(movedTo, 160)}`;
  const lasts = forGood ? 'lasting' : 'passing';
  return { cause: 'moved', says, movedTo, lasts, subject: elsewhere ? 'host' : 'operation', quote: undefined };
}

function targetOf(location: string | undefined, base: string): URL | undefined {
  if (location === undefined || !URL.canParse(location, URL.canParse(base) ? base : undefined)) return undefined;
  const target = new URL(location, URL.canParse(base) ? base : undefined);
  return target.protocol === 'https:' || target.protocol === 'http:' ? target : undefined;
}
