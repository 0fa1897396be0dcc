// Contracts of every kind into usages: each is known by its content.

import { Failure } from '../../model/failure.ts';
import { isArray, isObject, type Json, own } from '../../model/json.ts';
import type { ContractDocument, Usage } from '../../model/usage.ts';
import { looksLikeValue } from '../document/looks.ts';
import { readManifest } from '../manifest/manifest.ts';
import { readPact } from '../pact/read.ts';
import { readHar } from '../traffic/har.ts';

/** What a contract is written as. */
export type ContractKind = 'pact' | 'har' | 'manifest';

/** What recordings do not say by themselves. */
export interface Recorded {
  /** Who made them; else the folder of several, or the one's file name, is who. */
  readonly consumer?: string;
  /** Whether calls of this URL belong to the usage; by default all do. */
  readonly keeps?: (url: URL) => boolean;
}

/**
 * What `documents` say that their consumers rely on: Pact files and manifests in their order, then the recordings of each
 * consumer together. Raises {@link Failure} `contract-invalid` for what is no contract, and whatever reading it raises.
 */
export function readContracts(documents: readonly ContractDocument[], recorded: Recorded = {}): readonly Usage[] {
  const recordings: ContractDocument[] = [];
  const written = documents.flatMap((document): readonly Usage[] => {
    switch (contractKind(document.root)) {
      case 'pact':
        return [readPact(document)];
      case 'manifest':
        return [readManifest(document)];
      case 'har':
        recordings.push(document);
        return [];
      default:
        throw notAContract(document);
    }
  });
  const { consumer, keeps } = recorded;
  const groups = Map.groupBy(recordings, ({ name }) => (consumer === undefined ? folderOf(name) : ''));
  const seen = [...groups].map(([folder, group]) =>
    readHar(group, {
      consumer: consumer ?? recorder(folder, group),
      contract: group.length === 1 || folder === '' ? group.map(({ name }) => name).join(', ') : folder,
      ...(keeps !== undefined && { keeps }),
    }),
  );
  return [...written, ...seen];
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

function recorder(folder: string, recordings: readonly ContractDocument[]): string {
  const [first] = recordings;
  const name = recordings.length > 1 && folder !== '' ? folder : (first?.name ?? '').replace(/\.(?:har|json)$/i, '');
  return name.split('/').at(-1) || 'consumer';
}

/** What kind of contract a parsed file is by its content; `undefined` for none. */
export function contractKind(root: Json): ContractKind | undefined {
  if (!isObject(root)) return undefined;
  const has = (key: string): boolean => own(root, key) !== undefined;
  if (has('interactions') || (has('messages') && (has('consumer') || has('provider')))) return 'pact';
  const log = own(root, 'log');
  if (isObject(log) && isArray(own(log, 'entries'))) return 'har';
  return typeof own(root, 'consumer') === 'string' || has('operations') ? 'manifest' : undefined;
}

function notAContract({ name, root }: ContractDocument): Failure {
  return new Failure({
    code: 'contract-invalid',
    message: `\`${name}\` is no contract but ${looksLikeValue(root)}`,
    hint: 'name a Pact file, a usage manifest or a HAR recording',
    place: name,
  });
}
