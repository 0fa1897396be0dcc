// The names that an e-mail goes by: the same for the same news to the same person, however often it is sent.

import { createHash } from 'node:crypto';

const MAX_THREADS = 10;

/** The fields of RFC 5322 §3.6.4 by which a mailbox knows a message and its thread. */
export interface EmailIdentity {
  readonly messageId: string;
  /** One thread for each API, that of the gravest first; nobody ever sent the message that begins it. */
  readonly references: readonly string[];
}

/** What a message tells, and to whom. */
export interface EmailNews {
  readonly to: string;
  readonly keys: readonly string[];
  /** Another one for what was told before, went and came back: a mailbox drops a message that it knows. */
  readonly round: number;
  /** The gravest first. */
  readonly apis: readonly string[];
  /** That of the sender. */
  readonly domain: string;
}

/** The identity of the message that tells it. */
export function emailIdentity({ to, keys, round, apis, domain }: EmailNews): EmailIdentity {
  const at = (hash: string) => `<${hash}@${domain}>`;
  return {
    messageId: at(digest([to.toLowerCase(), `${round}`, ...keys.toSorted()])),
    references: apis.slice(0, MAX_THREADS).map((api) => at(`api.${digest([api])}`)),
  };
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
