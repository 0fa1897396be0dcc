// What a finding means for one interaction that uses an operation which it reaches.

import type { Change } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { formatField, type Impact } from '../../model/place.ts';
import { CONSUMER_VERDICTS } from '../../model/report.ts';
import type { Profile, Severity } from '../../model/rule.ts';
import type { ConsumerVerdict } from '../../model/usage.ts';
import { byFacts } from '../by-facts.ts';
import type { Ruling } from './case.ts';
import { credentialRuling } from './credentials.ts';
import { type Meeting, meetings } from './meeting.ts';
import { type Part, type PartFinder, partFinder } from './parts.ts';
import { rulingOn } from './rulings.ts';
import type { Skills } from './skills.ts';
import { readsStatus, statusRead } from './statuses.ts';
import { firstLeaf } from './tree.ts';
import { rowOf, type Touch, touchOf } from './used.ts';
import { nameOf, type Use } from './uses.ts';
import { clause, fieldOf, label, name, verb, who } from './words.ts';

/** What a finding means for an interaction. */
export interface Hit {
  readonly verdict: ConsumerVerdict;
  /** One sentence: which interaction, which field, why. */
  readonly because: string;
  readonly field: string | undefined;
}

/** Finds the gravest of what a finding means for a use, at the impacts that it has on the operation; `undefined` for nothing. */
export type HitFinder = (finding: Finding, use: Use, impacts: readonly Impact[]) => Hit | undefined;

interface Sight {
  readonly finding: Finding;
  readonly use: Use;
  readonly touch: Touch;
  readonly base: ConsumerVerdict;
  readonly skills: Skills;
  readonly partAt: PartFinder;
}

/** A finder that looks at each part of a use once. */
export function hitFinder(skills: Skills): HitFinder {
  const partAt = partFinder(skills);
  return (finding, use, impacts) => {
    const { change } = finding;
    const touch = touchOf(change.kind, change.direction);
    const sight = { finding, use, touch, base: baseOf(change, use, skills), skills, partAt };
    const found = impacts.flatMap((impact) => hitsAt(sight, impact).map((hit) => tempered(hit, use, impact)));
    return found.sort((a, b) => CONSUMER_VERDICTS.indexOf(a.verdict) - CONSUMER_VERDICTS.indexOf(b.verdict))[0];
  };
}

const VERDICTS: Readonly<Record<Severity, ConsumerVerdict>> = {
  breaking: 'breaks',
  risky: 'at risk',
  deprecated: 'unaffected',
  info: 'unaffected',
};

/** The verdict for who is touched: by the rule's severity for the profile that the consumer itself lives by. */
function baseOf(change: Change, { interaction }: Use, { ruleFor }: Skills): ConsumerVerdict {
  const grade = ruleFor(change)?.severity[change.direction] ?? 'risky';
  const profile: Profile = interaction.decodes === 'strict' && change.direction === 'response' ? 'strict' : 'tolerant';
  const verdict = VERDICTS[byFacts(typeof grade === 'string' ? grade : grade[profile], change)];
  return verdict === 'unaffected' ? verdict : (rowOf(change.kind).verdict ?? verdict);
}

function hitsAt(sight: Sight, impact: Impact): readonly Hit[] {
  const { touch, use, finding } = sight;
  const { interaction } = use;
  if (touch === 'call') return [called(sight)];
  if (touch === 'credential') return credentialed(sight);
  if (touch === 'answer') return [answered(sight, impact)];
  const isStatus = impact.status !== undefined && impact.header === undefined && impact.mediaType === undefined;
  if (isStatus) return readsStatus(use, impact.status ?? '') ? [atStatus(sight, impact)] : [];
  const isBare = impact.parameter === undefined && impact.status === undefined && impact.mediaType === undefined;
  if (isBare && !finding.change.kind.startsWith('body.')) return [called(sight)];
  const part = sight.partAt(use, impact);
  if (part !== undefined) return touch === 'media' ? [byMedia(sight, impact, part)] : atFields(sight, impact, part);
  const leavesOut = interaction.kind === 'http' && (impact.parameter !== undefined || isBare);
  return leavesOut && (touch === 'need' || touch === 'default' || touch === 'rename') ? leftOut(sight, impact) : [];
}

function called({ finding, use, base }: Sight): Hit {
  const { change, message } = finding;
  const { interaction, old, fresh } = use;
  const does = interaction.kind === 'http' ? 'calls' : 'handles';
  if (change.kind === 'operation.added' && old !== undefined && fresh !== undefined) {
    const because = `${who(interaction)} calls ${name(nameOf(old))}, and ${name(nameOf(fresh))}, which is new, has its path`;
    return { verdict: 'at risk', because, field: undefined };
  }
  const operation = old ?? fresh;
  const named = name(operation === undefined ? change.subject : nameOf(operation));
  // Whoever gives a call no name of its own has it named as the operation is.
  const subject = name(interaction.name) === named ? 'it' : who(interaction);
  return { verdict: base, because: `${subject} ${does} ${named}${clause(change, message)}`, field: undefined };
}

function credentialed({ finding, use, base }: Sight): readonly Hit[] {
  const { interaction, old, fresh } = use;
  if (interaction.kind !== 'http') return [];
  const { verdict, says } = credentialRuling(finding.change, base, interaction.credentials, old, fresh);
  return [{ verdict, because: `${who(interaction)} ${says}: ${finding.message}`, field: undefined }];
}

/** A status that may come now. */
function answered({ finding, use, base }: Sight, impact: Impact): Hit {
  const status = impact.status ?? finding.change.subject;
  const expected = statusRead(use, status) !== undefined;
  const does = expected ? 'reads' : 'does not expect';
  const because = `${who(use.interaction)} ${does} status ${name(status)}${clause(finding.change, finding.message)}`;
  return { verdict: expected ? 'unaffected' : base, because, field: undefined };
}

function atStatus({ finding, use, base }: Sight, impact: Impact): Hit {
  const read = statusRead(use, impact.status ?? '') ?? '';
  const because = `${who(use.interaction)} reads status ${name(read)}${clause(finding.change, finding.message)}`;
  return { verdict: base, because, field: undefined };
}

function byMedia({ finding, use, base }: Sight, impact: Impact, part: Part): Hit {
  const { change, message } = finding;
  const { interaction } = use;
  const payload =
    change.direction === 'request' && interaction.kind === 'http' ? interaction.sent : interaction.received;
  const named = payload?.mediaType !== undefined;
  const others = change.kind === 'media-type.removed' && part.alternatives > 0;
  const { does, may } = verb(change);
  const what = `${named ? does : may} ${label(part, [], change)} as ${name(impact.mediaType ?? '')}`;
  return {
    verdict: !named && others && base === 'breaks' ? 'at risk' : base,
    because: `${who(interaction)} ${what}${clause(change, message)}`,
    field: undefined,
  };
}

/** What is not sent at all: a parameter, a body. */
function leftOut({ finding, use, touch, base, partAt }: Sight, impact: Impact): readonly Hit[] {
  const { change, message } = finding;
  if (base === 'unaffected' || (touch === 'rename' && !change.facts.required)) return [];
  const renamed = touch === 'rename' && typeof change.after === 'string' ? change.after : undefined;
  const [place = '', ...rest] = (impact.parameter ?? '').split(' ');
  const parameter = renamed ?? rest.join(' ');
  if (renamed !== undefined && partAt(use, { ...impact, parameter: `${place} ${renamed}` }) !== undefined) return [];
  const kind = place === 'query' || place === '' ? 'parameter' : place;
  const what = impact.parameter === undefined ? 'a request body' : `${kind} ${name(parameter)}`;
  const because = `${who(use.interaction)} does not send ${what}${clause(change, message)}`;
  return [{ verdict: base, because, field: parameter === '' ? undefined : formatField([{ property: parameter }]) }];
}

/** Kinds that are in the object which holds the field, and not in the field's own schema. */
function isOfMember({ kind }: Change): boolean {
  return kind.startsWith('property.') || kind.startsWith('dependent-required.') || kind.startsWith('pattern-property.');
}

function atFields(sight: Sight, impact: Impact, part: Part): readonly Hit[] {
  const { finding, use, touch, base, skills } = sight;
  const { change } = finding;
  const strict = use.interaction.decodes === 'strict';
  return meetings(part.tree, impact.path, isOfMember(change), skills).flatMap((meeting) => {
    const ruling = rulingOn(touch, { change, part, meeting, base, strict, skills });
    if (ruling === undefined) return [];
    const verdict = part.silent && ruling.verdict === 'breaks' ? 'at risk' : ruling.verdict;
    return [{ verdict, ...told(finding, use, part, meeting, ruling) }];
  });
}

function told(
  { change, message }: Finding,
  { interaction }: Use,
  part: Part,
  { how, node, rest }: Meeting,
  { manner, tail = '' }: Ruling,
): Pick<Hit, 'because' | 'field'> {
  const { does, doesNot } = verb(change);
  const changed = [...node.path, ...rest];
  const say = (phrase: string): string => `${who(interaction)} ${phrase}${clause(change, message)}${tail}`;
  if (manner === 'absent' || how === 'beside')
    return { because: say(`${doesNot} ${label(part, changed, change)}`), field: fieldOf(part, changed) };
  if (manner === 'may be absent')
    return { because: say(`may leave out ${label(part, changed, change)}`), field: fieldOf(part, changed) };
  if (how === 'inside' || manner === 'unsaid') {
    const whole = part.silent ? `${label(part, node.path, change)}` : `${label(part, node.path, change)} as a whole`;
    const inner = rest.length === 0 ? '' : ` and in it ${label(part, changed, change)}`;
    const unsaid = part.silent ? '; the contract does not say what it uses there' : '';
    return { because: `${say(`${does} ${whole}${inner}`)}${unsaid}`, field: fieldOf(part, node.path) };
  }
  const leaf = part.name === '' ? firstLeaf(node) : node;
  const within = leaf === node ? '' : ` in ${label(part, node.path, change)}`;
  return { because: say(`${does} ${label(part, leaf.path, change)}${within}`), field: fieldOf(part, leaf.path) };
}

/** No more than at risk: what is pending, and what a tolerant consumer reads of an error. */
function tempered(hit: Hit, use: Use, impact: Impact): Hit {
  const { interaction } = use;
  if (hit.verdict === 'unaffected') return hit;
  if (interaction.pending)
    return {
      ...hit,
      verdict: 'at risk',
      because: `${hit.because}; the interaction is pending, and nobody is held to it yet`,
    };
  const read = impact.status === undefined ? undefined : statusRead(use, impact.status);
  const isError = read !== undefined && /^[45]/.test(read);
  return isError && interaction.decodes === 'tolerant' ? { ...hit, verdict: 'at risk' } : hit;
}
