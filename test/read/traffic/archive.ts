// HAR 1.2 archives, with as much in their entries as a test says.

import type { ContractDocument } from '../../../src/model/usage.ts';
import { contractDocument } from '../contract-documents.ts';

/** One entry of an archive. */
export interface Recorded {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it is. */
  readonly sent?: unknown;
  readonly sentType?: string;
  readonly status?: number;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  /** JSON, or text as it is; `undefined` for none. */
  readonly received?: unknown;
  readonly content?: Readonly<Record<string, unknown>>;
  readonly resourceType?: string;
}

/** The archive with these entries; the line of an entry is its place among them, and one. */
export function archive(entries: readonly Recorded[], name = 'session.har'): ContractDocument {
  const lines = entries.map((entry) => JSON.stringify(entryOf(entry)));
  return contractDocument(`{"log": {"version": "1.2", "entries": [\n${lines.join(',\n')}\n]}}`, name);
}

function entryOf(entry: Recorded): unknown {
  const { method = 'GET', url = 'https://api.example.com/things', headers = {}, sent, sentType, status = 200 } = entry;
  const { responseHeaders = {}, received, content, resourceType } = entry;
  const listed = (fields: Readonly<Record<string, string>>) =>
    Object.entries(fields).map(([key, value]) => ({ name: key, value }));
  return {
    ...(resourceType === undefined ? {} : { _resourceType: resourceType }),
    request: {
      method,
      url,
      headers: listed(headers),
      ...(sent === undefined ? {} : { postData: { mimeType: sentType ?? 'application/json', text: textOf(sent) } }),
    },
    response: {
      status,
      headers: listed(responseHeaders),
      content: content ?? {
        size: 0,
        mimeType: 'application/json',
        ...(received === undefined ? {} : { text: textOf(received) }),
      },
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
