// What the renderers for people say of one finding.

import { type Change, countImpacts } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import type { Impact } from '../model/place.ts';
import { type Pointer, parsePointer } from '../model/pointer.ts';
import { type ApiReport, bearingOf, CONSUMER_VERDICTS } from '../model/report.ts';
import type { ConsumerImpact } from '../model/usage.ts';
import type { Witness } from '../model/witness.ts';
import { plural } from './words.ts';

const MAX_VALUE = 40;
const MAX_PLACES = 3;
const MAX_CONSUMERS = 5;
const MAX_EXPLAINED = 5;

/** What a place is made of: the operation, the part of it (`200`, `request body`, `query limit`), the field. */
export function placeParts(impact: Impact): readonly string[] {
  const isBody = impact.direction === 'request' && impact.parameter === undefined && impact.mediaType !== undefined;
  const part = [
    impact.status,
    impact.parameter,
    isBody ? 'request body' : undefined,
    impact.header === undefined ? undefined : `header ${impact.header}`,
    impact.mediaType === 'application/json' ? undefined : impact.mediaType,
  ].filter((word) => word !== undefined);
  return [impact.operation, part.join(' '), impact.field].filter((word) => word !== '');
}

/** The places worth a line: not the only one, where it is an operation that the message names; of many, the first. */
export function firstPlaces({ message, change }: Finding): readonly Impact[] {
  const { impacts } = change;
  if (countImpacts(change) > MAX_PLACES) return impacts.slice(0, 1);
  const parts = impacts.flatMap(placeParts);
  // Sign-in metadata of an API none of whose operations takes tokens has no place in it.
  if (parts.length === 0) return [];
  return parts.length === 1 && message.includes(`\`${parts[0]}\``) ? [] : impacts;
}

/** The places worth a line. */
export function shownPlaces(finding: Finding): Shown<Impact> {
  const shown = firstPlaces(finding);
  return { shown, more: shown.length === 0 ? '' : otherImpacts(finding.change, shown.length) };
}

/** What a finding on one line says of its place: nothing, where the message says it already. */
export function placeInBrief(finding: Finding): readonly string[] {
  const [first] = firstPlaces(finding);
  return first === undefined ? [] : placeParts(first);
}

/** `and 46 more operations`, `and 46 more places in 31 operations`; empty when all are shown. */
export function otherImpacts(change: Change, shown: number): string {
  const { impacts, unlisted } = change;
  const rest = countImpacts(change) - shown;
  if (rest <= 0) return '';
  const others = new Set(impacts.slice(shown).map((impact) => impact.operation));
  for (const impact of impacts.slice(0, shown)) others.delete(impact.operation);
  const operations = others.size + (unlisted?.operations ?? 0);
  if (operations === rest) return `and ${plural(rest, 'more operation')}`;
  const within = operations === 0 ? '' : ` in ${plural(operations, 'more operation')}`;
  return `and ${plural(rest, 'more place')}${within}`;
}

/** `old spec line 812, new spec line 790`: where the documents say it; the pointer where no line is known. */
export function writtenAt(finding: Finding, lineOf: ApiReport['lineOf']): string {
  const at = (side: 'old' | 'new', pointer: Pointer | undefined) => {
    if (pointer === undefined) return [];
    const line = lineOf(side, pointer);
    if (line === undefined) return [`${side} spec ${pointer === '' ? 'root' : pointer}`];
    const { file } = parsePointer(pointer);
    return [`${side} spec ${file === '' ? '' : `${file} `}line ${line}`];
  };
  return [...at('old', finding.change.old?.pointer), ...at('new', finding.change.new?.pointer)].join(', ');
}

/** `"usd"` and `"eur"` as JSON, where a value became another and both can be compared by eye. */
export function shortValues({
  change: { before, after },
}: Finding): readonly [old: string, current: string] | undefined {
  if (before === undefined || after === undefined) return undefined;
  const [old, current] = [JSON.stringify(before), JSON.stringify(after)];
  return Math.max(old.length, current.length) > MAX_VALUE ? undefined : [old, current];
}

/** The consumers that a finding hits, hardest first; of what is deprecated, those that use it. */
export function hitConsumers(finding: Finding): readonly ConsumerImpact[] {
  const { consumers } = finding;
  if (bearingOf(finding) === 'ends') return consumers.filter(({ interaction }) => interaction !== undefined);
  return CONSUMER_VERDICTS.filter((verdict) => verdict !== 'unaffected').flatMap((verdict) =>
    consumers.filter((impact) => impact.verdict === verdict),
  );
}

/** `list charges`, `data[].amount`, `contracts/a.json:12`: where the contract says it, without what the sentence says. */
export function contractedAt({ because, interaction, field, contract, line }: ConsumerImpact): readonly string[] {
  const unsaid = [interaction, field].filter((name) => name !== undefined && !because.includes(`\`${name}\``));
  return [...unsaid.map(String), line === undefined ? contract : `${contract}:${line}`];
}

/** Some of what a finding has, and words for the others; empty where all is shown. */
export interface Shown<T> {
  readonly shown: readonly T[];
  readonly more: string;
}

/** The consumers that a finding hits, hardest first, `most` of them at most. */
export function shownConsumers(finding: Finding, most = MAX_CONSUMERS): Shown<ConsumerImpact> {
  const shown = hitConsumers(finding).slice(0, most);
  return { shown, more: otherConsumers(finding, shown.length) };
}

/** `and 2 more consumers are hit; 3 are unaffected`, for those that have no line; empty when all have. */
function otherConsumers(finding: Finding, shown: number): string {
  const { consumers } = finding;
  const hit = hitConsumers(finding).length;
  const spared = consumers.length - hit;
  const are = (count: number) => (count === 1 ? 'is' : 'are');
  const more = hit > shown ? [`and ${plural(hit - shown, 'more consumer')} ${are(hit - shown)} hit`] : [];
  const rest = hit > 0 && spared > 0 ? [`${plural(spared, 'consumer')} ${are(spared)} unaffected`] : [];
  return [...more, ...rest].join('; ');
}

/** `breaks`, `is at risk`, `is unaffected`; of what is deprecated, `uses it`. */
export function verdictInWords({ verdict, interaction }: ConsumerImpact, { severity }: Finding): string {
  if (verdict === 'unaffected' && severity === 'deprecated' && interaction !== undefined) return 'uses it';
  return verdict === 'breaks' ? verdict : `is ${verdict}`;
}

/** The payload as JSON with a space between members, so that it can be wrapped at one. */
export function payloadInWords(payload: Json): string {
  return JSON.stringify(payload, null, 1)
    .replace(/([[{])\n\s*/g, '$1')
    .replace(/\n\s*([\]}])/g, '$1')
    .replace(/\n\s*/g, ' ');
}

/** `proof: the old spec accepts, the new one refuses`: the payload comes next. */
export function proofInWords({ oldAccepts, newAccepts }: Extract<Witness, { readonly status: 'proven' }>): string {
  const verb = (accepts: boolean) => (accepts ? 'accepts' : 'refuses');
  return `proof: the old spec ${verb(oldAccepts)}, the new one ${verb(newAccepts)}`;
}

/** What to do about it, as a sentence of ours, and the URL of the team's own instructions; each where it is known. */
export function adviceIn({ change: { facts } }: Finding): {
  readonly hint: string | undefined;
  readonly playbook: string | undefined;
} {
  return { hint: facts.hint && `what to do: ${facts.hint}`, playbook: facts.playbook };
}

/** `explains permission-missing: GET /charges, and 3 more`; empty where nothing followed from it. */
export function explainedIn({ change: { facts } }: Finding): string {
  const { explains = [] } = facts;
  if (explains.length === 0) return '';
  const more = explains.length > MAX_EXPLAINED ? `, and ${explains.length - MAX_EXPLAINED} more` : '';
  return `explains ${explains.slice(0, MAX_EXPLAINED).join(', ')}${more}`;
}

/** Who accepted a finding, until when and why: `by ada until 2026-12-31: we do not read it`. */
export function acceptedBy(finding: Finding): string {
  const { owner, until, reason } = finding.acknowledgement ?? { owner: '', until: undefined, reason: '' };
  return `by ${owner}${until === undefined ? '' : ` until ${until}`}: ${reason}`;
}
