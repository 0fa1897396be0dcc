// What rewriting a document needs: chance that can be repeated, and every schema and operation with a way to replace it.

/** JSON that is rewritten in place. */
export type Value = null | boolean | number | string | Value[] | Node;
export interface Node {
  [key: string]: Value;
}

/** A rewriting of a document that leaves what it means as it was. */
export type Rewrite = (document: Node, random: Random) => void;

/** Chance that is the same for the same seed. */
export interface Random {
  /** True about once in `times`. */
  once(times: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  shuffled<T>(list: readonly T[]): T[];
}

/** Chance from a seed (the `mulberry32` generator). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    once: (times) => next() * times < 1,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
    shuffled: (list) =>
      list
        .map((item) => ({ item, rank: next() }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ item }) => item),
  };
}

export function isNode(value: Value | undefined): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function nodesIn(value: Value | undefined): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The object at `key`, made when it is not there. */
export function child(node: Node, key: string): Node {
  const found = node[key];
  if (isNode(found)) return found;
  const made: Node = {};
  node[key] = made;
  return made;
}

export function copy<T extends Value>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

export function isSwagger(document: Node): boolean {
  return document.swagger !== undefined;
}

/** Whether schemas are those of JSON Schema 2020-12. */
export function isModern(document: Node): boolean {
  return /^3\.[12]/.test(String(document.openapi));
}

/** The components of one kind (`schemas`, `parameters`, ...) and the reference that leads to them. */
export function components(document: Node, kind: string): { readonly map: Node; readonly prefix: string } {
  if (!isSwagger(document)) return { map: child(child(document, 'components'), kind), prefix: `#/components/${kind}/` };
  const key = kind === 'schemas' ? 'definitions' : kind;
  return { map: child(document, key), prefix: `#/${key}/` };
}

/** What a reference to a component of the kind leads to. */
export function target(document: Node, kind: string, reference: Value | undefined): Node | undefined {
  const { map, prefix } = components(document, kind);
  if (typeof reference !== 'string' || !reference.startsWith(prefix)) return undefined;
  const name = decodeURIComponent(reference.slice(prefix.length)).replaceAll('~1', '/').replaceAll('~0', '~');
  const found = map[name];
  return isNode(found) ? found : undefined;
}

/** A schema in its place. */
export interface Site {
  readonly schema: Node;
  /** `named`: a component, or an alternative that a discriminator knows by name. */
  readonly place: 'named' | 'alternative' | 'part' | 'other';
  replace(by: Node): void;
}

/** Every schema object of the document, outer ones first; those under `not` and `if` are left alone. */
export function sites(document: Node): Site[] {
  const found: Site[] = [];
  const seen = new Set<Node>();

  function visit(holder: Node | Value[], key: string | number, place: Site['place']): void {
    const schema = Array.isArray(holder) ? holder[Number(key)] : holder[key];
    if (!isNode(schema) || seen.has(schema)) return;
    seen.add(schema);
    const replace = (by: Node): void => {
      if (Array.isArray(holder)) holder[Number(key)] = by;
      else holder[key] = by;
    };
    found.push({ schema, place, replace });
    for (const map of ['properties', 'patternProperties'])
      if (isNode(schema[map])) for (const name of Object.keys(schema[map])) visit(schema[map], name, 'other');
    for (const one of ['items', 'additionalProperties']) visit(schema, one, 'other');
    const alternative = schema.discriminator === undefined ? 'alternative' : 'named';
    for (const [list, inner] of [
      ['allOf', 'part'],
      ['anyOf', alternative],
      ['oneOf', alternative],
      ['prefixItems', 'other'],
    ] as const) {
      const members = schema[list];
      if (Array.isArray(members)) for (const index of members.keys()) visit(members, index, inner);
    }
  }

  const { map } = components(document, 'schemas');
  for (const name of Object.keys(map)) visit(map, name, 'named');
  for (const holder of schemaHolders(document)) visit(holder, 'schema', 'other');
  return found;
}

/** Every parameter, header, media type and (in Swagger 2.0) response: what has a `schema`. */
function schemaHolders(document: Node): Node[] {
  const contents = (holder: Node): Node[] => members(holder.content);
  const parameter = (one: Node): Node[] => [one, ...contents(one)];
  const response = (one: Node): Node[] => [...parameter(one), ...members(one.headers).flatMap(parameter)];
  const item = (one: Node): Node[] => [
    ...nodesIn(one.parameters).flatMap(parameter),
    ...operationsOf(one).flatMap((operation) => [
      ...nodesIn(operation.parameters).flatMap(parameter),
      ...(isNode(operation.requestBody) ? contents(operation.requestBody) : []),
      ...members(operation.responses).flatMap(response),
      ...members(operation.callbacks).flatMap(members).flatMap(item),
    ]),
  ];
  const of = (kind: string): Node[] => Object.values(components(document, kind).map).filter(isNode);
  return [
    ...[document.paths, document.webhooks].flatMap(members).flatMap(item),
    ...of('pathItems').flatMap(item),
    ...of('parameters').flatMap(parameter),
    ...of('responses').flatMap(response),
    ...of('requestBodies').flatMap(contents),
    ...of('headers').flatMap(parameter),
  ];
}

function members(map: Value | undefined): Node[] {
  return isNode(map) ? Object.values(map).filter(isNode) : [];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** The path items by path, wherever they are written. */
export function pathItems(document: Node): [path: string, item: Node][] {
  return Object.entries(child(document, 'paths')).flatMap(([path, written]): [string, Node][] => {
    const item = isNode(written) && written.$ref !== undefined ? target(document, 'pathItems', written.$ref) : written;
    return isNode(item) ? [[path, item]] : [];
  });
}

/** The operations of a path item. */
export function operationsOf(item: Node): Node[] {
  return METHODS.map((method) => item[method]).filter(isNode);
}

/** Every operation under `paths`. */
export function operations(document: Node): Node[] {
  return pathItems(document).flatMap(([, item]) => operationsOf(item));
}

/** Whether any schema has a discriminator: names of components are then on the wire. */
export function namesAreOnTheWire(document: Node): boolean {
  return sites(document).some(({ schema }) => schema.discriminator !== undefined);
}

/** A name that no component of the map has. */
export function freshName(map: Node, stem: string): string {
  for (let count = 1; ; count++) if (map[`${stem}${count}`] === undefined) return `${stem}${count}`;
}
