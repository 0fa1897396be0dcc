// A map whose values are made when they are first asked for.

/** A map from each of `names` to what `make` gives for it, made once when it is asked for; in the order of the names. */
export class LazyMap<V> implements ReadonlyMap<string, V> {
  readonly #names: ReadonlySet<string>;
  readonly #make: (name: string) => V;
  readonly #made = new Map<string, V>();

  constructor(names: ReadonlySet<string>, make: (name: string) => V) {
    this.#names = names;
    this.#make = make;
  }

  get size(): number {
    return this.#names.size;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  get(name: string): V | undefined {
    return this.#names.has(name) ? this.#at(name) : undefined;
  }

  keys(): MapIterator<string> {
    return this.#names.keys();
  }

  *values(): MapIterator<V> {
    for (const name of this.#names) yield this.#at(name);
  }

  *entries(): MapIterator<[string, V]> {
    for (const name of this.#names) yield [name, this.#at(name)];
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(each: (value: V, name: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [name, value] of this) each(value, name, this);
  }

  #at(name: string): V {
    const made = this.#made.get(name);
    if (made !== undefined || this.#made.has(name)) return made as V;
    const value = this.#make(name);
    this.#made.set(name, value);
    return value;
  }
}
