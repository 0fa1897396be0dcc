// What every interaction of Pact has, whichever kind it is: its name, states, comments, and what its plugins know.

import { canonical, isObject, type Json } from '../../model/json.ts';
import type { Interaction, ProviderState } from '../../model/usage.ts';
import { withoutSecrets } from '../contract/credentials.ts';
import {
  type Field,
  isAbsent,
  itemsOf,
  member,
  membersOf,
  objectOf,
  optionalText,
  textOf,
  wrong,
} from '../contract/field.ts';
import { quote } from '../document/looks.ts';
import type { Note } from './rules.ts';

/** What {@link about} tells of an interaction. */
export type About = Pick<Interaction, 'name' | 'pointer' | 'line' | 'pending' | 'states' | 'decodes' | 'remarks'>;

/** What `interaction` says of itself; `unnamed` is its name where it has none. Raises {@link Failure} `contract-invalid`. */
export function about(interaction: Field, unnamed: string): About {
  const { document, pointer } = interaction;
  return {
    name: optionalText(member(interaction, 'description')) ?? unnamed,
    pointer,
    line: document.lineOf(pointer),
    pending: isPending(member(interaction, 'pending')),
    states: statesOf(interaction),
    decodes: 'tolerant',
    remarks: remarksOf(member(interaction, 'comments')),
  };
}

/** Says which plugins know of an interaction what is not known here. Raises {@link Failure} `contract-invalid`. */
export function notePlugins(interaction: Field, root: Field, note: Note): void {
  const named = itemsOf(member(member(root, 'metadata'), 'plugins')).map((plugin) => textOf(member(plugin, 'name')));
  const configured = membersOf(member(interaction, 'pluginConfiguration')).map(([name]) => name);
  for (const plugin of new Set([...configured, ...named]))
    note(`what the plugin ${quote(plugin)} checks is not known, so it is not held against a document`);
}

function isPending(field: Field): boolean {
  if (isAbsent(field)) return false;
  if (typeof field.value !== 'boolean') throw wrong(field, '`true` or `false`');
  return field.value;
}

/** Provider states: text in versions 1 (`provider_state`) and 2 (`providerState`), a list with parameters from 3 on. */
function statesOf(interaction: Field): readonly ProviderState[] {
  const several = member(interaction, 'providerStates');
  if (!isAbsent(several) && typeof several.value !== 'string') return itemsOf(several).map(stateOf);
  const single = [several, member(interaction, 'providerState'), member(interaction, 'provider_state')];
  const name = single.map(optionalText).find((state) => state !== undefined && state !== '');
  return name === undefined ? [] : [{ name, parameters: {} }];
}

function stateOf(field: Field): ProviderState {
  const params = member(field, 'params');
  const parameters = isAbsent(params) ? {} : withoutSecrets(objectOf(params));
  return { name: textOf(member(field, 'name')), parameters: isObject(parameters) ? parameters : {} };
}

/** Comments are as free as their authors: text is told as it is, and anything else as JSON. */
function remarksOf(comments: Field): readonly string[] {
  return membersOf(comments).flatMap(([key, field]) => {
    if (isAbsent(field)) return [];
    if (key === 'text') return Array.isArray(field.value) ? field.value.map(worded) : [worded(field.value)];
    if (key === 'references' && isObject(field.value)) return referencesOf(field);
    return [`${key}: ${worded(field.value)}`];
  });
}

function referencesOf(references: Field): readonly string[] {
  return membersOf(references).flatMap(([group, entries]) =>
    isObject(entries.value)
      ? membersOf(entries).map(([name, { value }]) => `${group} ${name}: ${worded(value)}`)
      : [`${group}: ${worded(entries.value)}`],
  );
}

function worded(value: Json | undefined): string {
  return typeof value === 'string' ? value : canonical(value);
}
