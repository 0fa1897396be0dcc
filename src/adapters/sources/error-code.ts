// The code that an error of the system or of a library carries.

/** The `code` of `error`, such as `ENOENT`, as text; `undefined` when it has none. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
