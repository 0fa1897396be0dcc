// The one normal form of schemas (JSON Schema 2020-12 terms): a union of variants, one JSON type each.

import type { Target } from './document.ts';
import type { Json, JsonObject } from './json.ts';
import type { Pointer } from './pointer.ts';

/** The JSON types; an integer is a number with `integer` set. */
export const JSON_TYPES = ['null', 'boolean', 'number', 'string', 'array', 'object'] as const;
export type JsonType = (typeof JSON_TYPES)[number];

/** A keyword's value and where it is written. */
export interface Keyword<T> {
  readonly value: T;
  readonly pointer: Pointer;
}

/** A schema, read when its shape is asked for; cycles are therefore no concern of the reader's. */
export interface Schema {
  /** Equal for two schemas of one document exactly when they are read from the same places in it. */
  readonly key: string;
  /** Where it is written: the target, where it is a lone `$ref`. */
  readonly pointer: Pointer;
  /** The JSON that it is read from: a value must satisfy all of it. */
  readonly sources: readonly Target[];
  readonly shape: Shape;
  /** Told without the shape. */
  readonly annotations: Annotations;
  /** Whether it accepts nothing; told without the shape where a look at its words is enough. */
  readonly isNever: boolean;
}

/** What a schema accepts: any value that one of its variants accepts and no condition refuses. */
export interface Shape {
  /** No variant means that nothing is accepted. */
  readonly variants: readonly Variant[];
  /** The place of the `type` keyword; `undefined` when no `type` is declared at all. */
  readonly typeAt: Pointer | undefined;
  /** Set when the variants come of a `oneOf` and may overlap: a value that two accept is refused. */
  readonly exclusive: boolean;
  /** Set when so many alternatives were nested in one another that some of their combinations were left out. */
  readonly truncated: boolean;
  readonly discriminator: Keyword<Discriminator> | undefined;
  /** Keywords that the house does not know, by name: they may mean anything. */
  readonly unread: ReadonlyMap<string, Keyword<Json>>;
}

/** What a schema says beside what it accepts. */
export interface Annotations {
  readonly deprecated: boolean;
  readonly deprecatedAt: Pointer;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly default: Keyword<Json> | undefined;
  /** RFC 3339 date of `x-sunset`. */
  readonly sunset: string | undefined;
  readonly xml: Keyword<Json> | undefined;
}

/** OpenAPI 3.1 §4.8.25: `mapping` holds values of the property and the component names or URIs they select. */
export interface Discriminator {
  readonly propertyName: string;
  readonly mapping: ReadonlyMap<string, string>;
}

/** A constraint that the normal form does not unfold (`not`, `if`, `unevaluatedProperties`, ...): compared as it stands. */
export interface Condition {
  readonly keyword: string;
  readonly pointer: Pointer;
  /** Equal for two conditions that mean the same, also across documents. */
  readonly meaning: string;
  readonly value: Json;
}

/** One alternative of one JSON type. */
export type Variant = NullVariant | BooleanVariant | NumberVariant | StringVariant | ArrayVariant | ObjectVariant;

interface VariantBase {
  /** Equal for two variants of one document exactly when they are read from the same places in it. */
  readonly key: string;
  readonly pointer: Pointer;
  /** The component's name or title by which alternatives are paired; `undefined` for an inline one. */
  readonly name: string | undefined;
  /** The only values accepted (`enum`, `const`), all of this variant's type; `undefined` for any. */
  readonly values: Keyword<readonly Json[]> | undefined;
  /** Set where values outside `values` may come (`x-extensible-enum`, `anyOf` of a type and an enum of it). */
  readonly extensible: Keyword<readonly Json[]> | undefined;
  readonly conditions: readonly Condition[];
}

export interface NullVariant extends VariantBase {
  readonly type: 'null';
}

export interface BooleanVariant extends VariantBase {
  readonly type: 'boolean';
}

/** A bound of numbers: `exclusive` refuses the bound itself. */
export interface Limit {
  readonly value: number;
  readonly exclusive: boolean;
}

export interface NumberVariant extends VariantBase {
  readonly type: 'number';
  readonly integer: Keyword<true> | undefined;
  readonly lower: Keyword<Limit> | undefined;
  readonly upper: Keyword<Limit> | undefined;
  readonly multipleOf: readonly Keyword<number>[];
  readonly format: Keyword<string> | undefined;
}

export interface StringVariant extends VariantBase {
  readonly type: 'string';
  readonly minLength: Keyword<number> | undefined;
  readonly maxLength: Keyword<number> | undefined;
  readonly patterns: readonly Keyword<string>[];
  readonly format: Keyword<string> | undefined;
  readonly contentEncoding: Keyword<string> | undefined;
  readonly contentMediaType: Keyword<string> | undefined;
  readonly contentSchema: Schema | undefined;
}

export interface ArrayVariant extends VariantBase {
  readonly type: 'array';
  readonly minItems: Keyword<number> | undefined;
  readonly maxItems: Keyword<number> | undefined;
  readonly uniqueItems: Keyword<true> | undefined;
  readonly prefixItems: readonly Schema[];
  /** What the items after the prefix are. */
  readonly items: Schema;
  readonly contains: readonly Contains[];
}

/** JSON Schema 2020-12 §6.4: between `min` and `max` items match. */
export interface Contains {
  readonly schema: Schema;
  readonly min: Keyword<number>;
  readonly max: Keyword<number> | undefined;
}

export interface ObjectVariant extends VariantBase {
  readonly type: 'object';
  readonly properties: ReadonlyMap<string, Schema>;
  /** The object of properties as it is written, where nothing else speaks of them. */
  readonly plain: { readonly value: JsonObject; readonly pointer: Pointer } | undefined;
  /** Where each property stands in its object: its schema may stand elsewhere. */
  readonly places: ReadonlyMap<string, Pointer>;
  /** The required names and where each is said to be. */
  readonly required: ReadonlyMap<string, Pointer>;
  readonly patternProperties: ReadonlyMap<string, Schema>;
  /** What properties are that neither `properties` nor `patternProperties` names. */
  readonly additional: Schema;
  readonly propertyNames: readonly Schema[];
  /** For each property, the names that it requires beside it. */
  readonly dependentRequired: ReadonlyMap<string, Keyword<readonly string[]>>;
  readonly minProperties: Keyword<number> | undefined;
  readonly maxProperties: Keyword<number> | undefined;
}
