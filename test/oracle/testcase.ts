// A failure as a test case that is ready to be kept.

import { dump } from 'js-yaml';
import { line } from '../compare/documents.ts';
import type { Failure } from './laws.ts';
import type { Whole } from './schemas.ts';

/** The pair as YAML, the law that it breaks, the instance that shows it, and what was found. */
export function testCase({ law, seed, before, after, instance, findings }: Failure): string {
  const found = findings.map(({ severity, change }) => `  # ${severity} ${line(change)}`);
  return [
    `# ${law}, seed ${seed}${instance === undefined ? '' : `, shown by ${JSON.stringify(instance)}`}`,
    'before:',
    indented(written(before)),
    'after:',
    indented(written(after)),
    '  # found:',
    ...found,
    '',
  ].join('\n');
}

/** The schema with the components that it reaches. */
function written({ schema, components }: Whole): string {
  const reached: Record<string, unknown> = {};
  let text = JSON.stringify(schema);
  for (let size = -1; size < Object.keys(reached).length; ) {
    size = Object.keys(reached).length;
    for (const [name, component] of Object.entries(components)) {
      if (name in reached || !text.includes(`/${name}"`)) continue;
      reached[name] = component;
      text += JSON.stringify(component);
    }
  }
  return dump(Object.keys(reached).length === 0 ? { schema } : { schema, components: reached }, { lineWidth: 110 });
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, '  ');
}
