// Proofs of breaking findings, loaded only where they are wanted.

import type { Api } from '../model/api.ts';
import type { Finding } from '../model/finding.ts';

/** Gives each breaking finding between two APIs its witness. */
export type Prove = (findings: readonly Finding[], old: Api, fresh: Api) => readonly Finding[];

/** Proves breaking findings, or, where that is not `wanted`, leaves all findings as they are. */
export async function proofs(wanted: boolean): Promise<Prove> {
  if (!wanted) return (findings) => findings;
  const { prover } = await import('../prove/prove.ts');
  return (findings, old, fresh) => {
    const { prove } = prover(old, fresh);
    return findings.map((finding) =>
      finding.severity === 'breaking' ? { ...finding, witness: prove(finding.change) } : finding,
    );
  };
}
