// Which keywords of a schema or description object say something about payloads, and which only speak to people.

const ANNOTATIONS = new Set([
  'title',
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'tags',
  '$comment',
  '$schema',
  '$id',
  'id',
  'operationId',
]);

const EXTENSIONS_READ = new Set([
  'x-nullable',
  'x-extensible-enum',
  'x-ms-enum',
  'x-sunset',
  'x-stability-level',
  'x-webhooks',
]);

const MAPS_OF_SCHEMAS = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions']);

/** Whether a keyword speaks to people only; `x-` extensions count as such unless the house reads them. */
export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword) || (keyword.startsWith('x-') && !EXTENSIONS_READ.has(keyword));
}

/** Whether the keyword's value maps names of the author's choice to schemas, so that no key of it is a keyword. */
export function isMapOfSchemas(keyword: string): boolean {
  return MAPS_OF_SCHEMAS.has(keyword);
}

const MAPS_OF_NAMES = new Set([
  ...MAPS_OF_SCHEMAS,
  'paths',
  'webhooks',
  'x-webhooks',
  'schemas',
  'pathItems',
  'mediaTypes',
  'callbacks',
  'responses',
  'content',
  'headers',
  'links',
  'parameters',
  'requestBodies',
  'securitySchemes',
  'securityDefinitions',
  'scopes',
  'mapping',
  'variables',
  'encoding',
  'additionalOperations',
  'dependentRequired',
  'dependencies',
  'default',
  'const',
  'enum',
]);

/** Whether the keys of the keyword's value are names or data of the author's choice, so that none of them is a keyword. */
export function isMapOfNames(keyword: string): boolean {
  return MAPS_OF_NAMES.has(keyword);
}

const SCHEMA_KEYWORDS = new Set([
  ...['type', 'nullable', 'enum', 'const', 'default', '$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'format'],
  ...['minLength', 'maxLength', 'pattern', 'contentEncoding', 'contentMediaType', 'contentSchema'],
  ...['items', 'prefixItems', 'additionalItems', 'minItems', 'maxItems', 'uniqueItems', 'unevaluatedItems'],
  ...['contains', 'minContains', 'maxContains'],
  ...['properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames', 'unevaluatedProperties'],
  ...['minProperties', 'maxProperties', 'dependentRequired', 'dependentSchemas', 'dependencies'],
  ...['discriminator', 'xml', 'deprecated', 'readOnly', 'writeOnly'],
  ...['$defs', 'definitions', '$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveAnchor', '$recursiveRef'],
  // Parameters and headers of Swagger 2.0 hold their schema's keywords beside their own.
  ...['name', 'in', 'collectionFormat', 'allowEmptyValue', '$vocabulary'],
]);

/** Whether a schema's keyword is one that the house reads, or one that speaks to people only. */
export function isSchemaKeyword(keyword: string): boolean {
  return SCHEMA_KEYWORDS.has(keyword) || keyword.startsWith('x-') || isAnnotation(keyword);
}
