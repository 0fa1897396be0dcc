// Makes few files of the many that splitting gives: to find, read, compile and link one costs more than most hold.
import { basename } from 'node:path';
import { build } from 'esbuild';

/** `import … from "…"` as esbuild writes it: what is imported, and from where. */
const IMPORT = /^import (?:([^;"]+?) from )?"([^"]+)";$/gm;

/** Functions that wait for the disk; they are looked up when they are called, for a comparison of files calls none. */
const LATER = 'node:fs/promises';

/**
 * `text` with modules of Node got by `process.getBuiltinModule`: an import of one, whatever is imported, loads all that its
 * exports stand for.
 */
export function withBuiltinsGot(text) {
  return text.replaceAll(IMPORT, (whole, names, from) => {
    if (!from.startsWith('node:') || names === undefined) return whole;
    const got = `globalThis.process.getBuiltinModule("${from}")`;
    if (!names.startsWith('{')) return `const ${names.replace(/^\* as /, '')} = ${got};`;
    const pairs = [...names.matchAll(/([\w$]+)(?: as ([\w$]+))?/g)].map(([, id, as = id]) => [id, as]);
    if (from !== LATER) return `const { ${pairs.map((pair) => pair.join(': ')).join(', ')} } = ${got};`;
    return pairs.map(([id, as]) => `const ${as} = (...args) => ${got}.${id}(...args);`).join(' ');
  });
}

/**
 * Merges into one file, for each of `merged`, what the entry points of its `roots` (paths of sources) load at once and no
 * earlier one holds, but for the files that it is to `keep`, and gives all files, name to text. The first argument is what
 * esbuild gives, split and not written. Who imports a merged entry point when it is needed finds it in the merged file.
 */
export async function withChunksMerged({ outputFiles, metafile }, merged) {
  const files = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  /** Chunk to where it went, and what its exports are called there. */
  const moved = new Map();

  for (const { name, roots, keep = [] } of merged) {
    const entries = [...outputs].filter(([, { entryPoint }]) => roots.includes(entryPoint)).map(([chunk]) => chunk);
    if (entries.length !== roots.length) throw new Error(`${name}: not every root is an entry point`);
    const chunks = loadedBy(entries, outputs).filter((chunk) => !moved.has(chunk) && !keep.includes(chunk));
    for (const [index, chunk] of chunks.entries()) {
      const renamed = (id) => (entries.includes(chunk) ? id : `${id}_${index}`);
      moved.set(chunk, { file: name, names: new Map(outputs.get(chunk).exports.map((id) => [id, renamed(id)])) });
    }
    files.set(name, await mergedFile(chunks, files, moved));
  }
  for (const chunk of moved.keys()) files.delete(chunk);
  return new Map([...files].map(([name, text]) => [name, withImportsMoved(text, moved)]));
}

/** The chunks that are loaded with `entries`, each after those that it imports. */
function loadedBy(entries, outputs) {
  const loaded = new Set();
  const load = (chunk) => {
    if (loaded.has(chunk)) return;
    for (const { path, kind } of outputs.get(chunk)?.imports ?? []) {
      if (kind === 'import-statement' && outputs.has(basename(path))) load(basename(path));
    }
    loaded.add(chunk);
  };
  entries.forEach(load);
  return [...loaded];
}

async function mergedFile(chunks, files, moved) {
  const contents = chunks.map((chunk) => {
    const names = [...moved.get(chunk).names].map(([id, renamed]) => `${id} as ${renamed}`);
    return `export { ${names.join(', ')} } from './${chunk}';\n`;
  });
  const namespace = 'chunks';
  const plugin = {
    name: 'chunks',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path, kind }) => {
        const chunk = path.replace(/^\.\//, '');
        return kind === 'import-statement' && chunks.includes(chunk)
          ? { path: chunk, namespace }
          : { path, external: true };
      });
      onLoad({ filter: /./, namespace }, ({ path }) => ({ contents: files.get(path) }));
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: contents.join('') },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    plugins: [plugin],
  });
  return outputFiles[0].text;
}

/** A file that imports what moved from where that is now. */
function withImportsMoved(text, moved) {
  return text
    .replaceAll(IMPORT, (whole, names, from) => {
      const now = moved.get(from.replace(/^\.\//, ''));
      if (now === undefined) return whole;
      if (names === undefined) return `import "./${now.file}";`;
      const renamed = names.replaceAll(
        /([\w$]+)(?: as ([\w$]+))?/g,
        (_, id, as = id) => `${now.names.get(id)} as ${as}`,
      );
      return `import ${renamed} from "./${now.file}";`;
    })
    .replaceAll(/\bimport\("\.\/([^"]+)"\)/g, (whole, chunk) => {
      const now = moved.get(chunk);
      return now === undefined ? whole : `import("./${now.file}")`;
    });
}
