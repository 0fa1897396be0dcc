// The schema that accepts everything, which is what a schema that is not there means.

import { JSON_TYPES, type JsonType, type Schema, type Shape, type Variant } from './schema.ts';

/** The schema that accepts everything. */
export const ANYTHING: Schema = {
  key: '',
  pointer: '',
  sources: [],
  get shape() {
    return ANY_SHAPE;
  },
  isNever: false,
  annotations: {
    deprecated: false,
    deprecatedAt: '',
    readOnly: false,
    writeOnly: false,
    default: undefined,
    sunset: undefined,
    xml: undefined,
  },
};

const ANY_SHAPE: Shape = {
  variants: JSON_TYPES.map(anyOf),
  typeAt: undefined,
  exclusive: false,
  truncated: false,
  unread: new Map(),
  discriminator: undefined,
};

function anyOf(type: JsonType): Variant {
  const base = {
    key: `${type}:`,
    pointer: '',
    name: undefined,
    values: undefined,
    extensible: undefined,
    conditions: [],
  };
  switch (type) {
    case 'number':
      return {
        ...base,
        type,
        integer: undefined,
        lower: undefined,
        upper: undefined,
        multipleOf: [],
        format: undefined,
      };
    case 'string':
      return {
        ...base,
        type,
        minLength: undefined,
        maxLength: undefined,
        patterns: [],
        format: undefined,
        contentEncoding: undefined,
        contentMediaType: undefined,
        contentSchema: undefined,
      };
    case 'array':
      return {
        ...base,
        type,
        minItems: undefined,
        maxItems: undefined,
        uniqueItems: undefined,
        prefixItems: [],
        items: ANYTHING,
        contains: [],
      };
    case 'object':
      return {
        ...base,
        type,
        properties: new Map(),
        plain: undefined,
        places: new Map(),
        required: new Map(),
        patternProperties: new Map(),
        additional: ANYTHING,
        propertyNames: [],
        dependentRequired: new Map(),
        minProperties: undefined,
        maxProperties: undefined,
      };
    default:
      return { ...base, type };
  }
}
