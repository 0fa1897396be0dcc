// A small seeded source of chance, so that every failure can be had again from its seed.

/** Draws that depend on nothing but the seed. */
export interface Random {
  /** A number from 0 up to, and without, 1. */
  next(): number;
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number;
  /** Whether something that happens so often (0-1) happens. */
  chance(probability: number): boolean;
  /** One of the choices; raises `RangeError` when there is none. */
  pick<T>(choices: readonly T[]): T;
  /** The choices in another order. */
  shuffled<T>(choices: readonly T[]): T[];
}

/** The draws of `seed` (mulberry32). */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (choices) => {
      const [chosen] = choices.slice(below(choices.length));
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
    shuffled: (choices) =>
      choices
        .map((choice) => ({ choice, rank: next() }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ choice }) => choice),
  };
}
