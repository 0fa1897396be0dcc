// The code that an error of the system or of a library carries.

/** The `code` of `error`, such as `ENOENT`, as text; `undefined` when it has none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return error.code === undefined ? undefined : String(error.code);
}
