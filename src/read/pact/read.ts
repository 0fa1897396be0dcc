// Pact files of versions 1 to 4 into what the consumer relies on.

import type { ContractDocument, Interaction, Usage } from '../../model/usage.ts';
import {
  type Field,
  invalid,
  isAbsent,
  itemsOf,
  member,
  objectOf,
  optionalText,
  rootField,
  textOf,
  wrong,
} from '../contract/field.ts';
import { countNodes, DEFAULT_LIMITS } from '../document/limits.ts';
import { notePlugins } from './about.ts';
import { readHttp } from './http.ts';
import { readAnswers, readMessage } from './message.ts';
import type { Note } from './rules.ts';
import { type Walk, walkThrough } from './tree.ts';
import { type PactVersion, versionOf } from './version.ts';

/**
 * Reads a Pact file. What of it cannot be held against a document is said in its interactions' `unvalidatable`. Raises
 * {@link Failure} `contract-invalid` for what is no Pact file, with the place and the mend, `unsupported-version`,
 * `too-deep` or `too-large`.
 */
export function readPact(document: ContractDocument): Usage {
  countNodes(document.root, DEFAULT_LIMITS, document.name);
  const root = rootField(document);
  objectOf(root);
  const consumer = textOf(member(member(root, 'consumer'), 'name'));
  const provider = optionalText(member(member(root, 'provider'), 'name'));
  const version = versionOf(root);
  const [interactions, messages] = [member(root, 'interactions'), member(root, 'messages')];
  if (isAbsent(interactions) && isAbsent(messages)) throw wrong(interactions, 'a list');
  const walk = walkThrough(document.name);
  return {
    consumer,
    provider,
    owner: undefined,
    contract: document.name,
    source: 'pact',
    interactions: [
      ...itemsOf(interactions).flatMap((interaction) => readInteraction(interaction, root, version, walk)),
      ...itemsOf(messages).flatMap((message) =>
        noted(message, root, (note) => [readMessage(message, version, walk, note)]),
      ),
    ],
  };
}

function readInteraction(interaction: Field, root: Field, version: PactVersion, walk: Walk): readonly Interaction[] {
  objectOf(interaction);
  const type = member(interaction, 'type');
  switch (optionalText(type)?.toLowerCase()) {
    case undefined:
    case 'synchronous/http':
      return noted(interaction, root, (note) => [readHttp(interaction, version, walk, note)]);
    case 'asynchronous/messages':
      return noted(interaction, root, (note) => [readMessage(interaction, version, walk, note)]);
    case 'synchronous/messages':
      return noted(interaction, root, (note) => readAnswers(interaction, version, walk, note));
    default:
      throw invalid(
        type,
        'is no type of interaction',
        'write `Synchronous/HTTP`, `Asynchronous/Messages` or `Synchronous/Messages`',
      );
  }
}

/** What `read` gives, with all that it noted as what cannot be held against a document. */
function noted<T extends object>(
  interaction: Field,
  root: Field,
  read: (note: Note) => readonly T[],
): readonly (T & { readonly unvalidatable: readonly string[] })[] {
  const sentences = new Set<string>();
  const note: Note = (sentence) => sentences.add(sentence);
  const found = read(note);
  notePlugins(interaction, root, note);
  return found.map((item) => ({ ...item, unvalidatable: [...sentences] }));
}
