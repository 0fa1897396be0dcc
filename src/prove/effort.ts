// How much is tried before a change is left unproven, and how it is said that it cannot be proven.

/** Says why a change cannot be proven. Thrown within the room, and told by `prove` as the witness's `why`. */
export class Unprovable extends Error {}

/** What proving one change may cost. Counts, not seconds: the same documents give the same witnesses on any machine. */
export interface ProofLimits {
  /** Validations of one value by one side, for one change. */
  readonly checks: number;
  /** Schemas that one validation may enter; a schema that leads to itself without taking the value apart ends there. */
  readonly entered: number;
  /** Impacts of a change at which a proof is tried. */
  readonly impacts: number;
  /** Values (of any depth) that a payload may have. */
  readonly nodes: number;
  /** Characters that a text in a payload may have. */
  readonly characters: number;
}

/** Enough for what is found in real documents; proofs that succeed take a few checks. */
export const DEFAULT_LIMITS: ProofLimits = {
  checks: 300,
  entered: 20_000,
  impacts: 4,
  nodes: 5_000,
  characters: 10_000,
};

/** What is left to try for one change. */
export interface Effort {
  readonly limits: ProofLimits;
  /** Takes one check. Throws {@link Unprovable} when none is left. */
  check(): void;
}

/** The effort for one change. */
export function effort(limits: ProofLimits): Effort {
  let left = limits.checks;
  return {
    limits,
    check: () => {
      left -= 1;
      if (left < 0) throw new Unprovable(`no payload that shows it was found in ${limits.checks} tries`);
    },
  };
}
