import { currentRuns, standingSuspicions, type RunState } from './standing.js';

const run = (studyRevision: number, state: string, modelId = 'm'): RunState => ({
  id: `${modelId}${studyRevision}`,
  modelId,
  modelVersion: '1',
  studyRevision,
  state,
});

describe('runs of several study revisions', () => {
  it('lets the newest revision speak for each model', () => {
    const runs = [run(1, 'flagged'), run(2, 'pending'), run(1, 'failed', 'n')];
    expect(currentRuns(runs).map(({ id }) => id)).toEqual(['m2', 'n1']);
  });

  it.each(['pending', 'running', 'failed', 'notEvaluable', 'notEligible'])(
    'keeps an earlier suspicion while the newer run is %s',
    (state) => {
      expect(standingSuspicions([run(1, 'flagged'), run(2, state)]).map(({ id }) => id)).toEqual(['m1']);
    },
  );

  it('drops the suspicion when the newer run ends without a flag', () => {
    expect(standingSuspicions([run(1, 'flagged'), run(2, 'notFlagged')])).toEqual([]);
  });

  it('drops the suspicion of a withdrawn run, and lets an earlier one of other images stand', () => {
    expect(standingSuspicions([run(1, 'withdrawn')])).toEqual([]);
    expect(standingSuspicions([run(1, 'flagged'), run(2, 'withdrawn')]).map(({ id }) => id)).toEqual(['m1']);
  });

  it('says that a result was withdrawn until the model has looked again', () => {
    const after = (state: string) => currentRuns([run(1, 'withdrawn'), run(2, state)]).map(({ id }) => id);
    expect(after('notEligible')).toEqual(['m1']);
    for (const state of ['pending', 'running', 'flagged', 'notFlagged', 'failed'])
      expect(after(state)).toEqual(['m2']);
  });

  it('keeps the suspicions of different models apart', () => {
    expect(standingSuspicions([run(1, 'flagged'), run(1, 'notFlagged', 'n')]).map(({ id }) => id)).toEqual([
      'm1',
    ]);
  });
});
