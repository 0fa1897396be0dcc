// A second opinion on payloads: a whole document made JSON Schema by the plainest means, and ajv on it as it is.

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Api } from '../../src/model/api.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../src/model/json.ts';

/** Tells whether the schema at a pointer of the main document takes a value. */
export type PlainAjv = (pointer: string, value: Json) => boolean;

const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

/** ajv on the whole document as it travels in `direction`: no laziness, no pointers of ours, its own `$ref`s. */
export function plainAjv({ document }: Api, direction: 'request' | 'response'): PlainAjv {
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false, ownProperties: true });
  addFormats.default(ajv);
  const lone = document.dialect === 'swagger-2.0' || document.dialect === 'openapi-3.0';
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';

  function hidden(schema: Json | undefined): boolean {
    if (!isObject(schema)) return false;
    if (typeof schema.$ref !== 'string') return schema[flag] === true;
    const target = document.resolve(schema.$ref, '')?.value;
    return (!lone && schema[flag] === true) || (isObject(target) && target[flag] === true);
  }

  function plain(value: Json): Json {
    if (isArray(value)) return value.map(plain);
    if (!isObject(value)) return value;
    const { $ref: ref } = value;
    if (typeof ref === 'string' && document.resolve(ref, '') === undefined) return {};
    if (lone && typeof ref === 'string') return { $ref: ref };
    const out: Record<string, Json> = Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, key === 'enum' ? (item ?? null) : plain(item ?? null)]),
    );
    if (isObject(value.properties)) hide(value.properties, out);
    if (typeof out.required === 'boolean') delete out.required;
    if (isArray(out.items)) {
      out.prefixItems = out.items;
      delete out.items;
    }
    if (isArray(out.enum) && out.enum.length === 0) return false;
    if (out.type === 'file') out.type = 'string';
    if (typeof out.type === 'string' && !TYPES.includes(out.type)) delete out.type;
    for (const [bound, exclusive] of [
      ['minimum', 'exclusiveMinimum'],
      ['maximum', 'exclusiveMaximum'],
    ] as const) {
      if (out[exclusive] === true && out[bound] !== undefined) out[exclusive] = out[bound];
      else if (typeof out[exclusive] === 'boolean') delete out[exclusive];
    }
    const nullable = out.nullable === true || out['x-nullable'] === true;
    if (typeof out.nullable === 'boolean') delete out.nullable;
    if (!nullable) return out;
    if (typeof out.type === 'string') return { ...out, type: [out.type, 'null'] };
    return out.type === undefined && out.enum === undefined ? { anyOf: [{ type: 'null' }, out] } : out;
  }

  function hide(properties: JsonObject, out: Record<string, Json>): void {
    const names = Object.keys(properties).filter((name) => hidden(properties[name]));
    const kept = Object.entries(isObject(out.properties) ? out.properties : {}).filter(
      ([name]) => !names.includes(name),
    );
    out.properties = Object.fromEntries(kept) as JsonObject;
    if (isArray(out.required)) out.required = out.required.filter((name) => !names.includes(String(name)));
  }

  ajv.addSchema({ ...(plain(document.root) as object), $id: 'doc:/' });
  const schemas = new Map<string, object>();
  return (pointer, value) => {
    // The same object for the same pointer: ajv compiles it once.
    const schema = schemas.get(pointer) ?? { $ref: `doc:/#${encodeURI(pointer)}` };
    schemas.set(pointer, schema);
    return ajv.validate(schema, value);
  };
}
