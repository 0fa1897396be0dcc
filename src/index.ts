// Driftgate for programs: the tasks, what they need, and what they give.

export { defaultConfig } from './config/defaults.ts';
export type { Config } from './config/load.ts';
export { loadConfig } from './config/load.ts';
export { configJsonSchema } from './config/schema.ts';
export type { Change, ChangeKind } from './model/change.ts';
export type { FailureCode } from './model/failure.ts';
export { Failure } from './model/failure.ts';
export type { Acknowledgement, Finding } from './model/finding.ts';
export type {
  ApiReport,
  ConsumerCounts,
  ConsumerCoverage,
  Counts,
  Coverage,
  FailOn,
  Outcome,
  Reliance,
  Report,
} from './model/report.ts';
export type { Profile, Rule, Severity } from './model/rule.ts';
export type { Snapshot, SnapshotMeta } from './model/snapshot.ts';
export type { ConsumerImpact, ConsumerVerdict, Usage } from './model/usage.ts';
export type {
  Called,
  Caller,
  CallMemory,
  CallRequest,
  Clock,
  ContractFile,
  ContractFiles,
  ContractVerifier,
  Credentials,
  CredentialUse,
  HealthLog,
  Progress,
  SignInStore,
  SnapshotStore,
  Source,
} from './ports.ts';
export { renderAnnotations } from './render/annotations.ts';
export { renderHtml } from './render/html/page.ts';
export { renderJson } from './render/json.ts';
export { renderJunit } from './render/junit.ts';
export { renderMarkdown } from './render/markdown.ts';
export { reportJsonSchema } from './render/report-schema.ts';
export { renderSarif } from './render/sarif.ts';
export { renderText } from './render/text.ts';
export { RULES } from './rules/catalogue.ts';
export type { Accepted } from './tasks/accept.ts';
export { accept, acknowledge } from './tasks/accept.ts';
export { check } from './tasks/check.ts';
export { diff } from './tasks/diff.ts';
export { doctor } from './tasks/doctor.ts';
export type { Outside } from './tasks/outside.ts';
export { storedReport } from './tasks/stored-report.ts';
export { watch } from './tasks/watch.ts';
export { wire } from './wire/wire.ts';
