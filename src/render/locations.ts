// Where in the files of a repository a finding is: in the contract that it hits, the document, the baseline, or the configuration.

import { posix } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { fileOf } from '../model/pointer.ts';
import { type ApiReport, bearingOf, type DocumentIdentity } from '../model/report.ts';
import { hitConsumers } from './finding-words.ts';

/** The files that a report speaks of, as they lie for whoever reads what is rendered. */
export interface Whereabouts {
  /** What contracts and documents are relative to: empty, or a folder with a slash at its end. */
  readonly folder: string;
  /** The folder of the baselines, relative to `folder`. */
  readonly snapshots: string;
  /** The configuration's file, and the line of an API in it; `undefined` where there is none. */
  readonly config: { readonly file: string; readonly lineOf: (api: string) => number | undefined } | undefined;
}

/** Nothing is known but the report. */
export const NOWHERE: Whereabouts = { folder: '', snapshots: 'snapshots', config: undefined };

/** A place in a file. */
export interface FileLocation {
  /** A path with slashes; relative, as the report has it. */
  readonly file: string;
  /** From 1. */
  readonly line: number | undefined;
}

/** How loud a finding is: what breaks a consumer, or, where none is known, a client of the old document, is an error. */
export type Loudness = 'error' | 'warning' | 'note';

/** How loud a finding is; what was accepted, or was so before, is softened. */
export function loudnessOf(finding: Finding, { reliance }: ApiReport): Loudness {
  const { severity, consumers, acknowledgement, change } = finding;
  if (acknowledgement !== undefined) return 'note';
  const grave = change.facts.known === true ? 'warning' : 'error';
  if (reliance !== undefined || consumers.length > 0) {
    return ({ breaks: grave, 'at risk': 'warning', ends: 'warning', unaffected: 'note' } as const)[bearingOf(finding)];
  }
  return ({ breaking: grave, risky: 'warning', deprecated: 'warning', info: 'note' } as const)[severity];
}

/** The findings of a report with the API of each: errors, then warnings, then notes; else in their order. */
export function loudestFirst(apis: readonly ApiReport[]): readonly (readonly [ApiReport, Finding, Loudness])[] {
  const all = apis.flatMap((api) => api.findings.map((finding) => [api, finding, loudnessOf(finding, api)] as const));
  return (['error', 'warning', 'note'] as const).flatMap((loudness) => all.filter((each) => each[2] === loudness));
}

/** Where a finding is, the file first that who is hit would mend; none where no file of it is at hand. */
export function locationsOf(finding: Finding, api: ApiReport, where: Whereabouts): readonly FileLocation[] {
  const { folder } = where;
  const contracts = hitConsumers(finding).map(({ contract, line }) => ({ file: `${folder}${contract}`, line }));
  const written = [
    ...inDocument('new', api.current, finding, api, where),
    ...inDocument('old', api.baseline, finding, api, where),
  ];
  const found = [...contracts, ...written, ...inConfig(api, where)];
  return found.filter((one, at) => found.findIndex(({ file, line }) => file === one.file && line === one.line) === at);
}

/** Where an API is configured; none where no configuration is at hand. */
export function inConfig({ api }: ApiReport, { config }: Whereabouts): readonly FileLocation[] {
  return config === undefined ? [] : [{ file: config.file, line: config.lineOf(api) }];
}

function inDocument(
  side: 'old' | 'new',
  document: DocumentIdentity | undefined,
  { change }: Finding,
  { api, lineOf }: ApiReport,
  { folder, snapshots }: Whereabouts,
): readonly FileLocation[] {
  const pointer = change[side]?.pointer;
  if (document === undefined || pointer === undefined) return [];
  const line = lineOf(side, pointer);
  const file = fileOf(pointer);
  if (document.takenAt !== undefined) {
    // Further files of a baseline are kept in one, in which no line is known.
    if (file !== '') return [{ file: `${folder}${snapshots}/${api}/files.json`, line: undefined }];
    return [{ file: `${folder}${snapshots}/${api}/spec.json`, line }];
  }
  // A URL, or a revision that is not checked out.
  if (/^[a-z][a-z\d+.-]+:/i.test(document.name) || document.name === '') return [];
  const main = `${folder}${document.name.replaceAll('\\', '/')}`;
  return [{ file: file === '' ? main : posix.join(posix.dirname(main), file), line }];
}
