// What goes wrong between us and a receiver of webhooks, said as failures, and whether another attempt may do better.

import { Failure, type FailureCode } from '../../model/failure.ts';
import { failedTransport } from '../sources/http-failures.ts';
import type { Attempt } from '../sources/retry.ts';

type Failed = Extract<Attempt<never>, { readonly failure: Failure }>;

/** What an answer that is no success means (Standard Webhooks, "Deliverability"). `wait` is in milliseconds. */
export function refusedWebhook(status: number, receiver: string, wait: number | undefined): Failed {
  const fails = (code: FailureCode, message: string, hint: string, again: boolean): Failed => ({
    failure: new Failure({ code, message: `\`${receiver}\` ${message} (HTTP ${status})`, hint, place: receiver }),
    again,
    wait,
  });
  if (status === 410) return fails('http-status', 'wants no more webhooks', 'remove it from `notify`', false);
  if (status === 401 || status === 403)
    return fails('unauthorized', 'refuses the webhook', 'check its URL and its secret', false);
  if (status === 429) return fails('rate-limited', 'is called too often', KEPT, true);
  if (status >= 500 || status === 408 || status === 425)
    return fails('server-error', 'does not take the webhook now', KEPT, true);
  if (status >= 300 && status < 400)
    return fails('http-status', 'redirects', 'write the URL at which it ends: a webhook follows no redirect', false);
  return fails('http-status', 'refuses the webhook', 'check its URL, and that `format` is what it takes', false);
}

/** What an error of the connection means. A webhook may be sent again whatever became of it: its id is the same. */
export function lostWebhook(error: unknown, url: URL, receiver: string): Failed {
  const { failure, again } = failedTransport(error, url, false);
  const { code, cause } = failure;
  if (code === 'source-forbidden') {
    const message = `\`${receiver}\` has no public address`;
    const hint = `add \`${url.hostname}\` to \`allowPrivateHosts\` in \`driftgate.yaml\` if it is yours`;
    return { failure: new Failure({ code, message, hint, place: receiver, cause }), again: false };
  }
  const what =
    code === 'timeout' ? 'does not answer in time' : code === 'tls' ? 'is not trusted over TLS' : 'cannot be reached';
  return {
    failure: new Failure({ code, message: `\`${receiver}\` ${what}`, hint: KEPT, place: receiver, cause }),
    again: again || code === 'timeout',
  };
}

const KEPT = 'what was to be told is kept: it is told when Driftgate runs next';
