// A document of any dialect read into one `Api`, each part when it is asked for.

import type { Api, Credentials, Keyed, Operation, Server } from '../../model/api.ts';
import type { SpecDocument, Target } from '../../model/document.ts';
import { own, text } from '../../model/json.ts';
import { lazily } from '../../model/lazily.ts';
import { below } from '../../model/pointer.ts';
import { readBody, readResponses, readSwagger2Body } from './content.ts';
import {
  childObject,
  entries,
  entriesOf,
  isNoExtension,
  type Located,
  locate,
  members,
  sunsetOf,
  texts,
} from './objects.ts';
import { readParameters } from './parameters.ts';
import { schemaReader } from './schema.ts';
import { readRequirements, readSecuritySchemes } from './security.ts';
import { declaredServers, rootServers } from './servers.ts';
import { unreadOf } from './unread.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** The API that `document` describes. Never fails: what cannot be read is absent, and the document's notes say so. */
export function readApi(document: SpecDocument): Api {
  const root: Located = { raw: document.root, pointer: '' };
  const info = childObject(document, root, 'info');
  const schemas = schemaReader(document);
  const schemes = lazily(() => readSecuritySchemes(document, root));
  const security = lazily(() => readRequirements(root, schemes()) ?? nothingRequired);
  const servers = lazily(() => rootServers(root));

  const pathItems = (items: readonly (readonly [string, Target])[], prefix: string): Operation[] =>
    items.filter(isNoExtension).flatMap(([path, target]) => {
      const item = locate(document, target);
      return item === undefined ? [] : operationsOf(`${prefix}${path}`, withSiblings(item, target), servers);
    });

  function operationsOf(path: string, item: Located, inherited: () => Keyed<readonly Server[]>): Operation[] {
    const named = METHODS.flatMap((method) => {
      const operation = childObject(document, item, method);
      return operation === undefined ? [] : [{ method: method.toUpperCase(), operation }];
    });
    const additional = entries(item, 'additionalOperations').flatMap(([method, target]) => {
      const operation = locate(document, target);
      return operation === undefined ? [] : [{ method, operation }];
    });
    return [...named, ...additional].map(({ method, operation }) =>
      readOperation(method, path, item, operation, inherited),
    );
  }

  function readOperation(
    method: string,
    path: string,
    item: Located,
    operation: Located,
    inherited: () => Keyed<readonly Server[]>,
  ): Operation {
    const { raw, pointer } = operation;
    const written = lazily((): Target[] => [...members(item, 'parameters'), ...members(operation, 'parameters')]);
    const swagger2 = document.dialect === 'swagger-2.0';
    const media = (key: string): readonly string[] => texts(operation, key) ?? texts(root, key) ?? [];
    const parameters = lazily(() => readParameters(document, written(), schemas));
    const body = lazily(() =>
      swagger2
        ? readSwagger2Body(document, written(), media('consumes'), schemas)
        : readBody(document, operation, schemas),
    );
    const responses = lazily(() => readResponses(document, operation, swagger2 ? media('produces') : [], schemas));
    const ownSecurity = lazily(() => readRequirements(operation, schemes()));
    const ownServers = lazily(() =>
      swagger2 ? swagger2Schemes(operation, servers()) : (declaredServers(operation) ?? declaredServers(item)),
    );
    const callbacks = lazily(() =>
      entries(operation, 'callbacks').flatMap(([name, target]) => {
        const callback = locate(document, target);
        if (callback === undefined) return [];
        return pathItems(entriesOf(callback), `${name} `);
      }),
    );
    return {
      method,
      path,
      pointer,
      raw: { pathItem: item.raw, operation: raw },
      operationId: text(raw, 'operationId'),
      summary: text(raw, 'summary'),
      deprecated: own(raw, 'deprecated') === true,
      sunset: sunsetOf(raw),
      get parameters() {
        return parameters();
      },
      get body() {
        return body();
      },
      get responses() {
        return responses();
      },
      get security() {
        return ownSecurity() ?? security();
      },
      get servers() {
        return ownServers() ?? inherited();
      },
      get callbacks() {
        return callbacks();
      },
      get unread() {
        return new Map([...unreadOf('pathItem', item, METHODS), ...unreadOf('operation', operation)]);
      },
    };
  }

  const operations = lazily(() =>
    pathItems(entries(root, 'paths'), '').filter(
      (operation) => operation.path.startsWith('/') || operation.path.includes('{'),
    ),
  );
  const webhooks = lazily(() => [
    ...pathItems(entries(root, 'webhooks'), ''),
    ...pathItems(entries(root, 'x-webhooks'), ''),
  ]);
  return {
    document,
    title: (info && text(info.raw, 'title')) ?? '',
    version: String((info && own(info.raw, 'version')) ?? ''),
    get operations() {
      return operations();
    },
    get webhooks() {
      return webhooks();
    },
    get securitySchemes() {
      return schemes();
    },
    schemaAt: (target) => schemas.at(target),
    accepts: schemas.accepts,
  };
}

const nothingRequired: Keyed<readonly Credentials[]> = {
  pointer: '/security',
  value: [{ pointer: '/security', schemes: [] }],
};

/** OpenAPI 3.1 §4.8.9.1: fields beside a path item's `$ref` count as well. */
function withSiblings(item: Located, target: Target): Located {
  if (
    item.raw === target.value ||
    typeof target.value !== 'object' ||
    target.value === null ||
    Array.isArray(target.value)
  )
    return item;
  const { $ref: _followed, ...siblings } = target.value as Located['raw'];
  return Object.keys(siblings).length === 0 ? item : { raw: { ...siblings, ...item.raw }, pointer: item.pointer };
}

function swagger2Schemes(
  operation: Located,
  inherited: Keyed<readonly Server[]>,
): Keyed<readonly Server[]> | undefined {
  const schemes = texts(operation, 'schemes');
  if (schemes === undefined) return undefined;
  const pointer = below(operation.pointer, 'schemes');
  const hosts = new Map(
    inherited.value.map((server) => [`${server.origin.replace(/^[^/]*/, '')}${server.prefix}`, server]),
  );
  return {
    pointer,
    value: [...hosts.values()].flatMap((server) =>
      schemes.map((scheme) => ({ ...server, pointer, origin: server.origin.replace(/^[^/]*/, `${scheme}:`) })),
    ),
  };
}
