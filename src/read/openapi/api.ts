// A document of any dialect read into one `Api`, each part when it is asked for.

import type { Api, Credentials, Keyed, Operation } from '../../model/api.ts';
import type { SpecDocument, Target } from '../../model/document.ts';
import { own, text } from '../../model/json.ts';
import { lazily } from '../../model/lazily.ts';
import { childObject, entries, entriesOf, isNoExtension, type Located, locate } from './objects.ts';
import { LazyOperation, METHODS, type OperationReading } from './operation.ts';
import { schemaReader } from './schema.ts';
import { readRequirements, readSecuritySchemes } from './security.ts';
import { rootServers } from './servers.ts';

/** The API that `document` describes. Never fails: what cannot be read is absent, and the document's notes say so. */
export function readApi(document: SpecDocument): Api {
  const root: Located = { raw: document.root, pointer: '' };
  const info = childObject(document, root, 'info');
  const schemas = schemaReader(document);
  const schemes = lazily(() => readSecuritySchemes(document, root));
  const security = lazily(() => readRequirements(root, schemes()) ?? nothingRequired);
  const servers = lazily(() => rootServers(root));

  const reading: OperationReading = {
    document,
    root,
    schemas,
    schemes,
    security,
    servers,
    callback: (name, target) => {
      const callback = locate(document, target);
      return callback === undefined ? [] : pathItems(entriesOf(callback), `${name} `);
    },
  };

  const pathItems = (items: readonly (readonly [string, Target])[], prefix: string): Operation[] =>
    items.filter(isNoExtension).flatMap(([path, target]) => {
      const item = locate(document, target);
      return item === undefined ? [] : operationsOf(`${prefix}${path}`, withSiblings(item, target));
    });

  function operationsOf(path: string, item: Located): Operation[] {
    const named = METHODS.flatMap((method) => {
      const operation = childObject(document, item, method);
      return operation === undefined ? [] : [{ method: method.toUpperCase(), operation }];
    });
    const additional = entries(item, 'additionalOperations').flatMap(([method, target]) => {
      const operation = locate(document, target);
      return operation === undefined ? [] : [{ method, operation }];
    });
    return [...named, ...additional].map(
      ({ method, operation }) => new LazyOperation(method, path, item, operation, reading),
    );
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
