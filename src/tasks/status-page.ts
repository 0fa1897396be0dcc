// What providers say themselves: their status pages, and the incident that goes on at a time.

import { incidentAt } from '../judge/health-incident.ts';
import { Failure } from '../model/failure.ts';
import type { Incident, ProviderStatus } from '../model/health.ts';
import type { Json } from '../model/json.ts';
import { decode } from '../read/document/decode.ts';
import { readStatusPage } from '../read/metadata/status-page.ts';
import type { Outside } from './outside.ts';

/** What came of looking at a status page. */
export interface StatusLook {
  /** What it says; `undefined` where none is named, or it could not be read. */
  readonly status: ProviderStatus | undefined;
  /** Why it could not be read: no reason not to look at the API itself. */
  readonly failure: Failure | undefined;
  /** The incident or maintenance that the provider tells of at a time (RFC 3339). */
  readonly incidentAt: (time: string) => Incident | undefined;
}

const NO_PAGE: StatusLook = { status: undefined, failure: undefined, incidentAt: () => undefined };

/** Looks at the status page of an API, where the configuration names one; it is asked once. */
export async function statusOf(
  { statusPage }: { readonly statusPage?: string | undefined },
  { sources }: Pick<Outside, 'sources'>,
  signal?: AbortSignal,
): Promise<StatusLook> {
  if (statusPage === undefined) return NO_PAGE;
  const location = summaryOf(statusPage);
  try {
    const source = sources.find((each) => each.serves(location));
    const fetched = await source?.fetch({ location, ...(signal !== undefined && { signal }) });
    if (fetched?.status !== 'fetched') return NO_PAGE;
    const status = readStatusPage(jsonOf(fetched.bytes, location), location);
    return { status, failure: undefined, incidentAt: (time) => incidentAt(status, time) };
  } catch (failure) {
    if (failure instanceof Failure) return { ...NO_PAGE, failure };
    throw failure;
  }
}

/** Statuspage has its summary at `/api/v2/summary.json`, which people need not know. */
function summaryOf(page: string): string {
  const url = new URL(page);
  return url.pathname.endsWith('.json') ? page : new URL('/api/v2/summary.json', url).href;
}

function jsonOf(bytes: Uint8Array, name: string): Json {
  try {
    return JSON.parse(decode(bytes, undefined).text);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure({
      code: 'not-a-document',
      message: `\`${name}\` is not JSON`,
      hint: 'name the status page itself, or the address that ends in `/api/v2/summary.json`',
      place: name,
      cause,
    });
  }
}
