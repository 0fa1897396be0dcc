// Message interactions of Pact: `messages` of version 3, asynchronous and synchronous ones of version 4.

import type { MessageInteraction } from '../../model/usage.ts';
import { type Field, isAbsent, itemsOf, member, membersOf, objectOf } from '../contract/field.ts';
import { quote } from '../document/looks.ts';
import { about } from './about.ts';
import { readBody } from './body.ts';
import { payloadOf } from './payload.ts';
import { type Note, readRules } from './rules.ts';
import type { Walk } from './tree.ts';
import type { PactVersion } from './version.ts';

type Message = Omit<MessageInteraction, 'unvalidatable'>;

/** A message that the consumer handles. Raises {@link Failure} `contract-invalid`. */
export function readMessage(interaction: Field, version: PactVersion, walk: Walk, note: Note): Message {
  objectOf(interaction);
  return {
    ...about(interaction, 'a message'),
    kind: 'message',
    received: receivedIn(interaction, version, walk, note),
  };
}

/** The messages that answer one of the consumer's. Raises {@link Failure} `contract-invalid`. */
export function readAnswers(interaction: Field, version: PactVersion, walk: Walk, note: Note): readonly Message[] {
  const base = about(interaction, 'a message');
  const [request, response] = [member(interaction, 'request'), member(interaction, 'response')];
  objectOf(request);
  const answers = Array.isArray(response.value) ? itemsOf(response) : [response];
  if (!isAbsent(member(request, 'contents')))
    note('the message that the consumer sends is not held against a document');
  if (answers.length === 0) return [{ ...base, kind: 'message', received: undefined }];
  return answers.map((answer) => {
    objectOf(answer);
    const line = answer.document.lineOf(answer.pointer);
    return {
      ...base,
      pointer: answer.pointer,
      line,
      kind: 'message',
      received: receivedIn(answer, version, walk, note),
    };
  });
}

function receivedIn(message: Field, version: PactVersion, walk: Walk, note: Note): Message['received'] {
  const metadata = [...membersOf(member(message, 'metadata')), ...membersOf(member(message, 'metaData'))];
  const isContentType = (name: string): boolean => /^content-?type$/i.test(name);
  const contentType = metadata.find(([name, { value }]) => isContentType(name) && typeof value === 'string')?.[1].value;
  const others = metadata.map(([name]) => name).filter((name) => !isContentType(name));
  for (const name of others) note(`the message's metadata ${quote(name)} is not held against a document`);
  const rules = readRules(message, new Set(others), note);
  const body = readBody(
    member(message, 'contents'),
    version,
    typeof contentType === 'string' ? contentType : undefined,
  );
  return payloadOf(body, rules.body, walk, { direction: 'received', note }, 'message');
}
