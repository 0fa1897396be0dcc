// `driftgate usage`: contracts of one consumer, of any kind, as one usage.

import { Failure } from '../model/failure.ts';
import { isObject, own } from '../model/json.ts';
import { parsePointer } from '../model/pointer.ts';
import type { ContractDocument, Usage } from '../model/usage.ts';
import { lineFinder } from '../read/document/lines.ts';
import { parse } from '../read/document/parse.ts';
import { DEFAULT_LIMITS } from '../read/document/read.ts';
import { readManifest } from '../read/manifest/manifest.ts';
import { readHar } from '../read/traffic/har.ts';
import { nameOf } from './document.ts';
import type { Outside } from './outside.ts';

/** What is asked of a usage. */
export interface UsageRequest {
  /** Contracts: files, URLs or `git:REV:path`. */
  readonly from: readonly string[];
  /** Who made the recordings, which do not say it; by default the first one's file name. */
  readonly consumer?: string;
  /** The hosts that recorded calls are of, with those below them; all when there are none. */
  readonly hosts: readonly string[];
}

/** Reads contracts into one usage. Raises {@link Failure}: one cannot be read, they are of several consumers, or empty. */
export async function usage(request: UsageRequest, outside: Outside): Promise<Usage> {
  const documents = await Promise.all(request.from.map((location) => contractAt(location, outside)));

  const recordings = documents.filter(isRecording);
  const others = documents.filter((document) => !isRecording(document));
  const usages = [...others.map(readManifest), ...(recordings.length === 0 ? [] : [recorded(recordings, request)])];

  return joined(usages, request);
}

async function contractAt(location: string, outside: Outside): Promise<ContractDocument> {
  const name = nameOf(location);
  const source = outside.sources.find((candidate) => candidate.serves(location));
  const fetched = await source?.fetch({ location });
  if (fetched?.status !== 'fetched') {
    throw new Failure({
      code: 'source-missing',
      message: `\`${name}\` is no location that can be read`,
      hint: 'give a file, a URL or `git:REV:path`',
      place: name,
    });
  }
  const { value: root, text, outline } = parse(name, fetched.bytes, fetched.contentType, DEFAULT_LIMITS);
  const lineOf = lineFinder(text, outline(text));
  return { name, root, lineOf: (pointer) => lineOf(parsePointer(pointer).segments) };
}

function isRecording({ root }: ContractDocument): boolean {
  return isObject(root) && own(root, 'log') !== undefined;
}

function recorded(recordings: readonly ContractDocument[], { consumer, hosts, from }: UsageRequest): Usage {
  const [first] = recordings;
  const stem =
    first?.name
      .split('/')
      .at(-1)
      ?.replace(/\.(har|json)$/i, '') ?? '';
  const isOf = (host: string) => (wanted: string) => host === wanted || host.endsWith(`.${wanted}`);
  return readHar(recordings, {
    consumer: consumer ?? (stem === '' ? 'consumer' : stem),
    contract: from.join(', '),
    ...(hosts.length === 0 ? {} : { keeps: ({ hostname }) => hosts.some(isOf(hostname)) }),
  });
}

function joined(usages: readonly Usage[], { from }: UsageRequest): Usage {
  const [first, ...rest] = usages;
  const interactions = usages.flatMap((each) => each.interactions);
  const place = from.join(', ');
  if (first === undefined || interactions.length === 0) {
    throw new Failure({
      code: 'contract-invalid',
      message: `\`${place}\` holds no call of an API`,
      hint: 'record the calls themselves, with contents; with `--host`, check that they went to that host',
      place,
    });
  }
  const other = rest.find(({ consumer, provider }) => consumer !== first.consumer || provider !== first.provider);
  if (other !== undefined) {
    throw new Failure({
      code: 'usage',
      message: `\`${first.contract}\` and \`${other.contract}\` are of different consumers or providers`,
      hint: 'write a manifest of each: one run for one of them',
      place,
    });
  }
  return { ...first, contract: place, interactions };
}
