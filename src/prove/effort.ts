// How much is tried before a change is left unproven, and how it is said that it cannot be proven.

/** Says why a change cannot be proven. Thrown within the room, and told by `prove` as the witness's `why`. */
export class Unprovable extends Error {}

/** What proving one change may cost. Counts, not seconds: the same documents give the same witnesses on any machine. */
export interface ProofLimits {
  /** Validations of one value by one side, for one change. */
  readonly checks: number;
  /** Values (of any depth) that are made to be tried, for one change. */
  readonly samples: number;
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
  checks: 200,
  samples: 20_000,
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
  /** Takes one sample. Throws {@link Unprovable} when none is left. */
  sample(): void;
  /** Checks that are left. */
  left(): number;
  /** Remembers what stood in the way, to tell where nothing is found. */
  note(why: string): void;
  noted(): string | undefined;
}

/** The effort for one change. */
export function effort(limits: ProofLimits): Effort {
  let left = limits.checks;
  let samples = limits.samples;
  let noted: string | undefined;
  return {
    limits,
    left: () => left,
    note: (why) => {
      noted ??= why;
    },
    noted: () => noted,
    check: () => {
      left -= 1;
      if (left < 0) throw new Unprovable(noted ?? `no payload that shows it was found in ${limits.checks} tries`);
    },
    sample: () => {
      samples -= 1;
      if (samples < 0) throw new Unprovable(noted ?? 'its schemas are too large to find a payload that shows it');
    },
  };
}
