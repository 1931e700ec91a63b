import type { AiState, AiSummary } from '@firstread/contract';

/**
 * What the AI columns of a row say for all models together. The rule of safety: `notFlagged` is only said when
 * every model that is meant for the study has finished and one that could flag did not; anything missing is
 * said first.
 */
export type TriageState = AiState | 'none';

export interface AiOverview {
  triage: TriageState;
  /** Labels of what is suspected, critical ones first. */
  suspicions: readonly string[];
  /** The result that the triage cell speaks of; it names the algorithm. */
  lead: AiSummary | null;
  /** Overall progress; `notFlagged` stands for "all done". */
  status: TriageState;
  finished: number;
  total: number;
  stale: boolean;
}

const statusOrder: readonly AiState[] = [
  'failed',
  'running',
  'pending',
  'notEvaluable',
  'unreadable',
  'withdrawn',
  'flagged',
  'notFlagged',
];
const triageOrder: readonly AiState[] = [
  'flagged',
  'failed',
  'running',
  'pending',
  'notEvaluable',
  'unreadable',
  'withdrawn',
  'notFlagged',
];

function firstOf(order: readonly AiState[], results: readonly AiSummary[]): AiState | null {
  return order.find((state) => results.some((result) => result.state === state)) ?? null;
}

function isFinished(result: AiSummary): boolean {
  return result.state === 'flagged' || result.state === 'notFlagged';
}

/** True of a finished model that outlines or measures: it cannot have flagged, so it says nothing of triage. */
export function looksForNothing({ state, findings }: Pick<AiSummary, 'state' | 'findings'>): boolean {
  return state === 'notFlagged' && findings.length === 0;
}

function suspicionsOf(results: readonly AiSummary[]): string[] {
  const flagged = results
    .filter((result) => result.state === 'flagged')
    .flatMap((result) => result.findings.filter((finding) => finding.flagged));
  const critical = flagged.filter((finding) => finding.critical);
  const other = flagged.filter((finding) => !finding.critical);
  return [...new Set([...critical, ...other].map((finding) => finding.label))];
}

function leadOf(triage: TriageState, results: readonly AiSummary[]): AiSummary | null {
  const candidates = results.filter((result) => result.state === triage);
  const critical = candidates.find((result) =>
    result.findings.some((finding) => finding.flagged && finding.critical),
  );
  return critical ?? candidates[0] ?? null;
}

export function overviewOf(ai: readonly AiSummary[]): AiOverview {
  const eligible = ai.filter((result) => result.state !== 'notEligible');
  const nothing: TriageState = ai.length === 0 ? 'none' : 'notEligible';
  const looking = eligible.filter((result) => !looksForNothing(result));
  const triage = firstOf(triageOrder, looking) ?? nothing;
  const state = firstOf(statusOrder, eligible) ?? nothing;
  return {
    triage,
    suspicions: suspicionsOf(eligible),
    lead: leadOf(triage, looking),
    status: state === 'flagged' ? 'notFlagged' : state,
    finished: eligible.filter(isFinished).length,
    total: eligible.length,
    stale: eligible.some((result) => result.stale && isFinished(result)),
  };
}
