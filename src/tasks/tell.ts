// Telling: what is to be told is written down first, and ticked off when it is told.

import { Failure } from '../model/failure.ts';
import type { Report } from '../model/report.ts';
import type { KeptLetter, Notifier, Outbox } from '../ports.ts';

/** What {@link tell} needs of the world outside. */
export interface Telling {
  readonly notifiers: readonly Notifier[];
  readonly outbox: Outbox;
}

/** What came of telling. */
export interface Told {
  /** What was done, what waits, and what is lost, one line each. */
  readonly lines: readonly string[];
  /**
   * Why somebody could not be told, each once, however many it keeps from the news. What they were to be told stays in
   * the outbox, and is tried again by the next run that tells.
   */
  readonly failures: readonly Failure[];
}

/**
 * Tells `report` to everybody, and before it what is left of earlier runs. Of a notifier that cannot be reached nothing
 * further is tried. Raises {@link Failure} `store-failed` when the outbox cannot be used; nobody is told then.
 */
export async function tell(report: Report, { notifiers, outbox }: Telling): Promise<Told> {
  for (const notifier of notifiers)
    for (const letter of await notifier.compose(report)) await outbox.put(notifier.name, letter);

  const { letters, lost } = await outbox.waiting();
  const lines = [...lost];
  const failures: Failure[] = [];
  const beyondReach = new Set<Notifier>();
  for (const letter of letters) {
    const notifier = notifiers.find(({ name }) => name === letter.notifier);
    if (notifier === undefined) {
      await letter.done();
      lines.push(`\`${letter.notifier}\` is told nothing of \`${letter.about}\`: it is under \`notify\` no more`);
    } else if (!beyondReach.has(notifier)) {
      try {
        lines.push(...(await delivered(letter, notifier)));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        if (!failures.includes(error)) failures.push(error);
        if (!ONE_LETTER.has(error.code)) beyondReach.add(notifier);
      }
    }
  }
  return { lines, failures };
}

/** Failures that may be due to one letter, so that the next one is tried. */
const ONE_LETTER: ReadonlySet<string> = new Set([
  'http-status',
  'answer-invalid',
  'too-large',
  'mail-refused',
  'mail-deferred',
]);

/** After these it is known that nothing was left half done. */
const CERTAIN: ReadonlySet<string> = new Set([
  'secret-missing',
  'config-invalid',
  'unauthorized',
  'rate-limited',
  'http-status',
  'dns',
  'mail-refused',
  'mail-deferred',
]);

async function delivered(letter: KeptLetter, notifier: Notifier): Promise<readonly string[]> {
  await letter.mark(true);
  const delivery = await notifier.deliver(letter, letter.begun).catch(async (error) => {
    if (error instanceof Failure && CERTAIN.has(error.code)) await letter.mark(letter.begun);
    throw error;
  });
  if ('waits' in delivery) return [`\`${notifier.name}\` is told of \`${letter.about}\` later: ${delivery.waits}`];
  await letter.done();
  return delivery.told;
}
