/** What deciding needs to know of a run. */
export interface RunState {
  id: string;
  modelId: string;
  modelVersion: string;
  studyRevision: number;
  state: string;
}

/** The run that speaks for its model: the one of the newest study revision. */
export function currentRuns<R extends RunState>(runs: readonly R[]): R[] {
  return newestPerModel(runs);
}

/**
 * Flagged runs whose suspicion still stands. A newer run takes a suspicion back only by coming to a result
 * itself; one that is pending, failed, not evaluable or not eligible leaves it standing.
 */
export function standingSuspicions<R extends RunState>(runs: readonly R[]): R[] {
  const decided = runs.filter((run) => run.state === 'flagged' || run.state === 'notFlagged');
  return newestPerModel(decided).filter((run) => run.state === 'flagged');
}

function newestPerModel<R extends RunState>(runs: readonly R[]): R[] {
  const newest = new Map<string, R>();
  for (const run of runs) {
    const key = `${run.modelId} ${run.modelVersion}`;
    const known = newest.get(key);
    if (!known || run.studyRevision > known.studyRevision) newest.set(key, run);
  }
  return [...newest.values()];
}
