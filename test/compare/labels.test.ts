// Ten real pairs that a careful reader labelled: what he found is found at its place, and nothing grave beside it.

import { expect } from '@jest/globals';
import { compareApis } from '../../src/compare/compare.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Impact } from '../../src/model/place.ts';
import { ruleFor } from '../../src/rules/catalogue.ts';
import { POLICY } from '../judge/policy.ts';
import { jsonOf, onCorpus, pairOf, titled } from './corpus.ts';

type Answer = 'yes' | 'maybe' | 'no';

interface Label {
  readonly id: string;
  readonly kind: string;
  readonly direction: string;
  readonly operations: readonly string[];
  readonly field?: string;
  readonly breaking: Answer;
  readonly strict_contract_breaking: Answer;
  /** Set where the same requests go over the wire as before. */
  readonly wire_equivalent?: boolean;
}

interface Labels {
  readonly changes: readonly Label[];
  readonly non_changes: readonly string[];
}

/** The rules that say here what a kind of label says; none where the right answer is silence. */
const RULES_OF: Readonly<Record<string, readonly string[]>> = {
  'operation-added': ['request/operation-added', 'request/operation-moved'],
  'operation-removed': ['request/operation-removed', 'request/operation-moved'],
  'parameter-added-optional': ['request/parameter-added'],
  'parameter-added-required': ['request/required-parameter-added', 'request/parameter-carries-credential'],
  'request-default-changed': ['request/default-changed'],
  'request-enum-value-removed': ['request/enum-value-removed'],
  'request-enum-values-replaced': ['request/enum-value-removed', 'request/enum-value-added'],
  'request-property-added-optional': ['request/property-added', 'request/property-renamed'],
  'request-property-removed': ['request/property-removed', 'request/property-renamed'],
  'request-type-widened': ['request/type-widened'],
  'response-enum-value-removed': ['response/enum-value-removed'],
  'response-enum-values-replaced': ['response/enum-value-removed', 'response/enum-value-added'],
  'response-property-added': ['response/property-added', 'response/property-renamed'],
  'response-property-became-nullable': ['response/null-allowed'],
  'response-property-removed': ['response/property-removed', 'response/property-renamed'],
  'oauth-scope-removed': ['auth/oauth-scope-removed'],
  'oauth-scopes-added-to-requirement': ['auth/security-scope-added'],
  'oauth-scopes-defined': ['auth/oauth-scope-added'],
  'security-scheme-renamed': [],
  // Credentials that became plain parameters of the same name and place: one finding says all of it.
  'security-removed': ['request/parameter-carries-credential'],
  'security-requirement-changed': ['request/parameter-carries-credential'],
  'security-scheme-removed': ['request/parameter-carries-credential'],
};

/** Places of labels at which nothing is reported, and why that is right. */
const NOT_AT: Readonly<Record<string, string>> = {
  'twilio-video-1#1 GET /v1/Rooms/{RoomSid}/Transcriptions identity':
    'the list that held the items is itself reported gone (`extensions`): one cause, one finding',
  'twilio-video-1#2 GET /v1/Rooms/{RoomSid}/Transcriptions configuration':
    'the items come in a list that is itself reported new (`transcriptions`)',
  'twilio-video-1#3 GET /v1/Rooms/{RoomSid}/Transcriptions status':
    'the list that held the items is itself reported gone (`extensions`)',
};

/** Findings that no label speaks of, and why they are right. None of them is breaking. */
const BESIDE: Readonly<Record<string, string>> = {
  'nexmo-numbers-1 auth/security-alternative-added GET /account/numbers':
    'the label on security leaves the moved operation out: there the credentials are path segments now',
};

/** What must not be reported: one predicate for each sentence of `non_changes`, in its order. */
const SILENT: Readonly<Record<string, readonly ((finding: Finding) => boolean)[]>> = {
  'bandwidth-messaging-2': [
    speaksToPeople,
    ({ change }) => change.direction === 'response' && pointersOf(change).some((at) => at.includes('messageDirection')),
  ],
  'bandwidth-mfa-1': [() => true],
  'bandwidth-webrtc-1': [
    ({ change }) => change.direction === 'response' && change.kind === 'default.changed',
    speaksToPeople,
  ],
  'figma-rest-1': [
    ({ change }) => change.subject === 'files:read' || change.kind.includes('deprecated'),
    speaksToPeople,
  ],
  'linode-api-1': [({ change }) => pointersOf(change).some((at) => at.includes('/schemas/DatabaseMongoDB'))],
  'nexmo-numbers-1': [speaksToPeople],
  'nexmo-verify-1': [speaksToPeople],
  'twilio-video-1': [],
  'xero-finance-1': [({ change }) => pointersOf(change).some((at) => at.startsWith('/components/schemas/'))],
  'zoom-api-4': [],
};

onCorpus.each(Object.keys(SILENT))(titled('%s: what its labels say, and nothing grave beside it'), async (name) => {
  const [old, fresh] = await pairOf('pairs', name);
  const policy = { ...POLICY, profile: 'strict' } as const;
  const findings = judge(compareApis(old, fresh), ruleFor, policy);
  const { changes: labels, non_changes: silent } = jsonOf<Labels>('pairs', name, 'labels.json');
  const movedTo = movesIn(findings);
  const supports = (label: Label, finding: Finding): boolean =>
    rulesOf(label).includes(finding.rule) && placesOf(label).some((place) => reaches(finding, place, movedTo));

  const missed = labels
    .filter((label) => rulesOf(label).length > 0)
    .flatMap((label) =>
      placesOf(label)
        .filter(
          (place) =>
            !findings.some((finding) => rulesOf(label).includes(finding.rule) && reaches(finding, place, movedTo)),
        )
        .map(({ operation, field }) => [label.id, operation, field].join(' ').trim()),
    );
  expect(missed).toEqual(Object.keys(NOT_AT).filter((place) => place.startsWith(`${name}#`)));

  const harmless = labels
    .filter((label) => label.strict_contract_breaking === 'yes' && label.wire_equivalent !== true)
    .filter((label) => !findings.some((finding) => finding.severity === 'breaking' && supports(label, finding)));
  expect(harmless.map(({ id }) => id)).toEqual([]);

  const grave = labels.filter((label) => label.breaking !== 'no' || label.strict_contract_breaking !== 'no');
  const unfounded = findings.filter(
    (finding) => finding.severity === 'breaking' && !grave.some((label) => supports(label, finding)),
  );
  expect(unfounded.map(summary)).toEqual([]);

  const beside = findings.filter((finding) => !labels.some((label) => supports(label, finding)));
  expect(beside.map((finding) => `${name} ${summary(finding)}`)).toEqual(
    Object.keys(BESIDE).filter((key) => key.startsWith(`${name} `)),
  );

  const predicates = SILENT[name] ?? [];
  expect(predicates).toHaveLength(silent.length);
  const loud = silent.filter((_, index) => findings.some((finding) => predicates[index]?.(finding)));
  expect(loud).toEqual([]);
});

interface PlaceOfLabel {
  readonly operation: string;
  /** Field path or `query.name`; empty for the operation as a whole. */
  readonly field: string;
}

/** Every operation of the label with every field of it. */
function placesOf(label: Label): readonly PlaceOfLabel[] {
  const fields = fieldsOf(label.field ?? '');
  return label.operations.flatMap((operation) => fields.map((field) => ({ operation, field })));
}

/** The fields of `a.{b,c}`, of `a, b` and of `a (remark)`. */
function fieldsOf(written: string): readonly string[] {
  const braces = /^(.*)\{(.*)\}$/.exec(written);
  if (braces !== null) return (braces[2] ?? '').split(',').map((last) => `${braces[1] ?? ''}${last}`);
  return written.replace(/ \(.*\)$/, '').split(', ');
}

function rulesOf(label: Label): readonly string[] {
  const rules = RULES_OF[label.kind];
  if (rules === undefined) throw new Error(`label kind \`${label.kind}\` has no rules in the table`);
  return rules;
}

/** Where the operations that moved are now, by what they were. */
function movesIn(findings: readonly Finding[]): ReadonlyMap<string, string> {
  const moves = findings.filter(({ change }) => change.kind === 'operation.moved');
  return new Map(moves.map(({ change }) => [String(change.before), String(change.after)]));
}

/** Whether the finding is at the place: labels name fields from any depth, in whole segments. */
function reaches({ change }: Finding, place: PlaceOfLabel, movedTo: ReadonlyMap<string, string>): boolean {
  return change.impacts.some((impact) => {
    const operations = ['*', impact.operation, movedTo.get(impact.operation)];
    const field = fieldOf(impact);
    const renamed = change.kind === 'property.renamed' ? field.replace(/[^.]*$/, String(change.after)) : field;
    return operations.includes(place.operation) && [field, renamed].some((at) => isAt(at, place.field));
  });
}

function isAt(field: string, labelled: string): boolean {
  return labelled === '' || field === labelled || field.endsWith(`.${labelled}`);
}

function fieldOf(impact: Impact): string {
  return [impact.parameter?.replace(' ', '.') ?? '', impact.field].filter((part) => part !== '').join('.');
}

function summary({ rule, change }: Finding): string {
  return [rule, change.impacts[0]?.operation, change.impacts[0]?.field].filter(Boolean).join(' ');
}

function pointersOf({ old, new: fresh }: Finding['change']): readonly string[] {
  return [old?.pointer, fresh?.pointer].filter((pointer) => pointer !== undefined);
}

/** Whether the finding is about text for people: descriptions, examples, `info`, extensions. */
function speaksToPeople({ change }: Finding): boolean {
  return pointersOf(change).some((pointer) =>
    /^\/info\b|(?<!\/properties)\/(?:description|summary|examples?|x-[^/]*)(?:\/|$)/.test(pointer),
  );
}
