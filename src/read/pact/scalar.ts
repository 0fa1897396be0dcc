// One matcher at a text, a number, a boolean or null, as JSON Schema.

import { isArray, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { quote } from '../document/looks.ts';
import { dateSchema } from './dates.ts';
import type { Matcher } from './matcher.ts';
import { including, patternSchema } from './pattern.ts';
import type { Note } from './rules.ts';

const INTEGER_TEXT = '^[-+]?\\d+$';
const NUMBER_TEXT = '^[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?$';
const SEMVER = '^\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$';

/** The JSON type of a value by its name in JSON Schema; every number is a `number`. */
export function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  return isObject(value) ? 'object' : typeof value;
}

/**
 * What `matcher` allows in place of `example`, without the example itself. A secret's example, of which only the type
 * may be told, is `hidden`.
 */
export function matchedScalar(matcher: Matcher, example: Json, hidden: boolean, note: Note): JsonObject {
  const type = typeOf(example);
  const isText = type === 'string';
  switch (matcher.kind) {
    case 'equality':
      return hidden ? { type } : { const: example };
    case 'null':
      return { type: 'null' };
    case 'integer':
      return isText ? { type, pattern: INTEGER_TEXT } : { type: 'integer' };
    case 'number':
    case 'decimal':
      return isText ? { type, pattern: NUMBER_TEXT } : { type: 'number' };
    case 'boolean':
      return isText ? { type, enum: ['true', 'false'] } : { type: 'boolean' };
    case 'date':
    case 'time':
    case 'datetime':
      return dateSchema(matcher.kind, matcher.format);
    case 'semver':
      return { type: 'string', pattern: SEMVER };
    case 'notEmpty':
      return isText ? { type, minLength: 1 } : { type };
    case 'contentType':
      return isText ? { type, contentMediaType: matcher.value } : { type };
    case 'include':
      if (hidden) return { type };
      return isText ? { type, ...including(matcher.value) } : withoutText(type, 'include', matcher.value, note);
    case 'regex': {
      if (hidden) return { type };
      if (!isText) return withoutText(type, 'regex', matcher.regex, note);
      const pattern = patternSchema(matcher.regex);
      if (pattern === undefined)
        note(
          `the regular expression ${quote(matcher.regex)} is not checked: it is too long, or of a form that JSON Schema has not`,
        );
      return { type, ...pattern };
    }
    case 'unknown':
      note(`the matcher ${quote(matcher.name)} is not known, so what it asks for is not checked`);
      return { type };
    default:
      return { type };
  }
}

function withoutText(type: string, matcher: string, value: string, note: Note): JsonObject {
  note(
    `the \`${matcher}\` matcher ${quote(value)} is not checked: it is at a ${type}, and JSON Schema has it for text only`,
  );
  return { type };
}
