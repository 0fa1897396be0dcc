// Answers of which some are not known, and what follows of several.

/** Yes, no, or `undefined` where it cannot be told. */
export type Verdict = boolean | undefined;

/** What follows for the whole of what is said of its members. */
export const COMBINED: Readonly<Record<'allOf' | 'anyOf' | 'oneOf', (verdicts: readonly Verdict[]) => Verdict>> = {
  allOf: (verdicts) => (verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true),
  anyOf: (verdicts) => (verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false),
  oneOf: (verdicts) => {
    const yes = verdicts.filter((verdict) => verdict === true).length;
    if (yes > 1) return false;
    return verdicts.includes(undefined) ? undefined : yes === 1;
  },
};

/** What follows for `not`. */
export function negated(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict;
}
