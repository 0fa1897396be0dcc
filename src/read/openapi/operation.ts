// One operation, each part read when it is asked for.

import type {
  Body,
  Credentials,
  Keyed,
  Operation,
  Parameter,
  Response,
  SecurityScheme,
  Server,
  Unread,
} from '../../model/api.ts';
import type { SpecDocument, Target } from '../../model/document.ts';
import { own, text } from '../../model/json.ts';
import { below, type Pointer } from '../../model/pointer.ts';
import { readBody, readResponses, readSwagger2Body } from './content.ts';
import { entries, type Located, members, sunsetOf, texts } from './objects.ts';
import { readParameters } from './parameters.ts';
import type { SchemaReader } from './schema.ts';
import { readRequirements } from './security.ts';
import { declaredServers } from './servers.ts';
import { unreadOf } from './unread.ts';

/** The fields of a path item that are operations. */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** What operations are read with, and what they inherit. */
export interface OperationReading {
  readonly document: SpecDocument;
  readonly root: Located;
  readonly schemas: SchemaReader;
  readonly schemes: () => ReadonlyMap<string, SecurityScheme>;
  readonly security: () => Keyed<readonly Credentials[]>;
  readonly servers: () => Keyed<readonly Server[]>;
  /** The operations of the callback at `target`, called `name`. */
  readonly callback: (name: string, target: Target) => readonly Operation[];
}

/** An operation as it is written in a path item. A class, since a large document has thousands of them. */
export class LazyOperation implements Operation {
  readonly method: string;
  readonly path: string;
  readonly pointer: Pointer;
  readonly raw: Operation['raw'];
  readonly #reading: OperationReading;
  readonly #item: Located;
  readonly #operation: Located;
  #parameters: readonly Parameter[] | undefined;
  #body: { readonly read: Body | undefined } | undefined;
  #responses: readonly Response[] | undefined;
  #security: Keyed<readonly Credentials[]> | undefined;
  #servers: Keyed<readonly Server[]> | undefined;
  #callbacks: readonly Operation[] | undefined;

  constructor(method: string, path: string, item: Located, operation: Located, reading: OperationReading) {
    this.method = method;
    this.path = path;
    this.pointer = operation.pointer;
    this.raw = { pathItem: item.raw, operation: operation.raw };
    this.#reading = reading;
    this.#item = item;
    this.#operation = operation;
  }

  get operationId(): string | undefined {
    return text(this.raw.operation, 'operationId');
  }

  get summary(): string | undefined {
    return text(this.raw.operation, 'summary');
  }

  get deprecated(): boolean {
    return own(this.raw.operation, 'deprecated') === true;
  }

  get sunset(): string | undefined {
    return sunsetOf(this.raw.operation);
  }

  get parameters(): readonly Parameter[] {
    const { document, schemas } = this.#reading;
    this.#parameters ??= readParameters(document, this.#writtenParameters(), schemas);
    return this.#parameters;
  }

  get body(): Body | undefined {
    const { document, schemas } = this.#reading;
    this.#body ??= {
      read: this.#isSwagger2
        ? readSwagger2Body(document, this.#writtenParameters(), this.#mediaTypes('consumes'), schemas)
        : readBody(document, this.#operation, schemas),
    };
    return this.#body.read;
  }

  get responses(): readonly Response[] {
    const { document, schemas } = this.#reading;
    const produces = this.#isSwagger2 ? this.#mediaTypes('produces') : [];
    this.#responses ??= readResponses(document, this.#operation, produces, schemas);
    return this.#responses;
  }

  get security(): Keyed<readonly Credentials[]> {
    const { schemes, security } = this.#reading;
    this.#security ??= readRequirements(this.#operation, schemes()) ?? security();
    return this.#security;
  }

  get servers(): Keyed<readonly Server[]> {
    const { servers } = this.#reading;
    const declared = this.#isSwagger2
      ? (): Keyed<readonly Server[]> | undefined => swagger2Schemes(this.#operation, servers())
      : (): Keyed<readonly Server[]> | undefined => declaredServers(this.#operation) ?? declaredServers(this.#item);
    this.#servers ??= declared() ?? servers();
    return this.#servers;
  }

  get callbacks(): readonly Operation[] {
    const { callback } = this.#reading;
    this.#callbacks ??= entries(this.#operation, 'callbacks').flatMap(([name, target]) => callback(name, target));
    return this.#callbacks;
  }

  get unread(): Unread {
    return new Map([...unreadOf('pathItem', this.#item, METHODS), ...unreadOf('operation', this.#operation)]);
  }

  get #isSwagger2(): boolean {
    return this.#reading.document.dialect === 'swagger-2.0';
  }

  #writtenParameters(): readonly Target[] {
    return [...members(this.#item, 'parameters'), ...members(this.#operation, 'parameters')];
  }

  #mediaTypes(key: 'consumes' | 'produces'): readonly string[] {
    return texts(this.#operation, key) ?? texts(this.#reading.root, key) ?? [];
  }
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
