// Usage manifests: what a consumer relies on, as its developers write it down by hand.

import { operationName } from '../../model/place.ts';
import { below } from '../../model/pointer.ts';
import { type KeyPath, parsed, problemFailure } from '../../model/problems.ts';
import type {
  ContractDocument,
  Interaction,
  Payload,
  ProviderState,
  SentCredential,
  Usage,
} from '../../model/usage.ts';
import { fieldsSchema, type Refuse } from './fields.ts';
import { type Call, type Credential, type Fields, MANIFEST_SCHEMA, type ManifestFile, type Message } from './schema.ts';
import { readHeaders, sentParameters } from './texts.ts';

/** Reads a usage manifest. Raises {@link Failure} `contract-invalid` with the file, line, key and mend. */
export function readManifest(document: ContractDocument): Usage {
  const { name, root } = document;
  const written = { value: root, lineOf: (path: KeyPath) => document.lineOf(pointerOf(path)) };
  const refuse: Refuse = (problem) => {
    throw problemFailure(problem, written, name, 'contract-invalid');
  };
  const manifest = parsed(MANIFEST_SCHEMA, written, name, 'contract-invalid');
  const names = new Set<string>();
  const interactions = manifest.operations.map((operation, index): Interaction => {
    const path: KeyPath = ['operations', index];
    const read =
      'call' in operation ? readCall(operation, path, manifest, refuse) : readMessage(operation, path, refuse);
    if (names.has(read.name)) {
      const hint = 'give each a name of its own, or write them as one';
      return refuse({ path, what: `has the name of another operation: \`${read.name}\``, hint });
    }
    names.add(read.name);
    const pointer = pointerOf(path);
    return {
      ...read,
      pointer,
      line: document.lineOf(pointer),
      pending: operation.pending ?? false,
      states: (operation.given ?? []).flatMap(statesOf),
      decodes: operation.decodes ?? manifest.decodes ?? 'tolerant',
      remarks: [...(operation.code ?? []), ...(operation.remarks ?? [])],
      unvalidatable: operation.unvalidatable ?? [],
    };
  });
  const { consumer, provider, owner } = manifest;
  return { consumer, provider, owner, contract: name, source: 'manifest', interactions };
}

/** What an interaction is beside what all of them have. */
type Own<T> = T extends Interaction
  ? Omit<T, 'pointer' | 'line' | 'pending' | 'states' | 'decodes' | 'remarks' | 'unvalidatable'>
  : never;

function readCall(operation: Call, at: KeyPath, manifest: ManifestFile, refuse: Refuse): Own<Interaction> {
  const { call, sends = {}, status = ['2XX'], headers = [], reads, mediaType } = operation;
  const space = call.indexOf(' ');
  const method = call.slice(0, space).toUpperCase();
  const path = call.slice(space + 1);
  const credentials = operation.credentials ?? manifest.credentials;
  return {
    kind: 'http',
    name: operation.name ?? operationName(method, path),
    method,
    path,
    parameters: [
      ...sentParameters('query', sends.query ?? [], [...at, 'sends', 'query'], refuse),
      ...sentParameters('header', sends.headers ?? [], [...at, 'sends', 'headers'], refuse),
      ...sentParameters('cookie', sends.cookies ?? [], [...at, 'sends', 'cookies'], refuse),
    ],
    sent: payloadOf(sends.body, sends.mediaType, [...at, 'sends', 'body'], true, refuse),
    statuses: [...new Set(status.map(String))],
    headers: readHeaders(headers, [...at, 'headers'], refuse),
    received: payloadOf(reads, mediaType, [...at, 'reads'], false, refuse),
    credentials: credentials?.map(credentialOf),
  };
}

function readMessage({ receives, reads, mediaType }: Message, at: KeyPath, refuse: Refuse): Own<Interaction> {
  return { kind: 'message', name: receives, received: payloadOf(reads, mediaType, [...at, 'reads'], false, refuse) };
}

function payloadOf(
  fields: Fields = [],
  mediaType: string | undefined,
  at: KeyPath,
  sent: boolean,
  refuse: Refuse,
): Payload | undefined {
  if (fields.length === 0 && mediaType === undefined) return undefined;
  const schema = fields.length === 0 ? undefined : fieldsSchema(fields, at, sent, refuse);
  return { mediaType, schema, example: undefined };
}

function statesOf(given: NonNullable<Call['given']>[number]): readonly ProviderState[] {
  if (typeof given === 'string') return [{ name: given, parameters: {} }];
  return Object.entries(given).map(([name, parameters]) => ({ name, parameters }));
}

function credentialOf(credential: Credential): SentCredential {
  if (credential === 'mtls') return { in: 'tls', name: '', scheme: undefined };
  if (typeof credential === 'string') return { in: 'header', name: 'authorization', scheme: credential };
  if ('query' in credential) return { in: 'query', name: credential.query, scheme: undefined };
  if ('cookie' in credential) return { in: 'cookie', name: credential.cookie, scheme: undefined };
  return { in: 'header', name: credential.header.toLowerCase(), scheme: credential.scheme?.toLowerCase() };
}

function pointerOf(path: KeyPath): string {
  return below('', ...path.map(String));
}
