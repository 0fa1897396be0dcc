// Which entry of an operation's responses describes a status.

import type { Response } from './api.ts';

/** The response for a status: its own, that of its class, `default` (OpenAPI 3.1 §4.8.16). */
export function responseFor(responses: readonly Response[], status: string): Response | undefined {
  const served = statusFor(
    responses.map((response) => response.status),
    status,
  );
  return responses.find((response) => response.status === served);
}

/** The one of `statuses`, as a document names them, that takes in `status`. */
export function statusFor(statuses: readonly string[], status: string): string | undefined {
  const range = /^\d/.test(status) ? `${status[0]}XX` : 'default';
  return [status, range, 'default'].find((candidate) => statuses.includes(candidate));
}
