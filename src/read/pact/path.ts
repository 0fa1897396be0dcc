// Path expressions of Pact's matching rules: `$.data[*].id`, `$['@id'].*`.

/** One step of a path: a name, an index, or any of either. */
export type Step = string | number | { readonly any: 'name' | 'index' };

const STEP = /\.(\*)|\[(\*)\]|\.([^.[\]]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;

/** How many characters a path expression may have. */
const LONGEST = 10_000;

/** The steps after the `$` that an expression begins with; `undefined` for what is no path expression. */
export function parsePath(expression: string): readonly Step[] | undefined {
  if (!expression.startsWith('$') || expression.length > LONGEST) return undefined;
  const steps: Step[] = [];
  const step = new RegExp(STEP);
  step.lastIndex = 1;
  while (step.lastIndex < expression.length) {
    const found = step.exec(expression);
    if (found === null) return undefined;
    const [, anyName, anyIndex, name, index, single, double] = found;
    if (anyName !== undefined) steps.push({ any: 'name' });
    else if (anyIndex !== undefined) steps.push({ any: 'index' });
    else if (index !== undefined) steps.push(Number(index));
    else steps.push(name ?? (single ?? double ?? '').replace(/\\(.)/gs, '$1'));
  }
  return steps;
}

/** The steps of a header's or query parameter's key in versions 3 and 4: a name, or a name with an index behind it. */
export function parseName(key: string, names: ReadonlySet<string>): readonly Step[] | undefined {
  if (names.has(key)) return [key];
  const found = key.startsWith('$') ? undefined : /\[(\d+|\*)\]$/.exec(key);
  if (found === undefined) return parsePath(key) ?? [key];
  if (found === null) return [key];
  return [key.slice(0, found.index), found[1] === '*' ? { any: 'index' } : Number(found[1])];
}
