// Which version of the Pact specification a file keeps to.

import { isObject } from '../../model/json.ts';
import { type Field, invalid, isAbsent, itemsOf, member, wrong } from '../contract/field.ts';
import { quote } from '../document/looks.ts';

/** A major version of the Pact specification. */
export type PactVersion = 1 | 2 | 3 | 4;

/** Where writers have put the version, newest first. */
const PLACES: readonly (readonly string[])[] = [
  ['pactSpecification', 'version'],
  ['pact-specification', 'version'],
  ['pactSpecificationVersion'],
];

/**
 * The major version that the metadata names, or that the file's shape shows where they name none. Raises
 * {@link Failure} `unsupported-version` or `contract-invalid`.
 */
export function versionOf(root: Field): PactVersion {
  const metadata = member(root, 'metadata');
  const written = PLACES.map((path) => path.reduce(member, metadata)).find((field) => !isAbsent(field));
  if (written === undefined) return versionOfShape(root);
  const { value } = written;
  if (typeof value !== 'string' && typeof value !== 'number') throw wrong(written, 'a version such as `4.0`');
  const major = /^\s*v?([1-4])(?:\.|\s*$)/i.exec(String(value))?.[1];
  if (major !== undefined) return Number(major) as PactVersion;
  throw invalid(
    written,
    `is ${quote(String(value))}, and only versions 1 to 4 of the Pact specification are read`,
    'write the contract in one of these versions, or update this tool',
    'unsupported-version',
  );
}

function versionOfShape(root: Field): PactVersion {
  const interactions = itemsOf(member(root, 'interactions'))
    .map(({ value }) => value)
    .filter(isObject);
  if (interactions.some((interaction) => Object.hasOwn(interaction, 'type'))) return 4;
  const isThird = interactions.some((interaction) => Object.hasOwn(interaction, 'providerStates'));
  return isThird || !isAbsent(member(root, 'messages')) ? 3 : 2;
}
