// `driftgate usage`: contracts of one consumer, of any kind, as one usage.

import { Failure } from '../model/failure.ts';
import type { ContractDocument, Usage } from '../model/usage.ts';
import { parseContract } from '../read/contract/parse.ts';
import { readContracts } from '../read/contract/read.ts';
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

  const { consumer, hosts } = request;
  const isOf = (host: string) => (wanted: string) => host === wanted || host.endsWith(`.${wanted}`);
  const usages = readContracts(documents, {
    ...(consumer !== undefined && { consumer }),
    ...(hosts.length > 0 && { keeps: ({ hostname }) => hosts.some(isOf(hostname)) }),
  });

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
  return parseContract({ name, bytes: fetched.bytes });
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
