// Rewritings of everything around schemas that leave what goes over the wire as it was.

import {
  child,
  components,
  copy,
  freshName,
  isModern,
  isNode,
  isSwagger,
  type Node,
  namesAreOnTheWire,
  nodesIn,
  operations,
  operationsOf,
  pathItems,
  type Random,
  type Rewrite,
  target,
  type Value,
} from './equivalence-walk.ts';

/** Rewritings by name. */
export const OPERATION_REWRITES: Readonly<Record<string, Rewrite>> = {
  'keys in another order': shuffleKeys,

  'parameters, tags and security alternatives in another order': (document, random) => {
    for (const holder of [document, ...pathItems(document).map(([, item]) => item), ...operations(document)])
      for (const key of ['parameters', 'tags', 'security']) {
        const list = holder[key];
        if (Array.isArray(list)) holder[key] = random.shuffled(list);
      }
  },

  'parameters extracted to components': (document, random) => {
    for (const holder of parameterHolders(document))
      if (Array.isArray(holder.parameters))
        holder.parameters = holder.parameters.map((one) =>
          random.once(4) ? extracted(document, 'parameters', one) : one,
        );
  },

  'references to parameters replaced by what they lead to': (document, random) => {
    for (const holder of parameterHolders(document))
      if (Array.isArray(holder.parameters))
        holder.parameters = holder.parameters.map((one) =>
          random.once(3) ? inlined(document, 'parameters', one) : one,
        );
  },

  'responses and bodies extracted or inlined': (document, random) => {
    for (const operation of operations(document)) {
      const responses = child(operation, 'responses');
      for (const [status, response] of Object.entries(responses))
        if (isNode(response) && random.once(3)) responses[status] = turned(document, 'responses', response);
      const { requestBody } = operation;
      if (requestBody !== undefined && random.once(3))
        operation.requestBody = turned(document, 'requestBodies', requestBody);
    }
  },

  'response headers extracted or inlined, in another case': (document, random) => {
    for (const operation of operations(document))
      for (const response of Object.values(child(operation, 'responses'))) {
        if (!isNode(response) || !isNode(response.headers)) continue;
        const headers = Object.entries(response.headers).map(([name, header]): [string, Value] => [
          random.once(2) ? random.pick([name.toLowerCase(), name.toUpperCase()]) : name,
          random.once(2) && !isSwagger(document) ? turned(document, 'headers', header) : header,
        ]);
        response.headers = Object.fromEntries(headers);
      }
  },

  'header parameters in another case': (document, random) => {
    for (const holder of parameterHolders(document))
      for (const parameter of nodesIn(holder.parameters))
        if (parameter.in === 'header' && typeof parameter.name === 'string')
          parameter.name = random.pick([parameter.name.toLowerCase(), parameter.name.toUpperCase()]);
  },

  'path items extracted to components': (document, random) => {
    if (!isModern(document)) return;
    const { map, prefix } = components(document, 'pathItems');
    for (const [path, item] of pathItems(document)) {
      if (child(document, 'paths')[path] !== item || !random.once(4)) continue;
      const name = freshName(map, 'Item');
      map[name] = item;
      child(document, 'paths')[path] = { $ref: `${prefix}${name}` };
    }
  },

  'parameters moved from path items to their operations': (document) => {
    for (const [, item] of pathItems(document)) {
      for (const operation of operationsOf(item)) {
        const own = nodesIn(operation.parameters);
        const names = new Set(own.map((parameter) => identity(document, parameter)));
        const more = nodesIn(item.parameters).filter((parameter) => !names.has(identity(document, parameter)));
        if (more.length > 0) operation.parameters = [...own, ...copy(more)];
      }
      delete item.parameters;
    }
  },

  'parameters that all operations share moved to the path item': (document) => {
    for (const [, item] of pathItems(document)) {
      const [first, ...others] = operationsOf(item);
      if (first === undefined) continue;
      const inherited = new Set(nodesIn(item.parameters).map((parameter) => identity(document, parameter)));
      const shared = nodesIn(first.parameters).filter(
        (parameter) =>
          !inherited.has(identity(document, parameter)) &&
          others.every(({ parameters }) => nodesIn(parameters).some((other) => sameText(other, parameter))),
      );
      for (const operation of [first, ...others])
        if (Array.isArray(operation.parameters))
          operation.parameters = operation.parameters.filter((one) => !shared.some((other) => sameText(one, other)));
      if (shared.length > 0) item.parameters = [...nodesIn(item.parameters), ...shared];
    }
  },

  'security moved from the root to the operations': (document) => {
    const { security } = document;
    if (!Array.isArray(security)) return;
    for (const operation of operations(document)) operation.security ??= copy(security);
    if (document.webhooks === undefined && !JSON.stringify(document).includes('"callbacks"')) delete document.security;
  },

  'security that all operations share moved to the root': (document) => {
    const [first, ...others] = operations(document);
    if (document.security !== undefined || first?.security === undefined || document.webhooks !== undefined) return;
    if (!others.every((operation) => sameText(operation.security ?? null, first.security ?? null))) return;
    document.security = first.security;
    for (const operation of [first, ...others]) delete operation.security;
  },

  'security schemes renamed': (document) => {
    const { map } = isSwagger(document)
      ? { map: child(document, 'securityDefinitions') }
      : components(document, 'securitySchemes');
    rename(map);
    for (const holder of [document, ...operations(document)])
      for (const requirement of nodesIn(holder.security)) rename(requirement);
  },

  'the base path moved from the servers to the paths': (document) => {
    if (operations(document).some((operation) => operation.servers !== undefined)) return;
    if (pathItems(document).some(([, item]) => item.servers !== undefined)) return;
    const prefix = isSwagger(document) ? swaggerPrefix(document) : commonPrefix(nodesIn(document.servers));
    if (prefix === undefined) return;
    const paths = child(document, 'paths');
    document.paths = Object.fromEntries(
      Object.entries(paths).map(([path, item]) => [path.startsWith('/') ? `${prefix}${path}` : path, item]),
    );
  },

  'servers moved from the root to the path items': (document) => {
    const { servers } = document;
    if (!Array.isArray(servers) || document.webhooks !== undefined) return;
    for (const [, item] of pathItems(document)) item.servers ??= copy(servers);
    if (!JSON.stringify(document.paths).includes('"callbacks"')) delete document.servers;
  },

  'path parameters renamed': (document, random) => {
    for (const [path, item] of pathItems(document)) {
      const names = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
      const told = JSON.stringify(item);
      if (new Set(names).size < names.length || told.includes('request.path') || told.includes('"links"')) continue;
      if (names.length === 0 || !random.once(2)) continue;
      for (const holder of [item, ...operationsOf(item)])
        if (Array.isArray(holder.parameters))
          holder.parameters = holder.parameters.map((one) => {
            const parameter = inlined(document, 'parameters', one);
            if (!isNode(parameter) || parameter.in !== 'path') return one;
            return { ...parameter, name: `${String(parameter.name)}_2` };
          });
      const paths = child(document, 'paths');
      paths[path.replace(/\{([^{}]+)\}/g, '{$1_2}')] = paths[path] ?? null;
      delete paths[path];
    }
  },

  'media types with a parameter': (document, random) => {
    for (const operation of operations(document)) {
      const bodies = [operation.requestBody, ...Object.values(child(operation, 'responses'))].filter(isNode);
      for (const body of bodies) {
        const { content } = body;
        if (!isNode(content) || !random.once(3)) continue;
        if (content['application/json'] === undefined) continue;
        if (Object.keys(content).some((name) => name.startsWith('application/json;'))) continue;
        content[random.pick(['application/json; charset=utf-8', 'Application/JSON;charset=UTF-8'])] =
          content['application/json'];
        delete content['application/json'];
      }
    }
  },

  'components that nothing reaches dropped': (document) => {
    if (namesAreOnTheWire(document)) return;
    const kinds = ['schemas', 'parameters', 'responses', 'requestBodies', 'headers'];
    for (;;) {
      const told = JSON.stringify(document);
      const unused = kinds.flatMap((kind) => {
        const { map, prefix } = components(document, kind);
        const names = Object.keys(map).filter((name) => /^[\w.-]+$/.test(name));
        return names.filter((name) => !told.includes(`${prefix}${name}`)).map((name) => ({ map, name }));
      });
      if (unused.length === 0) return;
      for (const { map, name } of unused) delete map[name];
    }
  },

  'operations described, and what holds anyway written out': (document, random) => {
    for (const operation of operations(document)) {
      if (!random.once(3)) continue;
      operation.summary = 'Told anew.';
      operation.description = 'Told *anew*.';
      operation.tags = ['anew'];
      operation.deprecated ??= false;
      operation['x-note'] = true;
      for (const parameter of nodesIn(operation.parameters)) {
        if (parameter.$ref !== undefined || parameter.in === 'body') continue;
        parameter.description = 'Told anew.';
        if (parameter.in !== 'path') parameter.required ??= false;
        if (isNode(parameter.schema) && parameter.style === undefined && parameter.explode === undefined) {
          parameter.style = parameter.in === 'query' || parameter.in === 'cookie' ? 'form' : 'simple';
          parameter.explode = parameter.style === 'form';
        }
      }
    }
  },
};

function shuffleKeys(node: Value, random: Random): void {
  if (Array.isArray(node)) for (const item of node) shuffleKeys(item, random);
  if (!isNode(node)) return;
  for (const [key, value] of random.shuffled(Object.entries(node))) {
    delete node[key];
    node[key] = value;
    shuffleKeys(value, random);
  }
}

function parameterHolders(document: Node): Node[] {
  return [...pathItems(document).map(([, item]) => item), ...operations(document)];
}

function extracted(document: Node, kind: string, value: Value): Value {
  if (!isNode(value) || value.$ref !== undefined || (isSwagger(document) && kind === 'requestBodies')) return value;
  const { map, prefix } = components(document, kind);
  const name = freshName(map, 'Shared');
  map[name] = value;
  return { $ref: `${prefix}${name}` };
}

function inlined(document: Node, kind: string, value: Value): Value {
  const found = isNode(value) ? target(document, kind, value.$ref) : undefined;
  return found === undefined ? value : copy(found);
}

function turned(document: Node, kind: string, value: Value): Value {
  return isNode(value) && value.$ref !== undefined ? inlined(document, kind, value) : extracted(document, kind, value);
}

function identity(document: Node, parameter: Node): string {
  const { in: place, name } = target(document, 'parameters', parameter.$ref) ?? parameter;
  return `${String(place)} ${String(name)}`;
}

function sameText(a: Value, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function rename(map: Node): void {
  for (const [name, value] of Object.entries(map)) {
    delete map[name];
    map[`${name}_renamed`] = value;
  }
}

/** Takes the base path out of a Swagger 2.0 document. */
function swaggerPrefix(document: Node): string | undefined {
  const { basePath } = document;
  if (typeof basePath !== 'string' || basePath === '/') return undefined;
  delete document.basePath;
  return basePath.replace(/\/$/, '');
}

/** Takes the path out of the servers' URLs where they all have the same. */
function commonPrefix(servers: readonly Node[]): string | undefined {
  const parts = servers.map(({ url }) => /^((?:https?:\/\/[^/]+)?)((?:\/[^/{}]+)+)\/?$/.exec(String(url)));
  const prefix = parts[0]?.[2];
  if (prefix === undefined || !parts.every((part) => part?.[2] === prefix)) return undefined;
  servers.forEach((server, index) => {
    server.url = parts[index]?.[1] || '/';
  });
  return prefix;
}
