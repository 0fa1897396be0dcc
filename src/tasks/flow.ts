// `driftgate flow`: run the Arazzo documents of APIs against their sandboxes, and tell at which step they fail.

import { posix } from 'node:path';
import type { Config } from '../config/load.ts';
import { Failure } from '../model/failure.ts';
import { type JsonObject, text } from '../model/json.ts';
import { operationName } from '../model/place.ts';
import { parsePointer } from '../model/pointer.ts';
import type { ApiReport, Report } from '../model/report.ts';
import type { ContractFile, CredentialUse, FlowDescription, FlowLimits } from '../ports.ts';
import { type FlowDocument, type FlowSource, readFlow, writtenSteps } from '../read/flow/document.ts';
import { readApi } from '../read/openapi/api.ts';
import { withQuery } from './access.ts';
import { readLimits, type Seen, see } from './document.ts';
import { type FlowRuns, judgedFlows, type NamedRun } from './flow-findings.ts';
import { chosen, each, settingsOf } from './look.ts';
import type { Outside } from './outside.ts';
import { policyOf, type Strictness } from './policy.ts';
import { reported } from './reported.ts';

/** What is asked of a run of flows. */
export interface FlowsRequest {
  readonly config: Config;
  /** Names of APIs; all that have flows when empty. */
  readonly apis: readonly string[];
  /** Calls production instead of the sandbox: flows write there. */
  readonly production: boolean;
  /** How much each flow may do. */
  readonly limits: Pick<FlowLimits, 'steps' | 'seconds'>;
  readonly strictness: Strictness;
  /** Ends the work when it fires. */
  readonly signal?: AbortSignal;
}

/** Seconds for a call of an API of which nobody says how long its consumers wait. */
const PATIENCE = 30;

/**
 * Runs the flows, and tells at which steps APIs fail. One that could not be run is `unknown` in the report; what concerns
 * all of them raises {@link Failure}.
 */
export async function runFlows(
  request: FlowsRequest,
  outside: Outside,
  tell: (report: Report) => Promise<void>,
): Promise<Report> {
  const { config, strictness } = request;
  const acknowledgements = await outside.acknowledgements.read();
  const standard = policyOf(config, strictness, acknowledgements, outside.clock);
  const runs = await each(runnable(request), (target) => runAll(target, request, outside));

  const report = reported(
    runs.map((run): ApiReport => judgedFlows(run, standard)),
    standard.policy.profile,
  );

  await tell(report);
  return report;
}

interface Target {
  readonly api: string;
  readonly environment: 'sandbox' | 'production';
  readonly url: string;
  readonly credential: string | undefined;
  readonly patterns: readonly string[];
  readonly patience: number;
}

/** The APIs that were asked for and can be called. Raises {@link Failure} `usage` when one that is named, or each, cannot. */
function runnable({ config, apis, production }: FlowsRequest): readonly Target[] {
  const environment = production ? 'production' : 'sandbox';
  const targets = chosen(apis, config).flatMap((api): readonly Target[] => {
    const { flows: patterns, patience = PATIENCE, ...settings } = settingsOf(api, config);
    const where = settings[environment];
    if (where?.url !== undefined && patterns.length > 0) {
      return [{ api, environment, url: where.url, credential: where.credential, patterns, patience }];
    }
    if (apis.length === 0) return [];
    const lacks = patterns.length === 0 ? '`flows`' : `\`${environment}\` with a \`url\``;
    throw notRunnable(`\`${api}\` has no ${lacks}`, config, api, environment);
  });
  if (targets.length > 0) return targets;
  throw notRunnable(`no API has both \`flows\` and a \`${environment}\` with a \`url\``, config, 'API', environment);
}

function notRunnable(message: string, { file }: Config, api: string, environment: string): Failure {
  const hint = `name Arazzo documents under \`apis.${api}.flows\` in \`${file}\`, and give it a \`${environment}\` with its \`url\``;
  return new Failure({ code: 'usage', message, hint, place: file });
}

/** One flow after the other: they may book the same slot. */
async function runAll(target: Target, request: FlowsRequest, outside: Outside): Promise<FlowRuns> {
  const { api, environment } = target;
  const { origin, pathname } = new URL(target.url);
  const runs: NamedRun[] = [];
  const failures: Failure[] = [];
  const task = outside.progress.start(`${api} (flows)`);
  try {
    const files = await flowFiles(target, request.config, outside);
    for (const [at, file] of files.entries()) {
      task.update(`${file.name}, ${at + 1} of ${files.length}`);
      try {
        runs.push(await runOne(file, target, request, outside));
      } catch (error) {
        failures.push(concerningOne(error));
      }
    }
  } catch (error) {
    failures.push(concerningOne(error));
  } finally {
    task.end();
  }
  return { api, environment, url: `${origin}${pathname}`, runs, failures };
}

/** The failure, where it hinders only this API or flow; raises what hinders all. */
function concerningOne(error: unknown): Failure {
  if (error instanceof Failure && error.code !== 'package-missing') return error;
  throw error;
}

async function flowFiles(
  { api, patterns }: Target,
  { file }: Config,
  outside: Outside,
): Promise<readonly ContractFile[]> {
  const files = new Map<string, ContractFile>();
  for (const pattern of patterns) {
    const found = await outside.contracts.find(pattern);
    for (const each of found) files.set(each.name, each);
    if (found.length > 0) continue;
    throw new Failure({
      code: 'source-missing',
      message: `flow \`${pattern}\` of \`apis.${api}.flows\` matches no file`,
      hint: `mend the path or glob, which starts from the folder of \`${file}\`, or take it out`,
      place: file,
    });
  }
  return [...files.values()];
}

async function runOne(file: ContractFile, target: Target, request: FlowsRequest, outside: Outside): Promise<NamedRun> {
  const { config, limits, signal } = request;
  const flow = readFlow(file, readLimits(config.limits));
  const seen = new Map<string, Seen>();
  for (const source of flow.sources) seen.set(source.name, await describedBy(source, flow, config, outside));
  // For each flow anew: a token may end between two of them.
  const use = target.credential === undefined ? undefined : await outside.credentials.use(target.credential, signal);
  const descriptions = new Map<string, FlowDescription>([...seen].map(([name, { document }]) => [name, document]));
  const run = await outside.flows.run({
    flow: flow.name,
    root: flow.root,
    descriptions,
    placeOf: (pointer) => `${flow.name}:${flow.lineOf(pointer) ?? 1}`,
    target: {
      url: withQuery(target.url, use?.query ?? {}),
      headers: use?.headers ?? {},
      certificate: use?.certificate,
    },
    limits: { ...limits, patience: target.patience },
    ...(signal !== undefined && { signal }),
  });
  return {
    run,
    operationOf: operationsOf(flow, seen),
    secret: use === undefined ? undefined : secretOf(target.credential ?? '', use),
    redact: use?.redact ?? ((said) => said),
  };
}

/** A baseline, where the flow names an API by `snapshot:API` or by the name of its source; else a file beside the flow. */
async function describedBy(source: FlowSource, flow: FlowDocument, config: Config, outside: Outside): Promise<Seen> {
  const { name, url } = source;
  if (url.startsWith('snapshot:')) return see(url, config, outside);
  const isApi = Object.hasOwn(config.apis, name);
  if (isApi && (await outside.store.read(name)) !== undefined) return see(`snapshot:${name}`, config, outside);
  const location = besideFlow(url, flow.name);
  if (location !== undefined) {
    // Not read through a link that leads elsewhere, either.
    await outside.contracts.find(location);
    return see(location, config, outside);
  }
  throw new Failure({
    code: 'flow-invalid',
    message: `\`${flow.name}\` describes \`${name.slice(0, 100)}\` by \`${url.slice(0, 200)}\`, which is not read from there`,
    hint: 'give it as `snapshot:API`, which is the baseline of that API, or as a path from the folder of the flow that does not lead out of that of the configuration',
    place: `${flow.name}:${flow.lineOf(source.pointer)}`,
  });
}

/** The path that `url` names as seen from a flow; `undefined` where that leaves both its folder and the configuration's. */
function besideFlow(url: string, flow: string): string | undefined {
  if (url === '' || /^[a-z][a-z0-9+.-]*:|^[/\\]|[*?[\]{}()!]/i.test(url)) return undefined;
  const folder = flow.slice(0, flow.lastIndexOf('/') + 1);
  const location = posix.normalize(`${folder}${url}`);
  const leaves = posix.isAbsolute(location) || location.startsWith('../');
  return leaves && !(folder !== '' && location.startsWith(folder)) ? undefined : location;
}

/** The operation of each step, as its description names it: never by what was sent. */
function operationsOf({ root }: FlowDocument, seen: ReadonlyMap<string, Seen>): NamedRun['operationOf'] {
  const byId = new Map<string, string>();
  for (const { document } of seen.values()) {
    for (const { operationId, method, path } of readApi(document).operations) {
      if (operationId !== undefined) byId.set(operationId, operationName(method, path));
    }
  }
  const named = writtenSteps(root).map(({ workflow, step }) => {
    const key = JSON.stringify([workflow, text(step, 'stepId') ?? '']);
    const id = text(step, 'operationId')?.replace(/^\$sourceDescriptions\.[^.]*\./, '');
    return [key, id === undefined ? pathOperation(step) : byId.get(id)] as const;
  });
  const operations = new Map(named);
  return (workflow, step) => operations.get(JSON.stringify([workflow, step]));
}

/** `{$sourceDescriptions.booking.url}#/paths/~1appointments/post` as `POST /appointments`. */
function pathOperation(step: JsonObject): string | undefined {
  const written = text(step, 'operationPath') ?? '';
  const [key, path, method] = parsePointer(written.slice(written.indexOf('#') + 1)).segments;
  return key === 'paths' && path !== undefined && method !== undefined
    ? operationName(method.toUpperCase(), path)
    : undefined;
}

function secretOf(name: string, { headers, query }: CredentialUse): NamedRun['secret'] {
  const schemes = Object.entries(headers).map(([field, value]) => [field, /^[A-Za-z]+ /.exec(value)?.[0] ?? '']);
  return { name, headers: Object.fromEntries(schemes), query: Object.keys(query) };
}
