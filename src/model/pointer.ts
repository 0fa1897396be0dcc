// Where something is written: RFC 6901 pointers, with the file in front where a document has several.

/**
 * A JSON pointer (RFC 6901) in the main document, such as `/components/schemas/Charge`, or in a further file of
 * the same document, such as `schemas/charge.yaml#/properties/amount`.
 */
export type Pointer = string;

/** The pointer to `key` below `pointer`. */
export function below(pointer: Pointer, ...keys: readonly (string | number)[]): Pointer {
  let result = pointer;
  for (const key of keys) result += `/${escapeSegment(String(key))}`;
  return result;
}

/** The file that a pointer leads into; empty for the main document, whose pointers start with a slash or are empty. */
export function fileOf(pointer: Pointer): string {
  return pointer === '' || pointer.startsWith('/') ? '' : pointer.slice(0, pointer.indexOf('#'));
}

/** The file that a pointer leads into, as {@link fileOf} says, and its unescaped segments. */
export function parsePointer(pointer: Pointer): { readonly file: string; readonly segments: readonly string[] } {
  const file = fileOf(pointer);
  const path = file === '' ? pointer : pointer.slice(file.length + 1);
  return { file, segments: path === '' ? [] : path.split('/').slice(1).map(unescapeSegment) };
}

function escapeSegment(segment: string): string {
  return segment.includes('~') || segment.includes('/') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

function unescapeSegment(segment: string): string {
  return segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment;
}
