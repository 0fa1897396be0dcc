// The calls of a run of sampling, made.

import { resolveReferences } from '../config/secrets.ts';
import { Failure } from '../model/failure.ts';
import type { Called } from '../ports.ts';
import type { Outside } from './outside.ts';
import type { PlannedSample } from './sample-plan.ts';

/** A sample, and what came of its calls. */
export interface Answered {
  readonly plan: PlannedSample;
  readonly calls: readonly Called[];
  /** Why it was not called any more. */
  readonly failure: Failure | undefined;
}

/** So many calls are on their way at a time. */
const CONCURRENCY = 8;

/** Makes the calls of all samples, each as often as the configuration says; one that cannot be called hinders no other. */
export async function sampleCalls(
  samples: readonly PlannedSample[],
  { caller, environment }: Pick<Outside, 'caller' | 'environment'>,
  { update, signal }: { readonly update: (detail: string) => void; readonly signal?: AbortSignal },
): Promise<readonly Answered[]> {
  const { default: PQueue } = await import('p-queue');
  const queue = new PQueue({ concurrency: CONCURRENCY });
  const whole = samples.reduce((sum, { config }) => sum + config.times, 0);
  let made = 0;
  const answered = await Promise.all(
    samples.map(async (plan): Promise<Answered> => {
      const calls: Called[] = [];
      let failure: Failure | undefined;
      try {
        const { headers, redact } = await headersOf(plan, environment);
        const request = { ...plan.request, headers, ...(signal !== undefined && { signal }) };
        const one = async (): Promise<void> => {
          if (failure !== undefined) return;
          try {
            const called = await caller.call(request);
            calls.push({ ...called, redact: (text) => called.redact(redact(text)) });
          } catch (error) {
            if (!(error instanceof Failure)) throw error;
            failure ??= error;
          }
          made += 1;
          update(`${made} of ${whole} calls`);
        };
        await queue.addAll(Array.from({ length: plan.config.times }, () => one));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        failure = error;
      }
      return { plan, calls: calls.sort((a, b) => Date.parse(a.last.at) - Date.parse(b.last.at)), failure };
    }),
  );
  return withholding(answered);
}

/** The calls, from which the secrets of all of them are taken: an API may repeat to one what it got from another. */
function withholding(answered: readonly Answered[]): readonly Answered[] {
  // The last call of a sample knows every secret that its credential had.
  const last = answered.flatMap(({ calls }) => calls.slice(-1));
  const redact = (text: string): string => last.reduce((said, each) => each.redact(said), text);
  return answered.map((each) => ({
    ...each,
    calls: each.calls.map((called) => ({ ...called, redact: (text) => redact(called.redact(text)) })),
  }));
}

/** The header fields of a sample, secrets put in, and what takes these out again. */
export async function headersOf(
  { config: { headers = {}, body } }: PlannedSample,
  environment: Outside['environment'],
): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly redact: (text: string) => string }> {
  const secrets = new Set<string>();
  const filled: Record<string, string> = {
    accept: 'application/json, */*;q=0.5',
    ...(body !== undefined && typeof body !== 'string' && { 'content-type': 'application/json' }),
  };
  for (const [name, value] of Object.entries(headers))
    filled[name.toLowerCase()] = await resolveReferences(value, environment, (secret) => secrets.add(secret));
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  return { headers: filled, redact: (text) => longestFirst.reduce((said, each) => said.replaceAll(each, '***'), text) };
}
