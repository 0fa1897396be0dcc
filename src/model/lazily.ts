// Values that are computed when they are first asked for.

/** A function that computes once and then remembers. */
export function lazily<T>(compute: () => T): () => T {
  let box: { readonly value: T } | undefined;
  return () => {
    box ??= { value: compute() };
    return box.value;
  };
}
