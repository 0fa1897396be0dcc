// Texts on the wire (parameters, headers) against schemas of the values that they stand for.

import type { Serialization } from '../../model/api.ts';
import type { Json } from '../../model/json.ts';
import type { Schema } from '../../model/schema.ts';
import type { ContractReading } from './seam.ts';

/** Whether the text is one of a value that the schema accepts; `undefined` where it cannot be told. */
export function acceptsText(
  schema: Schema | undefined,
  text: string,
  { style }: Pick<Serialization, 'style'>,
  reading: ContractReading,
): boolean | undefined {
  if (schema === undefined) return true;
  const { variants } = schema.shape;
  // How objects are laid out is beyond what a text alone tells.
  if (variants.some(({ type }) => type === 'object')) return undefined;
  const list = variants.some(({ type }) => type === 'array');
  const parts = list ? text.split(delimiterOf(style)) : [];
  const values: Json[] = [
    ...scalars(text),
    ...(list ? [parts, parts.map((part) => scalars(part).at(-1) ?? part)] : []),
  ];
  const verdicts = values.map((value) => reading.accepts(schema, value));
  return verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
}

/** What a text may stand for; the text itself first. */
function scalars(text: string): readonly Json[] {
  if (/^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text)) return [text, Number(text)];
  if (text === 'true' || text === 'false') return [text, text === 'true'];
  return text === '' || text === 'null' ? [text, null] : [text];
}

function delimiterOf(style: string): string {
  return { spaceDelimited: ' ', pipeDelimited: '|', tabDelimited: '\t' }[style] ?? ',';
}
