// Arazzo documents: what of them has to be known before they are run. Whether they are proper is for the runner to say.

import { Failure } from '../../model/failure.ts';
import { isArray, isObject, type JsonObject, own, text } from '../../model/json.ts';
import { lazily } from '../../model/lazily.ts';
import { below, type Pointer, parsePointer } from '../../model/pointer.ts';
import { DEFAULT_LIMITS, type ReadLimits } from '../document/limits.ts';
import { parse } from '../document/parse.ts';

/** An Arazzo document as it was read. */
export interface FlowDocument {
  /** Its file, as people call it. */
  readonly name: string;
  readonly root: JsonObject;
  /** The OpenAPI documents that it names. */
  readonly sources: readonly FlowSource[];
  /** The line, from 1, at which `pointer` is written. */
  lineOf(pointer: Pointer): number | undefined;
}

/** An OpenAPI document that a flow names. */
export interface FlowSource {
  readonly name: string;
  /** As written: `snapshot:API`, or a path from the flow's own folder. */
  readonly url: string;
  readonly pointer: Pointer;
}

/** A step as it is written. */
export interface WrittenStep {
  readonly workflow: string;
  readonly step: JsonObject;
  readonly pointer: Pointer;
}

/**
 * Reads an Arazzo document, JSON or YAML. Raises {@link Failure} `flow-invalid` for what is none or names documents that
 * are no OpenAPI, `truncated`, `too-large` or `too-deep`.
 */
export function readFlow(
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  limits: Partial<ReadLimits> = {},
): FlowDocument {
  const { value, lines } = parsed(name, bytes, { ...DEFAULT_LIMITS, ...limits });
  const find = lazily(lines);
  const lineOf = (pointer: Pointer) => find()(parsePointer(pointer).segments);
  const fails = (pointer: Pointer, message: string, hint: string): Failure =>
    new Failure({ code: 'flow-invalid', message: `\`${name}\` ${message}`, hint, place: `${name}:${lineOf(pointer)}` });
  const version = isObject(value) ? own(value, 'arazzo') : undefined;
  if (!isObject(value) || version === undefined) {
    throw fails('', 'is no Arazzo document: it has no `arazzo`', 'name Arazzo documents only under `flows`');
  }
  if (typeof version !== 'string' || !/^1\.0\.\d+$/.test(version)) {
    throw fails('/arazzo', 'is of a version that is not run', 'write it as Arazzo 1.0: `arazzo: 1.0.1`');
  }
  const sources = objectsIn(value, 'sourceDescriptions', '').map(({ object, pointer }) => {
    const source = { name: text(object, 'name') ?? '', url: text(object, 'url') ?? '', pointer };
    if (text(object, 'type') === 'arazzo') {
      const hint = 'name that document under `flows`, too, and take it out here';
      throw fails(pointer, `names another Arazzo document, \`${source.name.slice(0, 100)}\``, hint);
    }
    return source;
  });
  const names = new Set(sources.map((source) => source.name));
  if (sources.length === 0 || names.size < sources.length) {
    const hint = 'list under `sourceDescriptions` each OpenAPI document once, with `name` and `url`';
    throw fails('/sourceDescriptions', 'does not say which OpenAPI documents it is about', hint);
  }
  return { name, root: value, sources, lineOf };
}

/** All steps of a document. */
export function writtenSteps(root: JsonObject): readonly WrittenStep[] {
  return objectsIn(root, 'workflows', '').flatMap(({ object, pointer }) =>
    objectsIn(object, 'steps', pointer).map((step) => ({
      workflow: text(object, 'workflowId') ?? '',
      step: step.object,
      pointer: step.pointer,
    })),
  );
}

function objectsIn(object: JsonObject, key: string, at: Pointer): readonly { object: JsonObject; pointer: Pointer }[] {
  const value = own(object, key);
  if (!isArray(value)) return [];
  return value.flatMap((item, index) => (isObject(item) ? [{ object: item, pointer: below(at, key, index) }] : []));
}

/** What was parsed; its failures say how a flow is mended, not an API description. */
function parsed(name: string, bytes: Uint8Array, limits: ReadLimits): ReturnType<typeof parse> {
  try {
    return parse(name, bytes, undefined, limits);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, message, place = name } = error;
    const hint = 'mend that line, or take the file out of `flows`';
    throw new Failure({ code: code === 'not-a-document' ? 'flow-invalid' : code, message, hint, place, cause: error });
  }
}
