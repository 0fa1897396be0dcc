// What somebody probably meant who wrote a word that is not known.

/** `did you mean ...?` for a word that is nearly one of `known`, or else what there is: few words, or `otherwise`. */
export function suggestion(word: string, known: readonly string[], otherwise = 'remove it'): string {
  const [best] = known
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  if (best !== undefined) return `did you mean \`${best.name}\`?`;
  return known.length === 0 || known.length > 20
    ? otherwise
    : `use one of ${known.map((name) => `\`${name}\``).join(', ')}`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
