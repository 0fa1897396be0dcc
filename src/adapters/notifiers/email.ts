// Tells people by e-mail: to each a message of their own, of what they want to hear and were not told yet.

import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { dueAt, type QuietHours } from '../../model/quiet-hours.ts';
import type { Report } from '../../model/report.ts';
import type { Clock, Delivery, Letter, Notifier } from '../../ports.ts';
import { renderEmail } from '../../render/email.ts';
import { emailIdentity } from '../../render/email-identity.ts';
import { type Interest, newsOf, stillTold } from '../../render/news.ts';
import { gravestFirst } from '../../render/words.ts';
import type { Told } from '../stores/told.ts';
import { keptContent } from './kept.ts';
import type { Mailbox, Mailer } from './smtp.ts';

/** Somebody who is written to. */
export interface Recipient extends Mailbox {
  readonly interest: Interest;
  readonly quiet: QuietHours | undefined;
  /** A name of IANA; quiet hours are by its clocks. */
  readonly timeZone: string;
}

/** What {@link emailNotifier} is told. */
export interface EmailOptions {
  readonly name: string;
  readonly from: Mailbox;
  readonly recipients: readonly Recipient[];
  readonly mailer: Mailer;
  readonly told: Told;
  readonly clock: Clock;
}

/** What is kept of a message until it is sent. */
const CONTENT = z.strictObject({
  keys: z.array(z.string()),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  messageId: z.string(),
  references: z.array(z.string()),
});

/**
 * A letter for each recipient who has news. It waits while their hours are quiet, and is for nobody else: no recipient
 * learns of another, and one whose mailbox refuses keeps it from nobody. Sent again, it has the same Message-ID.
 */
export function emailNotifier({ name, from, recipients, mailer, told, clock }: EmailOptions): Notifier {
  const domain = domainToASCII(from.address.slice(from.address.lastIndexOf('@') + 1));

  async function letterTo({ address, interest }: Recipient, report: Report): Promise<readonly Letter[]> {
    const party = partyOf(address);
    const before = await told.read(party);
    const known = stillTold(report, before);
    if (known.size < before.size) await told.write(party, known);
    const news = newsOf(report, interest, known);
    if (news === undefined) return [];
    const apis = gravestFirst(news.report.apis).map(({ api }) => api);
    const round = await told.forgotten(party);
    const identity = emailIdentity({ to: address, keys: news.keys, round, apis, domain });
    const content = {
      keys: [...news.keys],
      ...renderEmail(news.report),
      ...identity,
      references: [...identity.references],
    };
    return [{ about: address, content }];
  }

  return {
    name,

    async compose(report) {
      const letters: Letter[] = [];
      for (const recipient of recipients) letters.push(...(await letterTo(recipient, report)));
      return letters;
    },

    async deliver(letter): Promise<Delivery> {
      const { about } = letter;
      const recipient = recipients.find(({ address }) => address === about);
      if (recipient === undefined) return { told: [`\`${about}\` is no recipient any more: nothing is sent`] };
      const { keys, ...mail } = keptContent(CONTENT, letter, name);
      const party = partyOf(recipient.address);
      const known = await told.read(party);
      if (keys.every((key) => known.has(key))) return { told: [] };
      const now = clock.now();
      const due = dueAt(now, recipient.quiet, recipient.timeZone);
      if (due > now) return { waits: `quiet hours until ${due.toISOString()}` };
      await mailer.send({
        ...mail,
        from,
        to: { name: recipient.name, address: recipient.address },
        listId: `<driftgate.${domain}>`,
      });
      await told.write(party, new Set([...known, ...keys]));
      return { told: [`e-mail to \`${recipient.address}\`: ${mail.subject}`] };
    },
  };
}

/** One person, in however many entries of the configuration they stand. */
function partyOf(address: string): string {
  return `email ${address.toLowerCase()}`;
}
