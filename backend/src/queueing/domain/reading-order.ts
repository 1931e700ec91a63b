import type { OrderClass, ReadingOrderChoice, ReadingRules } from '@firstread/contract';
import { placeOf, targetOf, type TargetFacts } from '../../triage/index.js';

/** Tier of a study without a flag. */
export const NO_FLAG = 255;

/** What the targets of a study depend on, beside its order class. */
export type TargetProfile = Omit<TargetFacts, 'orderClass'>;

/** A waiting study as the order sees it. */
export interface WaitingStudy {
  /** Its place in the load. */
  study: number;
  orderClass: OrderClass;
  /** Of the load's profiles. */
  profile: number;
  readyMinutes: number;
  /** Of its best flag; `NO_FLAG` without one. */
  tier: number;
  overdue: boolean;
}

/** Where a study waits: the lowest line is read first, and in a line the lowest rank. */
export interface Place {
  line: number;
  rank: number;
  /** When it becomes overdue; Infinity where the order knows no such thing. */
  dueMinutes: number;
}

/** What readers take next. */
export interface ReadingOrder {
  lines: number;
  place(study: WaitingStudy): Place;
  /** Tier of a flag by the rank of its model: 0 first. */
  tierOf(rank: number): number;
  /** Where the longest weighted wait goes first instead of the lowest line: a weight for each line. */
  weights?: readonly number[];
}

const classLine: Readonly<Record<OrderClass, number>> = { stat: 0, urgent: 1, routine: 2 };
const NEVER = Number.POSITIVE_INFINITY;
const flatTier = () => 0;
const MINUTE = 60_000;

/** `profiles` are those of the load, for the targets of rules; `ranks` the ranks of its models. */
export function readingOrderOf(
  choice: ReadingOrderChoice,
  profiles: readonly TargetProfile[],
  ranks: readonly number[],
): ReadingOrder {
  switch (choice.kind) {
    case 'arrival':
      return {
        lines: 1,
        tierOf: flatTier,
        place: ({ readyMinutes }) => ({ line: 0, rank: readyMinutes, dueMinutes: NEVER }),
      };
    case 'orderClass':
      return {
        lines: 3,
        tierOf: flatTier,
        place: ({ orderClass, readyMinutes }) => ({
          line: classLine[orderClass],
          rank: readyMinutes,
          dueMinutes: NEVER,
        }),
      };
    case 'flaggedFirst':
      return flaggedFirst(choice, ranks);
    case 'ageing':
      return {
        lines: 2,
        tierOf: flatTier,
        weights: [choice.weights.flagged, choice.weights.unflagged],
        place: ({ tier, readyMinutes }) => ({
          line: tier === NO_FLAG ? 1 : 0,
          rank: readyMinutes,
          dueMinutes: NEVER,
        }),
      };
    case 'rules':
      return byRules(choice.rules, profiles);
  }
}

/** As studies were opened in truth, whatever the policy said. Studies in the order of the load. */
export function asOpened(openedMinutes: Float64Array): ReadingOrder {
  return {
    lines: 1,
    tierOf: flatTier,
    place: ({ study }) => ({ line: 0, rank: openedMinutes[study] ?? NEVER, dueMinutes: NEVER }),
  };
}

/**
 * Lines: overdue before all (where the rule says so), STAT, tiers of flags, urgent, routine. STAT stays STAT whatever is
 * flagged. Priority and hierarchical protocol as in multi-QuCAD (FDA/CDRH/OSEL; arXiv 2510.27104).
 */
function flaggedFirst(
  { protocol, withStat, overdue }: Extract<ReadingOrderChoice, { kind: 'flaggedFirst' }>,
  ranks: readonly number[],
): ReadingOrder {
  const tiers = protocol === 'priority' ? [0] : [...new Set(ranks)].sort((a, b) => a - b);
  const [top, stat] = [0, 1];
  const firstTier = withStat ? stat : stat + 1;
  const urgent = firstTier + Math.max(1, tiers.length);
  return {
    lines: urgent + 2,
    tierOf: (rank) => (protocol === 'priority' ? 0 : tiers.indexOf(rank)),
    place({ orderClass, tier, readyMinutes, overdue: late }) {
      const own = orderClass === 'stat' ? stat : orderClass === 'urgent' ? urgent : urgent + 1;
      const flagged = tier === NO_FLAG ? own : Math.min(own, firstTier + tier);
      const raised = overdue?.joins === 'top' ? top : Math.min(flagged, firstTier);
      const dueMinutes = overdue ? readyMinutes + overdue.afterMinutes[orderClass] : NEVER;
      return { line: late ? raised : flagged, rank: readyMinutes, dueMinutes };
    },
  };
}

/** The product's own policy: its bands are the lines. */
function byRules(rules: ReadingRules, profiles: readonly TargetProfile[]): ReadingOrder {
  const targets = profiles.map((profile) => {
    const of = (orderClass: OrderClass) => targetOf({ ...profile, orderClass }, rules).minutes;
    return { stat: of('stat'), urgent: of('urgent'), routine: of('routine') };
  });
  return {
    lines: 4,
    tierOf: flatTier,
    place({ orderClass, profile, readyMinutes, tier, overdue }) {
      const study = {
        orderClass,
        readyMs: readyMinutes * MINUTE,
        suspected: tier !== NO_FLAG,
        targetMinutes: targets[profile]?.[orderClass] ?? rules.targets[orderClass],
      };
      const { band, rankMs, dueMs } = placeOf(study, rules, overdue ? NEVER : -NEVER);
      return { line: band, rank: rankMs, dueMinutes: dueMs / MINUTE };
    },
  };
}
