// How much samples prove: the chance that what is seen came about while nothing changed.

/** How often something was seen. */
export interface Seen {
  readonly seen: number;
  /** Of so many times that it could have been seen. */
  readonly of: number;
  /** In so many samples. */
  readonly samples: number;
}

/** What speaks for a change. */
export interface Evidence {
  readonly before: Seen;
  readonly after: Seen;
  /** At most so likely is it that nothing changed and this was seen all the same: 0-1. */
  readonly chance: number;
}

/** One sample is none. */
const LEAST_SAMPLES = 2;

/**
 * What `before` and `after` prove.
 *
 * The chance is an upper bound on this: however often the thing really comes, if it comes as often before and after, how
 * likely is it to be seen at least as often as it was on the one side and at most as often as it was on the other?
 * By Chernoff's bound that is at most exp(-n KL(k/n, r) - m KL(l/m, r)) for each true rate r between `k` of `n` and `l`
 * of `m`, and greatest at the rate of both together, (k + l) / (n + m): the likelihood ratio of one rate against two. It
 * needs no table, holds for the smallest numbers, and errs on the side of silence. Seen 14 of 14 times and then 0 of 5:
 * 1.8 in 100,000. 5 of 5 and 0 of 5: 1 in 1,024. 30 of 1,000 and 0 of 20: 55 in 100, which is no evidence at all.
 *
 * What is in one sample is taken to be of one kind, so that a list of a hundred items counts once: rates are those of all
 * that was seen, sizes those of the samples. Samples are taken to be independent; those that show one record over again
 * prove less than is said here, so that whoever takes them had better ask for several.
 */
export function evidenceOf(before: Seen, after: Seen): Evidence {
  const enough = Math.min(before.samples, after.samples) >= LEAST_SAMPLES && before.of > 0 && after.of > 0;
  return { before, after, chance: enough ? likelihoodRatio(sized(before), sized(after)) : 1 };
}

function sized({ seen, of, samples }: Seen): { readonly size: number; readonly rate: number } {
  return { size: Math.min(of, samples), rate: seen / of };
}

function likelihoodRatio(a: ReturnType<typeof sized>, b: ReturnType<typeof sized>): number {
  const both = (a.size * a.rate + b.size * b.rate) / (a.size + b.size);
  return Math.exp(-a.size * divergence(a.rate, both) - b.size * divergence(b.rate, both));
}

/** Kullback and Leibler's, of two coins, in nats. */
function divergence(p: number, q: number): number {
  return (p === 0 ? 0 : p * Math.log(p / q)) + (p === 1 ? 0 : (1 - p) * Math.log((1 - p) / (1 - q)));
}

/** The counts and the chance in words: `14 of 14 samples before, 0 of 9 in 5 samples now; by chance at most once in 57000`. */
export function inWords({ before, after, chance }: Evidence): string {
  return `${counts(before)} before, ${counts(after)} now; by chance at most once in ${odds(chance)}`;
}

function counts({ seen, of, samples }: Seen): string {
  const whole = `${seen} of ${of}`;
  return of === samples ? `${whole} samples` : `${whole} in ${samples} samples`;
}

/** Two digits of it, and no more than a reader has a use for. */
function odds(chance: number): string {
  const times = Math.min(1 / chance, 1_000_000);
  return String(Math.floor(Number(times.toPrecision(2))));
}
