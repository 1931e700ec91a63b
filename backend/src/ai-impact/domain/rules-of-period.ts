import type { RuleVersion } from '@firstread/contract';
import type { ReplayInput } from '../../queueing/index.js';

/** The rules in force at the end of a period, of versions of which the newest come first, and whether others were in it. */
export function rulesOfPeriod(
  versions: readonly Pick<RuleVersion, 'rules' | 'since'>[],
  { from, until }: { from: Date; until: Date },
): { order: ReplayInput['order']; changed: boolean } {
  const begun = versions.filter(({ since }) => Date.parse(since) < until.getTime());
  const inForce = begun[0] ?? versions.at(-1);
  if (!inForce) throw new Error('The first version of the rules is missing: migrate the database');
  return {
    order: { kind: 'rules', rules: inForce.rules },
    changed: begun.length > 1 && Date.parse(inForce.since) > from.getTime(),
  };
}
