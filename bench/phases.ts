// One comparison in this process: prints the milliseconds of CPU time that its phases take, as JSON.

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compareApis } from '../src/compare/compare.ts';
import { countFindings, judge, outcomeOf, type Policy } from '../src/judge/judge.ts';
import type { Finding } from '../src/model/finding.ts';
import type { Report } from '../src/model/report.ts';
import { readSpec } from '../src/read/document/read.ts';
import { readApi } from '../src/read/openapi/api.ts';
import { renderJson } from '../src/render/json.ts';
import { ruleFor } from '../src/rules/catalogue.ts';
import type { Phase } from './phase.ts';

const POLICY: Policy = { profile: 'tolerant', sdk: false, overrides: {}, acknowledgements: [], today: '2026-01-01' };

const took: Partial<Record<Phase, number>> = {};
let begun = cpuTime();

const old = await specOf(process.argv[2]);
const fresh = await specOf(process.argv[3]);
const notes = fresh.notes;
lap('read');
const digests = [old.digest, fresh.digest];
lap('digest');
const changes = compareApis(readApi(old), readApi(fresh));
lap('compare');
const findings = judge(changes, ruleFor, POLICY);
lap('judge');
const text = renderJson(reportOf(findings));
lap('render');
process.stdout.write(`${JSON.stringify({ took, findings: findings.length, bytes: text.length, digests })}\n`);

function lap(phase: Phase): void {
  const now = cpuTime();
  took[phase] = now - begun;
  begun = now;
}

/** Milliseconds of CPU so far, the threads of the garbage collector and the compiler counted in. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function specOf(file = '') {
  return readSpec({ name: basename(file), location: file, bytes: readFileSync(file) });
}

function reportOf(findings: readonly Finding[]): Report {
  const outcome = outcomeOf(findings, 'breaking');
  const identity = (document: typeof old) => ({
    name: document.name,
    digest: document.digest,
    version: '',
    takenAt: undefined,
  });
  return {
    outcome,
    profile: POLICY.profile,
    counts: countFindings(findings),
    consumers: { breaks: 0, atRisk: 0 },
    apis: [
      {
        api: fresh.name,
        outcome,
        unknown: undefined,
        looked: [{ part: 'document', unknown: undefined }],
        baseline: identity(old),
        current: identity(fresh),
        findings,
        reliance: undefined,
        notes,
        lineOf: (side, pointer) => (side === 'old' ? old : fresh).lineOf(pointer),
      },
    ],
  };
}
