// A schema whose parts are read when they are asked for.

import { ANYTHING } from '../../model/anything.ts';
import type { Target } from '../../model/document.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Annotations, Schema, Shape } from '../../model/schema.ts';

/** What a schema is read with. */
export interface SchemaReading {
  shape(schema: Schema): Shape;
  annotations(schema: Schema): Annotations;
  /** Whether a first look shows some value that satisfies all of `sources`. */
  hasSome(sources: readonly Target[]): boolean;
}

/** A schema whose shape is read once, when it is asked for. A class, since a large document has a hundred thousand of them. */
export class LazySchema implements Schema {
  readonly key: string;
  readonly pointer: Pointer;
  readonly sources: readonly Target[];
  readonly #read: SchemaReading;
  #shape: Shape | undefined;
  #annotations: Annotations | undefined;
  #reading = false;

  constructor(key: string, pointer: Pointer, sources: readonly Target[], read: SchemaReading) {
    this.key = key;
    this.pointer = pointer;
    this.sources = sources;
    this.#read = read;
  }

  get shape(): Shape {
    // Whoever asks while the schema is being read came back to it on a circle, which says nothing new.
    if (this.#reading) return ANYTHING.shape;
    if (this.#shape === undefined) {
      this.#reading = true;
      this.#shape = this.#read.shape(this);
      this.#reading = false;
    }
    return this.#shape;
  }

  get annotations(): Annotations {
    this.#annotations ??= this.#read.annotations(this);
    return this.#annotations;
  }

  get isNever(): boolean {
    return this.sources.length > 0 && !this.#read.hasSome(this.sources) && this.shape.variants.length === 0;
  }
}
