// Status pages of Statuspage: `/api/v2/summary.json`, read into incidents and maintenance windows.

import { harmless } from '../../model/code.ts';
import { Failure } from '../../model/failure.ts';
import type { Incident, ProviderStatus } from '../../model/health.ts';
import { isArray, isObject, type Json, type JsonObject, own, text } from '../../model/json.ts';
import { redactText } from '../traffic/redact.ts';
import { resolved, shownUrl } from './deadlines-links.ts';

const MOST_LISTED = 200;

/** Reads a summary. `name` is for messages. Raises {@link Failure} `not-a-document` for what is none. */
export function readStatusPage(json: Json, name: string): ProviderStatus {
  const status = isObject(json) ? own(json, 'status') : undefined;
  const indicator = isObject(status) ? text(status, 'indicator') : undefined;
  if (!isObject(json) || indicator === undefined) {
    throw new Failure({
      code: 'not-a-document',
      message: `\`${name}\` is no summary of a status page`,
      hint: 'name the address that ends in `/api/v2/summary.json`',
      place: name,
    });
  }
  const page = own(json, 'page');
  // A group says of itself what the worst of its components says.
  const components = listed(json, 'components').filter((component) => own(component, 'group') !== true);
  return {
    name: shown((isObject(page) ? text(page, 'name') : undefined) ?? name),
    indicator: shown(indicator),
    impaired: components.filter((component) => text(component, 'status') !== 'operational').map(nameOf),
    incidents: [
      ...listed(json, 'incidents').flatMap((each) => incidentOf(each, 'incident')),
      ...listed(json, 'scheduled_maintenances').flatMap((each) => incidentOf(each, 'maintenance')),
    ],
  };
}

function incidentOf(written: JsonObject, kind: Incident['kind']): readonly Incident[] {
  const scheduled = kind === 'maintenance';
  const from = timeAt(written, scheduled ? ['scheduled_for'] : ['started_at', 'created_at']);
  if (from === undefined) return [];
  const link = resolved(text(written, 'shortlink') ?? '', '');
  const status = text(written, 'status') ?? '';
  // A maintenance may take longer than it was meant to.
  const goesOn = /^(?:in_progress|verifying)$/.test(status);
  return [
    {
      kind,
      name: nameOf(written),
      url: link && shownUrl(link),
      status: shown(status),
      impact: shown(text(written, 'impact') ?? ''),
      from,
      until: timeAt(written, scheduled && !goesOn ? ['resolved_at', 'scheduled_until'] : ['resolved_at']),
      components: listed(written, 'components').map(nameOf),
    },
  ];
}

function timeAt(object: JsonObject, keys: readonly string[]): string | undefined {
  const times = keys.map((key) => Date.parse(text(object, key) ?? ''));
  const time = times.find((each) => !Number.isNaN(each));
  return time === undefined ? undefined : new Date(time).toISOString();
}

function listed(object: JsonObject, key: string): readonly JsonObject[] {
  const list = own(object, key);
  return isArray(list) ? list.slice(0, MOST_LISTED).filter(isObject) : [];
}

function nameOf(object: JsonObject): string {
  return shown(text(object, 'name') ?? '');
}

function shown(written: string): string {
  return harmless(redactText(written.slice(0, 1000)), 200);
}
