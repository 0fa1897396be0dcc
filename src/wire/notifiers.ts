// Who is told, as the configuration says: notifiers that are loaded when somebody is told, and the outbox.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { outboxIn } from '../adapters/stores/outbox.ts';
import type { Config } from '../config/load.ts';
import type { GitHubNotifyConfig } from '../config/notify.ts';
import type { EmailNotifyConfig } from '../config/notify-email.ts';
import type { FeedNotifyConfig, WebhookNotifyConfig } from '../config/notify-webhook.ts';
import { type Environment, resolveReferences } from '../config/secrets.ts';
import { lazily } from '../model/lazily.ts';
import type { Clock, Notifier } from '../ports.ts';
import type { Outside } from '../tasks/outside.ts';
import type { Telling } from '../tasks/tell.ts';
import type { Surroundings } from './wire.ts';

/** Who is told, as `config` says, and the outbox. Nothing is opened yet. */
export function telling(config: Config, surroundings: Surroundings, { environment, clock }: Outside): Telling {
  const { folder, userAgent = 'driftgate', allowPrivateHosts = [] } = surroundings;
  const world: World = {
    folder,
    environment,
    clock,
    userAgent,
    told: resolve(folder, config.state, 'told'),
    timeZone: config.timeZone,
    allowedHosts: [...config.allowPrivateHosts, ...allowPrivateHosts],
  };
  return {
    notifiers: config.notify.flatMap(({ github, email, webhook, feed }) => [
      ...(github === undefined ? [] : [githubWith(github, world)]),
      ...(email === undefined ? [] : [emailWith(email, world)]),
      ...(webhook === undefined ? [] : [webhookWith(webhook, world)]),
      ...(feed === undefined ? [] : [feedWith(feed, world)]),
    ]),
    outbox: outboxIn(resolve(folder, config.state, 'outbox'), { clock }),
  };
}

/** Issues on GitHub; what keeps them is loaded when somebody is told. */
function githubWith(config: GitHubNotifyConfig, { environment, userAgent, clock }: World): Notifier {
  const { repository, baseUrl, label, token } = config;
  const notifier = lazily(async () => {
    const [{ githubNotifier }, { githubClient }] = await Promise.all([
      import('../adapters/notifiers/github.ts'),
      import('../adapters/github/client.ts'),
    ]);
    const github = lazily(async () =>
      githubClient({ repository, baseUrl, userAgent, token: await resolveReferences(token, environment) }),
    );
    return githubNotifier({ config, github, clock });
  });
  return later(`github ${repository} ${label} at ${baseUrl}`, notifier);
}

/** What the notifiers that keep no state on their far side need. */
interface World {
  readonly folder: string;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly userAgent: string;
  /** The folder of what was told. */
  readonly told: string;
  readonly timeZone: string;
  readonly allowedHosts: readonly string[];
}

/** A notifier that is loaded when somebody is told. */
function later(name: string, load: () => Promise<Omit<Notifier, 'name'>>): Notifier {
  return {
    name,
    compose: async (report) => (await load()).compose(report),
    deliver: async (letter, again) => (await load()).deliver(letter, again),
  };
}

/** E-mail by SMTP. */
function emailWith(config: EmailNotifyConfig, { folder, environment, clock, told, timeZone }: World): Notifier {
  const { smtp, requireTls, ca, from, to } = config;
  const name = `email by ${smtp}`;
  return later(
    name,
    lazily(async () => {
      const [{ emailNotifier }, { smtpMailer }, { toldFolder }] = await Promise.all([
        import('../adapters/notifiers/email.ts'),
        import('../adapters/notifiers/smtp.ts'),
        import('../adapters/stores/told.ts'),
      ]);
      const url = () => resolveReferences(smtp, environment);
      const trust = ca === undefined ? {} : { ca: () => readFile(resolve(folder, ca), 'utf8') };
      const mailer = smtpMailer({ url, requireTls, clock, ...trust });
      const recipients = to.map(({ address, name, quiet, timeZone: own = timeZone, ...interest }) => ({
        address,
        name,
        quiet,
        timeZone: own,
        interest,
      }));
      return emailNotifier({ name, from, recipients, mailer, told: toldFolder(told), clock });
    }),
  );
}

/** A webhook: an event, or a message for a chat. */
function webhookWith(config: WebhookNotifyConfig, world: World): Notifier {
  const { url, secrets, format, content, seconds, ...interest } = config;
  const { environment, clock, userAgent, allowedHosts, told } = world;
  const name = `webhook to ${url}`;
  const filled = (text: string) => resolveReferences(text, environment);
  return later(
    name,
    lazily(async () => {
      const [{ webhookNotifier }, { toldFolder }] = await Promise.all([
        import('../adapters/notifiers/webhook.ts'),
        import('../adapters/stores/told.ts'),
      ]);
      return webhookNotifier({
        name,
        url: () => filled(url),
        secrets: () => Promise.all(secrets.map(filled)),
        format,
        content,
        interest,
        told: toldFolder(told),
        clock,
        userAgent,
        allowedHosts,
        timeout: seconds * 1000,
      });
    }),
  );
}

/** An Atom feed in a file. */
function feedWith({ file, url, entries, ...interest }: FeedNotifyConfig, { folder, clock }: World): Notifier {
  const name = `feed ${file}`;
  return later(
    name,
    lazily(async () => {
      const { feedNotifier } = await import('../adapters/notifiers/feed.ts');
      return feedNotifier({ name, path: resolve(folder, file), file, url, most: entries, interest, clock });
    }),
  );
}
