/** What deciding needs to know of a run. */
export interface RunState {
  id: string;
  modelId: string;
  modelVersion: string;
  studyRevision: number;
  state: string;
}

/**
 * The run that speaks for its model: the one of the newest study revision. That a result was withdrawn is said until
 * the model has looked again; that it is no longer meant for what is left does not hide it.
 */
export function currentRuns<R extends RunState>(runs: readonly R[]): R[] {
  const withdrawn = new Set(runs.filter((run) => run.state === 'withdrawn').map(keyOf));
  return newestPerModel(runs.filter((run) => !(run.state === 'notEligible' && withdrawn.has(keyOf(run)))));
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
    const known = newest.get(keyOf(run));
    if (!known || run.studyRevision > known.studyRevision) newest.set(keyOf(run), run);
  }
  return [...newest.values()];
}

function keyOf(run: RunState): string {
  return `${run.modelId} ${run.modelVersion}`;
}
