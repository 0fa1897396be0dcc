// Rules on alternatives (`oneOf`, `anyOf`) and on what tells them apart.

import type { Rule } from '../model/rule.ts';
import { document, yaml } from './example.ts';
import { BREAKING_OR_RISKY } from './grade.ts';
import { now, payload, reason, subject, was } from './words.ts';

const CARD_OR_BANK = yaml`
  oneOf:
    - { title: Card, type: object, required: [card], properties: { card: { type: string } } }
    - { title: Bank, type: object, required: [iban], properties: { iban: { type: string } } }
`;

const CARD_OR_BANK_OR_CASH = yaml`
  oneOf:
    - { title: Card, type: object, required: [card], properties: { card: { type: string } } }
    - { title: Bank, type: object, required: [iban], properties: { iban: { type: string } } }
    - { title: Cash, type: object, required: [drawer], properties: { drawer: { type: integer } } }
`;

const NO_DISCRIMINATOR = document`
  paths:
    /things:
      post:
        requestBody:
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
        responses:
          '200':
            description: A pet
            content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
  components:
    schemas:
      Pet:
        oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
      Cat: { type: object, required: [kind, lives], properties: { kind: { type: string }, lives: { type: integer } } }
      Dog: { type: object, required: [kind, tricks], properties: { kind: { type: string }, tricks: { type: integer } } }
`;

const ONE_OF = "oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]";
const DISCRIMINATOR = NO_DISCRIMINATOR.replace(
  ONE_OF,
  `${ONE_OF}
      discriminator: { propertyName: kind, mapping: { cat: Cat, dog: Dog } }`,
);

const ANY_OF = yaml`
  anyOf:
    - { type: string, pattern: '^a' }
    - { type: string, pattern: 'z$' }
`;

/** Rules on `alternative.*`, `discriminator.*` and `inclusion.*`. */
export const ALTERNATIVE_RULES = [
  {
    id: 'alternative-added',
    on: 'alternative.added',
    severity: { request: 'info', response: BREAKING_OR_RISKY },
    title: 'A value may take one more form.',
    why: 'A client that has a branch for each form of before has none for the new one.',
    example: { as: 'schema', before: CARD_OR_BANK, after: CARD_OR_BANK_OR_CASH },
    message: (change) => `alternative ${subject(change)} is new in the ${payload(change)}`,
  },
  {
    id: 'alternative-removed',
    on: 'alternative.removed',
    severity: { request: 'breaking', response: 'info' },
    title: 'A value may take one form fewer.',
    why: 'A request that sends this form is refused. In a response it no longer comes.',
    example: { as: 'schema', before: CARD_OR_BANK_OR_CASH, after: CARD_OR_BANK },
    message: (change) => `alternative ${subject(change)} is gone from the ${payload(change)}`,
  },
  {
    id: 'discriminator-added',
    on: 'discriminator.added',
    severity: { request: 'risky', response: 'info' },
    title: 'A property tells the alternatives apart.',
    why: 'The schema takes the same requests as before, but a server that now chooses by the property may refuse one that leaves it out. A response is read as before.',
    example: { as: 'document', before: NO_DISCRIMINATOR, after: DISCRIMINATOR },
    message: (change) => `alternatives in the ${payload(change)} are now told apart by ${subject(change)}`,
  },
  {
    id: 'discriminator-removed',
    on: 'discriminator.removed',
    severity: { request: 'info', response: 'risky' },
    title: 'No property tells the alternatives apart any more.',
    why: 'The schema allows the same responses as before, but a client that chooses by the property may no longer find in it what it knows.',
    example: { as: 'document', before: DISCRIMINATOR, after: NO_DISCRIMINATOR },
    message: (change) => `alternatives in the ${payload(change)} are no longer told apart by ${subject(change)}`,
  },
  {
    id: 'discriminator-changed',
    on: 'discriminator.changed',
    severity: { request: 'breaking', response: 'breaking' },
    title: 'The alternatives are told apart in another way.',
    why: 'The same value stands for another form: the other side decodes the payload as what it is not.',
    example: {
      as: 'document',
      before: DISCRIMINATOR,
      after: DISCRIMINATOR.replace('{ cat: Cat, dog: Dog }', '{ cat: Dog, dog: Cat }'),
    },
    message: (change) => `discriminator ${subject(change)} is now ${now(change, 'absent')}${was(change)}`,
  },
  {
    id: 'inclusion-undecided',
    on: 'inclusion.undecided',
    severity: { request: 'risky', response: 'risky' },
    title: 'Whether the new schema takes what the old one took cannot be decided.',
    why: 'It may be the same contract in other words, or a narrower one: look at both.',
    example: { as: 'schema', before: ANY_OF, after: ANY_OF.replace('anyOf', 'oneOf') },
    message: (change) =>
      `${subject(change)} is written in another way, and whether it means the same is open${reason(change)}`,
  },
] as const satisfies readonly Rule[];
