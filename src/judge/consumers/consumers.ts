// The join of what changed with what consumers use: which of them breaks, in which interaction, at which field, and why.

import type { Api } from '../../model/api.ts';
import type { Finding } from '../../model/finding.ts';
import { CONSUMER_VERDICTS } from '../../model/report.ts';
import type { ConsumerImpact, Usage } from '../../model/usage.ts';
import { type Hit, hitFinder } from './hits.ts';
import type { Skills } from './skills.ts';
import { type Use, usesByOperation } from './uses.ts';
import { name } from './words.ts';

/**
 * Says what a finding between the two documents means for each consumer that uses an operation which it reaches: the
 * gravest of all its interactions; the worst first, then by name. None where no contract uses such an operation.
 */
export function consumers(
  usages: readonly Usage[],
  old: Api,
  fresh: Api,
  skills: Skills,
): (finding: Finding) => readonly ConsumerImpact[] {
  if (usages.length === 0) return () => [];
  const uses = usesByOperation(usages, old, fresh);
  const hitOn = hitFinder(skills);
  return (finding) => {
    const worst = new Map<string, { readonly use: Use; readonly hit: Hit | undefined }>();
    const touched = new Map<string, Set<string>>();
    for (const [operation, impacts] of Map.groupBy(finding.change.impacts, (impact) => impact.operation)) {
      for (const use of uses.get(operation) ?? []) {
        const { consumer } = use.usage;
        const hit = hitOn(finding, use, impacts);
        const known = worst.get(consumer);
        if (known === undefined || rank(hit) < rank(known.hit)) worst.set(consumer, { use, hit });
        if (hit !== undefined && hit.verdict !== 'unaffected') {
          const names = touched.get(consumer) ?? new Set();
          touched.set(consumer, names.add(use.interaction.name));
        }
      }
    }
    return [...worst.values()]
      .map(({ use, hit }) => impactOn(finding, use, hit && { ...hit, because: withOthers(hit, use, touched) }))
      .sort((a, b) => rank(a) - rank(b) || (a.consumer < b.consumer ? -1 : 1));
  };
}

/** The hit's sentence, and which other interactions of the consumer are hit. */
function withOthers(
  { because }: Hit,
  { usage, interaction }: Use,
  touched: ReadonlyMap<string, ReadonlySet<string>>,
): string {
  const others = [...(touched.get(usage.consumer) ?? [])].filter((other) => other !== interaction.name);
  const [first] = others;
  if (first === undefined) return because;
  const more = others.length === 1 ? 'is' : `and ${others.length - 1} more are`;
  return `${because}; ${name(first)} ${more} hit too`;
}

/** Gravest first; one that touches nothing last. */
function rank(hit: Pick<Hit, 'verdict'> | undefined): number {
  return hit === undefined ? CONSUMER_VERDICTS.length : CONSUMER_VERDICTS.indexOf(hit.verdict);
}

function impactOn({ change }: Finding, { usage, interaction }: Use, hit: Hit | undefined): ConsumerImpact {
  const { consumer, contract } = usage;
  if (hit === undefined) {
    const does = change.direction === 'response' ? 'reads' : 'sends';
    const because = `no interaction of ${name(consumer)} ${does} ${name(change.subject)}`;
    return {
      consumer,
      verdict: 'unaffected',
      because,
      contract,
      interaction: undefined,
      line: undefined,
      field: undefined,
    };
  }
  const { verdict, because, field } = hit;
  return { consumer, verdict, because, contract, interaction: interaction.name, line: interaction.line, field };
}
