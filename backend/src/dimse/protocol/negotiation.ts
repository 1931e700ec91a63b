import type { ServiceRow } from '../tables.js';

/** One presentation context as proposed. */
export interface Proposal {
  abstractSyntaxUid: string;
  transferSyntaxUids: readonly string[];
}

/** What becomes of it: the transfer syntax, or why not (PS3.8 table 9-18). */
export type Verdict = { accept: string } | { reject: 'user' | 'abstractSyntax' | 'transferSyntaxes' };

/** Decides on one presentation context of a peer that may use `allowed`. */
export function negotiate(
  proposal: Proposal,
  rows: readonly ServiceRow[],
  allowed: ReadonlySet<ServiceRow['service']>,
): Verdict {
  const candidates = rows.filter((row) => row.sopClassUids.includes(proposal.abstractSyntaxUid));
  if (candidates.length === 0) return { reject: 'abstractSyntax' };
  const row = candidates.find(({ service }) => allowed.has(service));
  if (!row) return { reject: 'user' };
  const chosen =
    row.choice === 'first'
      ? proposal.transferSyntaxUids.find((uid) => row.transferSyntaxUids.includes(uid))
      : row.transferSyntaxUids.find((uid) => proposal.transferSyntaxUids.includes(uid));
  return chosen === undefined ? { reject: 'transferSyntaxes' } : { accept: chosen };
}
