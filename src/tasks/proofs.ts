// Proofs of breaking findings, loaded only where they are wanted.

import type { Api } from '../model/api.ts';
import type { Finding } from '../model/finding.ts';
import { partOf } from '../model/part.ts';

/** Gives each breaking finding between two documents its witness. */
export type Prove = (findings: readonly Finding[], old: Api, fresh: Api) => readonly Finding[];

/** Proves breaking findings, or, where that is not `wanted`, leaves all findings as they are. */
export async function proofs(wanted: boolean): Promise<Prove> {
  if (!wanted) return (findings) => findings;
  const { prover } = await import('../prove/prove.ts');
  return (findings, old, fresh) => {
    const { prove } = prover(old, fresh);
    return findings.map((finding) =>
      finding.severity === 'breaking' && partOf(finding) === 'document'
        ? { ...finding, witness: prove(finding.change) }
        : finding,
    );
  };
}
