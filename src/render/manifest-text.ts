// The YAML text of a manifest: laid out as people write one, and inert on a terminal.

import { COLLECTION_STYLE, dump, SCALAR_STYLE, visit } from 'js-yaml';
import type { JsonObject } from '../model/json.ts';

const HEAD =
  '# yaml-language-server: $schema=usage.schema.json\n# That file is what `driftgate schema usage` prints.\n';

/** The manifest as YAML, with its schema in front for editors, and behind it what it leaves out. */
export function manifestText(manifest: JsonObject, unsaid: readonly string[]): string {
  return `${HEAD}${written(manifest)}${leftOut(unsaid)}`;
}

/** Invisible characters that js-yaml takes for printable: formats such as bidi overrides. */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}]/gu;

const IN_ONE_LINE = new Set(['status', 'credentials', 'code']);

function written(manifest: JsonObject): string {
  const text = dump(manifest, {
    lineWidth: -1,
    noRefs: true,
    transform: (documents) =>
      visit(documents, (node) => {
        if (node.kind === 'scalar' && node.value.search(INVISIBLE) >= 0) node.style = SCALAR_STYLE.DOUBLE_QUOTED;
        if (node.kind === 'mapping') {
          for (const { key, value } of node.items) {
            const plain = value.kind === 'sequence' && value.items.every(({ kind }) => kind === 'scalar');
            if (plain && key.kind === 'scalar' && IN_ONE_LINE.has(key.value)) value.style = COLLECTION_STYLE.FLOW;
          }
        }
        if (node.kind !== 'sequence') return;
        // What is known of a field stands beside its path.
        for (const item of node.items) {
          const [pair] = item.kind === 'mapping' && item.items.length === 1 ? item.items : [];
          if (pair?.value.kind === 'mapping') pair.value.style = COLLECTION_STYLE.FLOW;
        }
      }),
  });
  return text.replace(INVISIBLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

function leftOut(unsaid: readonly string[]): string {
  if (unsaid.length === 0) return '';
  const lines = [...new Set(unsaid)].map((what) => `#   ${what.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�')}\n`);
  return `# Left out, because a manifest has no words for it:\n${lines.join('')}`;
}
