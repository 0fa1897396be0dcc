// Incidents against drift: what the provider says itself about the time at which something went wrong.

import type { Incident, ProviderStatus } from '../model/health.ts';

/** Minutes for which things go wrong before the provider says so, and after it says that all is well. */
const AROUND = 15 * 60_000;

/**
 * The incident or maintenance that goes on at `time` (RFC 3339), gravest first; `undefined` where the page tells of none.
 * What goes wrong then is no evidence of drift. `components` are the names of those that the API is served by; where the
 * incident names none of its own, or they are not given, it is about all.
 */
export function incidentAt(
  { incidents }: ProviderStatus,
  time: string,
  components: readonly string[] = [],
): Incident | undefined {
  const at = Date.parse(time);
  const ours = new Set(components.map((name) => name.toLowerCase()));
  const during = incidents.filter(
    (incident) =>
      at >= Date.parse(incident.from) - AROUND &&
      (incident.until === undefined || at <= Date.parse(incident.until) + AROUND) &&
      (ours.size === 0 ||
        incident.components.length === 0 ||
        incident.components.some((name) => ours.has(name.toLowerCase()))),
  );
  const gravity = ({ impact }: Incident): number => IMPACTS.indexOf(impact);
  return during.sort((a, b) => gravity(b) - gravity(a) || (a.from < b.from ? -1 : 1))[0];
}

/** In the words of Statuspage; a word of another is the least. */
const IMPACTS: readonly string[] = ['none', 'maintenance', 'minor', 'major', 'critical'];
