// E-mail by SMTP (RFC 5321): over TLS, a few connections at a time, tried again where that may help.

import type { SendMailOptions, Transporter } from 'nodemailer';
import PQueue from 'p-queue';
import { Failure } from '../../model/failure.ts';
import { lazily } from '../../model/lazily.ts';
import type { Clock } from '../../ports.ts';
import { type Attempt, type Pace, paced, retry } from '../sources/retry.ts';
import { failedMail, type SmtpFailed } from './smtp-failures.ts';

/** An address with the name of whose it is; empty for none. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** One message to one person. */
export interface OutgoingMail {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With its angle brackets. */
  readonly messageId: string;
  readonly references: readonly string[];
  /** RFC 2919. */
  readonly listId: string;
}

/** Sends e-mail. */
export interface Mailer {
  /** Returns when the server has taken it. Raises {@link Failure}. */
  send(mail: OutgoingMail): Promise<void>;
}

/** What {@link smtpMailer} is told. Times are in milliseconds. */
export interface SmtpOptions {
  /** `smtp://USER:PASSWORD@HOST:PORT`, or `smtps:` for TLS from the first byte. Asked for when it is needed; may raise. */
  readonly url: () => Promise<string>;
  /** Sends nothing before TLS is on (RFC 3207). A password is never sent without it. */
  readonly requireTls: boolean;
  /** Certificates of authorities to trust, as PEM, in the place of those whom everybody does. */
  readonly ca?: () => Promise<string>;
  readonly clock: Clock;
  readonly pace?: Partial<Pace>;
  /** For a connection, for the greeting, for silence within a conversation, and for a connection that nobody needs. */
  readonly timeouts?: Partial<Record<'connection' | 'greeting' | 'silence' | 'idle', number>>;
  /** How many connections there are at most. */
  readonly connections?: number;
}

const PACE = paced({ attempts: 3, base: 1000, longest: 30_000 });

// An idle connection is kept no longer: it would keep the process from its end.
const TIMEOUTS = { connection: 10_000, greeting: 10_000, silence: 30_000, idle: 500 };
/** A server that failed is spared for so long: whoever else is written to meanwhile hears the same. */
const SPARED = 60_000;

/** A mailer for one server. Nothing is opened before the first mail, and nothing stays open after the last. */
export function smtpMailer(options: SmtpOptions): Mailer {
  const { clock, connections = 5 } = options;
  const pace = { ...PACE, ...options.pace };
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const server = lazily(async () => serverOf(await options.url()));
  const turns = new PQueue({ concurrency: connections });
  const never = new AbortController().signal;
  let down: { readonly failure: Failure; readonly until: number } | undefined;
  let pool: Promise<Transporter> | undefined;
  let writing = 0;
  let closing: NodeJS.Timeout | undefined;

  async function open(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    const { host, port, secure, auth } = await server();
    return createTransport({
      pool: true,
      host,
      port,
      secure,
      requireTLS: options.requireTls || auth !== undefined,
      tls: { minVersion: 'TLSv1.2', ...(options.ca !== undefined && { ca: await options.ca() }) },
      ...(auth !== undefined && { auth }),
      maxConnections: connections,
      // What is tried again is tried by us.
      ...{ maxRequeues: 0 },
      connectionTimeout: timeouts.connection,
      dnsTimeout: timeouts.connection,
      greetingTimeout: timeouts.greeting,
      socketTimeout: timeouts.silence,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async function attempt(mail: OutgoingMail): Promise<Attempt<void> | SmtpFailed> {
    if (down !== undefined && clock.now().getTime() < down.until) return { failure: down.failure, again: false };
    pool ??= open();
    const transport = await pool;
    try {
      await transport.sendMail(messageOf(mail));
      down = undefined;
      return { done: undefined };
    } catch (error) {
      return failedMail(error, (await server()).name, mail.to.address);
    }
  }

  function close(): void {
    closing = setTimeout(() => {
      const ended = pool;
      pool = undefined;
      ended?.then(
        (transport) => transport.close(),
        () => {},
      );
    }, timeouts.idle);
  }

  return {
    async send(mail) {
      let isServer = false;
      writing += 1;
      clearTimeout(closing);
      const once = async () => {
        const outcome = await attempt(mail);
        isServer = 'isServer' in outcome && outcome.isServer;
        return outcome;
      };
      try {
        // Whoever is next waits meanwhile: a server that fails is not asked by all at once.
        await turns.add(() => retry(once, pace, never));
      } catch (error) {
        if (isServer && error instanceof Failure) down = { failure: error, until: clock.now().getTime() + SPARED };
        throw error;
      } finally {
        writing -= 1;
        if (writing === 0) close();
      }
    },
  };
}

/** RFC 3834 §5: nobody's holiday answers it. RFC 2919: a mailbox can sort by the list. */
function messageOf({ from, to, listId, references, ...mail }: OutgoingMail): SendMailOptions {
  const [first] = references;
  return {
    ...mail,
    from: { ...from },
    to: { ...to },
    envelope: { from: from.address, to: [to.address] },
    references: [...references],
    ...(first !== undefined && { inReplyTo: first }),
    headers: { 'Auto-Submitted': 'auto-generated', 'List-Id': listId },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

interface Server {
  /** `host:port`, for messages. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
}

/** RFC 8314: 465 is TLS from the first byte, 587 is where mail is handed in. Raises {@link Failure} `config-invalid`. */
function serverOf(text: string): Server {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const secure = url?.protocol === 'smtps:';
  const isPlain =
    url !== undefined && url.hostname !== '' && /^\/?$/.test(url.pathname) && url.search + url.hash === '';
  if (url === undefined || !isPlain || !(secure || url.protocol === 'smtp:')) {
    throw new Failure({
      code: 'config-invalid',
      // The text itself is left out: it may hold a password.
      message: 'What `smtp` names is no URL of a mail server',
      hint: 'write it as `smtps://USER:PASSWORD@HOST:465` or `smtp://USER:PASSWORD@HOST:587`, user and password percent-encoded',
    });
  }
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const auth = url.username === '' ? undefined : { user: decoded(url.username), pass: decoded(url.password) };
  return { name: `${url.hostname}:${port}`, host, port, secure, auth };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
