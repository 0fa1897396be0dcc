// A document reduced to some of its operations and to what they reach, prose left out: as good as the whole for comparing them.

import type { Api, Operation } from '../../model/api.ts';
import type { SpecDocument } from '../../model/document.ts';
import { isArray, isObject, type Json, type JsonObject, own, text } from '../../model/json.ts';
import { below, fileOf, type Pointer, parsePointer } from '../../model/pointer.ts';
import { isAnnotation, isMapOfNames } from '../../model/vocabulary.ts';
import { METHODS } from '../document/operations.ts';
import { specFromJson } from '../document/read.ts';
import { aliasOf, eachReference, splitReference } from '../document/references.ts';
import { filePointer } from '../document/resolve.ts';

/** A place of a document that is kept: wholly, or for what is kept below it. */
interface Mark {
  whole: boolean;
  readonly children: Map<string, Mark>;
}

/** What of each file is kept, by the file's name; the main document's is empty. */
type Marks = ReadonlyMap<string, Mark>;

/**
 * The document of `api` with those of its operations and webhooks that are `kept`, with what they reach by `$ref`, in
 * whichever file, and with what holds for the whole document: servers, security and its schemes. `description`,
 * `summary`, examples, `externalDocs`, tags and extensions that nobody reads are left out, but for the descriptions of
 * responses, which OpenAPI requires. Everything stays where it is, so a pointer leads to the same in both, and `lineOf`
 * answers for the text of the whole. Reducing what is reduced changes nothing.
 */
export function reduced(api: Api, kept: ReadonlySet<Operation>): SpecDocument {
  const { document } = api;
  const marks = marksOf(api, kept);
  const root = copied(document.root, marks.get(''));
  const files = [...document.files].flatMap(([name, file]): [string, Json][] => {
    const original = aliasOf(file);
    if (original !== undefined) return marks.has(original) ? [[name, file]] : [];
    const mark = marks.get(name);
    return mark === undefined ? [] : [[name, copied(file, mark)]];
  });
  const part = specFromJson(document.name, isObject(root) ? root : {}, new Map(files));
  const { lineOf } = document;
  return {
    name: part.name,
    dialect: part.dialect,
    root: part.root,
    files: part.files,
    resolve: part.resolve,
    lineOf,
    get digest() {
      return part.digest;
    },
    get notes() {
      return part.notes.map((note) => ({ ...note, ...withLine(lineOf(note.pointer)) }));
    },
  };
}

function withLine(line: number | undefined): { readonly line?: number } {
  return line === undefined ? {} : { line };
}

/** Fields of the root of which only what is reached is kept; the others hold for the whole document. */
const SECTIONS = new Set(['paths', 'webhooks', 'x-webhooks', 'components', 'definitions', 'parameters', 'responses']);

/** Marks everything that is to be kept. */
function marksOf({ document, operations, webhooks, securitySchemes }: Api, kept: ReadonlySet<Operation>): Marks {
  const marks = new Map<string, Mark>([['', { whole: false, children: new Map() }]]);
  const seen = new Set<Pointer>();
  const queue: Pointer[] = [];

  function keep(pointer: Pointer): void {
    if (seen.has(pointer)) return;
    seen.add(pointer);
    queue.push(pointer);
  }

  /** Marks what is at `pointer`, and gives it; a list on the way is kept as a whole, so that no index moves. */
  function marked(pointer: Pointer): Json {
    const { file, segments } = parsePointer(pointer);
    let mark = marks.get(file) ?? { whole: false, children: new Map() };
    marks.set(file, mark);
    let value: Json = (file === '' ? document.root : document.files.get(file)) ?? null;
    let list: Pointer | undefined;
    let at = filePointer(file);
    for (const segment of segments) {
      if (isArray(value)) list ??= at;
      const next = mark.children.get(segment) ?? { whole: false, children: new Map() };
      mark.children.set(segment, next);
      mark = next;
      value = typeof value === 'object' && value !== null ? (own(value as JsonObject, segment) ?? null) : null;
      at = below(at, segment);
    }
    mark.whole = true;
    if (list !== undefined) keep(list);
    return value;
  }

  /** Keeps the objects by whose own `$ref` or `$id` a reference finds its way; gives where it leads. */
  function follow(ref: string, from: Pointer): { readonly value: Json; readonly pointer: Pointer } | undefined {
    const target = document.resolve(ref, from);
    if (target === undefined || ref === `#${target.pointer}`) return target;
    const { reference, fragment } = splitReference(ref);
    const segments = fragment.startsWith('/') ? fragment.split('/') : [''];
    let last = document.resolve(`${reference}#`, from);
    if (last !== undefined && last.pointer !== filePointer(fileOf(last.pointer))) keep(last.pointer);
    for (let count = 2; count <= segments.length; count += 1) {
      const next = document.resolve(`${reference}#${segments.slice(0, count).join('/')}`, from);
      if (next === undefined) continue;
      const parent = next.pointer.slice(0, next.pointer.lastIndexOf('/'));
      if (last !== undefined && parent !== last.pointer) keep(last.pointer);
      last = next;
    }
    return target;
  }

  function refer(ref: string, from: Pointer): void {
    const target = follow(ref, from);
    if (target !== undefined) keep(target.pointer);
  }

  /** Keeps of a path item, and of those that it refers to, what is shared and the operations of `methods`. */
  function keepItem(written: Pointer, value: Json | undefined, methods: ReadonlySet<string>): void {
    const items = new Set<Json>();
    for (let item = { value: value ?? null, pointer: written }; isObject(item.value) && !items.has(item.value); ) {
      items.add(item.value);
      for (const key of Object.keys(item.value)) {
        if (key === 'additionalOperations') {
          const additional = own(item.value, key);
          for (const method of isObject(additional) ? Object.keys(additional) : [])
            if (methods.has(method)) keep(below(item.pointer, key, method));
        } else if (METHODS.includes(key) ? methods.has(key.toUpperCase()) : !isProse(key, 'fields'))
          keep(below(item.pointer, key));
      }
      const ref = text(item.value, '$ref');
      const next = ref === undefined ? undefined : follow(ref, item.pointer);
      if (next === undefined) return;
      item = next;
    }
  }

  for (const key of Object.keys(document.root)) if (!SECTIONS.has(key) && !isProse(key, 'fields')) keep(below('', key));
  const swagger2 = document.dialect === 'swagger-2.0';
  for (const name of swagger2 ? [] : securitySchemes.keys())
    refer(`#${below('', 'components', 'securitySchemes', name)}`, '');
  for (const [sections, all] of [
    [['paths'], operations],
    [['webhooks', 'x-webhooks'], webhooks],
  ] as const) {
    const byPath = Map.groupBy(
      all.filter((operation) => kept.has(operation)),
      ({ path }) => path,
    );
    for (const section of sections) {
      const items = own(document.root, section);
      for (const [path, used] of isObject(items) ? byPath : [])
        keepItem(below('', section, path), own(items as JsonObject, path), new Set(used.map(({ method }) => method)));
    }
  }
  for (const pointer of queue) eachReference(marked(pointer), (ref) => refer(ref, pointer));
  return marks;
}

/** What the keys of an object are: fields that a standard names, names of the author's choice, or data. */
type Keys = 'fields' | 'response' | 'responses' | 'names' | 'data';

const PROSE = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'tags', '$comment']);
const DATA = new Set(['default', 'const', 'enum', 'security', 'x-extensible-enum', 'x-ms-enum']);

/** A value to be copied to the field `at` of `into`. */
interface Copying {
  readonly value: Json;
  readonly mark: Mark | undefined;
  /** Whether all that is around the value is kept. */
  readonly surrounded: boolean;
  readonly keys: Keys;
  readonly into: object;
  readonly at: string;
}

/** What is marked of `value`; prose only where it is marked itself. One value after another, for some are very deep. */
function copied(value: Json, mark: Mark | undefined): Json {
  const result: Json[] = [];
  const open: Copying[] = [{ value, mark, surrounded: false, keys: 'fields', into: result, at: '0' }];
  for (const { value, mark, surrounded, keys, into, at } of open) {
    const inner = keys === 'data' || typeof value !== 'object' || value === null ? undefined : value;
    const copy: Json = inner === undefined ? value : isArray(inner) ? [] : {};
    // An assignment would take `__proto__` for more than a name.
    Object.defineProperty(into, at, { value: copy, configurable: true, enumerable: true, writable: true });
    const whole = surrounded || mark?.whole === true;
    for (const [key, member] of Object.entries(inner ?? {})) {
      const child = mark?.children.get(key);
      const kept = whole && (isArray(inner) || !isProse(key, keys));
      if (member === undefined || (!kept && child === undefined)) continue;
      const within = isArray(inner) ? 'fields' : keysWithin(key, keys);
      open.push({ value: member, mark: child, surrounded: kept, keys: within, into: Object(copy), at: key });
    }
  }
  return result[0] ?? null;
}

function isProse(key: string, keys: Keys): boolean {
  if (keys !== 'fields' && keys !== 'response') return false;
  if (key === 'description') return keys !== 'response';
  return PROSE.has(key) || (key.startsWith('x-') && isAnnotation(key));
}

function keysWithin(key: string, keys: Keys): Keys {
  if (keys === 'responses') return 'response';
  if (keys === 'names') return 'fields';
  if (key === 'responses') return 'responses';
  if (DATA.has(key)) return 'data';
  return isMapOfNames(key) ? 'names' : 'fields';
}
