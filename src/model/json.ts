// JSON as data from strangers: the only shape in which foreign documents enter the house.

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; a key that is absent reads as `undefined`. `__proto__` is a key like any other. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Whether the value is a JSON object (neither an array nor `null`). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the value is a JSON array. */
export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** The own property `key`, never one inherited from `Object.prototype`. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The text at `key`, or `undefined` when there is none or it is no text. */
export function text(object: JsonObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' ? value : undefined;
}

/** The value of a JSON text, or `undefined` when it is none. */
export function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON text with the keys of every object sorted: equal for equal values, whatever the order of keys. */
export function canonical(value: Json | undefined): string {
  let text = '';
  writeCanonical(value, (piece) => {
    text += piece;
  });
  return text;
}

/** The same value with the keys of every object sorted, so that what is shown of it does not hang on how it was written. */
export function inOrder<T extends Json>(value: T): T {
  return typeof value === 'object' && value !== null ? JSON.parse(canonical(value)) : value;
}

/** Writes {@link canonical} text in pieces. */
export function writeCanonical(value: Json | undefined, write: (piece: string) => void): void {
  if (isArray(value)) {
    let before = '[';
    for (const item of value) {
      write(before);
      writeCanonical(item, write);
      before = ',';
    }
    write(before === '[' ? '[]' : ']');
  } else if (isObject(value)) {
    let before = '{';
    for (const key of Object.keys(value).sort()) {
      const member = value[key];
      if (member === undefined) continue;
      write(`${before}${JSON.stringify(key)}:`);
      writeCanonical(member, write);
      before = ',';
    }
    write(before === '{' ? '{}' : '}');
  } else write(JSON.stringify(value ?? null));
}
