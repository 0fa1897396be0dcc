// Tells machines and chats by webhook: signed, to public addresses only, and again under the same id until it is taken.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '../../model/failure.ts';
import { lazily } from '../../model/lazily.ts';
import type { WebhookContent, WebhookFormat } from '../../model/webhook.ts';
import type { Clock, Notifier } from '../../ports.ts';
import { type Interest, newsOf, stillTold } from '../../render/news.ts';
import { renderWebhook } from '../../render/webhook.ts';
import { plural } from '../../render/words.ts';
import { guardedConnector } from '../sources/connect.ts';
import { ended } from '../sources/limits.ts';
import { type Attempt, type Pace, paced, retry, retryAfter } from '../sources/retry.ts';
import type { Told } from '../stores/told.ts';
import { keptContent } from './kept.ts';
import { lostWebhook, refusedWebhook } from './webhook-failures.ts';
import { signatureFields } from './webhook-signature.ts';

/** What {@link webhookNotifier} is told. */
export interface WebhookOptions {
  readonly name: string;
  /** Asked for when it is needed; may raise. Only its origin is ever shown: the rest may be secret. */
  readonly url: () => Promise<string>;
  /** One signature for each (Standard Webhooks); none for a chat. Asked for when they are needed; may raise. */
  readonly secrets: () => Promise<readonly string[]>;
  readonly format: WebhookFormat;
  readonly content: WebhookContent;
  readonly interest: Interest;
  readonly told: Told;
  readonly clock: Clock;
  readonly userAgent: string;
  /** Hosts that may be reached at private addresses, as `host` or `host:port`. */
  readonly allowedHosts: readonly string[];
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  readonly pace?: Partial<Pace>;
}

const PACE = paced({ attempts: 4, base: 1000, longest: 60_000 });

/** What is kept of a webhook until it is taken. */
const CONTENT = z.strictObject({ keys: z.array(z.string()), id: z.string(), type: z.string(), body: z.string() });

/** A letter when there is news. Its id is that of the news, so that a receiver knows what it has had already. */
export function webhookNotifier(options: WebhookOptions): Notifier {
  const { name, interest, told, clock, format, content, timeout } = options;
  const pace = { ...PACE, ...options.pace };
  const client = lazily(async () => {
    const { Agent, request } = await import('undici');
    const connect = guardedConnector(options.allowedHosts, timeout);
    return { request, dispatcher: new Agent({ connect, keepAliveTimeout: 1, headersTimeout: timeout }) };
  });

  async function post(url: URL, letter: z.output<typeof CONTENT>): Promise<Attempt<void>> {
    const receiver = url.origin;
    const { request, dispatcher } = await client();
    const headers = {
      'content-type': letter.type,
      'user-agent': options.userAgent,
      ...signatureFields(letter.id, clock.now(), letter.body, await options.secrets()),
    };
    const signal = AbortSignal.timeout(timeout);
    try {
      const answer = await request(url, { dispatcher, method: 'POST', headers, body: letter.body, signal });
      // What it says is nobody's concern.
      answer.body.on('error', () => {}).destroy();
      const { statusCode } = answer;
      if (statusCode >= 200 && statusCode < 300) return { done: undefined };
      return refusedWebhook(
        statusCode,
        receiver,
        retryAfter([answer.headers['retry-after'] ?? []].flat()[0], clock.now()),
      );
    } catch (error) {
      return lostWebhook(signal.aborted ? ended(signal, receiver) : error, url, receiver);
    }
  }

  return {
    name,

    async compose(report) {
      const before = await told.read(name);
      const known = stillTold(report, before);
      if (known.size < before.size) await told.write(name, known);
      const news = newsOf(report, interest, known);
      if (news === undefined) return [];
      const id = idOf(name, await told.forgotten(name), news.keys);
      const time = clock.now().toISOString();
      const { type, text } = renderWebhook(news.report, { format, content, id, time });
      return [{ about: 'news', content: { keys: [...news.keys], id, type, body: text } }];
    },

    async deliver(kept) {
      const letter = keptContent(CONTENT, kept, name);
      const known = await told.read(name);
      if (letter.keys.every((key) => known.has(key))) return { told: [] };
      const url = targetOf(await options.url());
      await retry(() => post(url, letter), pace, new AbortController().signal);
      await told.write(name, new Set([...known, ...letter.keys]));
      return { told: [`webhook to \`${url.origin}\` (${format}): ${plural(letter.keys.length, 'piece')} of news`] };
    },
  };
}

/** Another one for what was told before, went and came back: `round` is another then. */
function idOf(name: string, round: number, keys: readonly string[]): string {
  return `msg_${createHash('sha256')
    .update(JSON.stringify([name, round, ...keys]))
    .digest('hex')
    .slice(0, 32)}`;
}

function targetOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url !== undefined && isWeb && url.username + url.password === '') return url;
  throw new Failure({
    code: 'config-invalid',
    // The text itself is left out: all of it may be secret.
    message: 'What `url` of a webhook names is no URL with `https://`',
    hint: 'check the variable or file that holds it',
  });
}
