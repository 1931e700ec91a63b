import type { AiState } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { ArchiveService } from '../archive/index.js';
import { getString } from '../dicom/index.js';
import type { ModelVersion } from '../models/index.js';
import { ageInYears, selectSeries, type CandidateSeries } from './planner/eligibility.js';
import { Planner, scannerOf } from './planner/planner.js';
import { ModelRegistry, type RegisteredModel } from './registry/model-registry.js';
import { isUnusableInput } from './run.service.js';
import { RunStore } from './run-store.js';
import { SeriesRunner } from './series-runner.js';

/** What a model came to for a study outside the reading, and whose images they were. */
export interface StudyEvaluation {
  state: AiState | 'notInArchive';
  reason: string | null;
  /** Null where there is no result. */
  flagged: boolean | null;
  /** Of the first finding that has one. */
  score: number | null;
  sex: string | null;
  ageYears: number | null;
  scanner: string | null;
}

type Outcome = Pick<StudyEvaluation, 'state' | 'reason' | 'flagged' | 'score'>;

const none = (state: StudyEvaluation['state'], reason: string): Outcome => ({
  state,
  reason,
  flagged: null,
  score: null,
});

/** Looks at a study with a model without a trace in its results: for validation. */
@Injectable()
export class StudyEvaluator {
  constructor(
    private readonly archive: ArchiveService,
    private readonly planner: Planner,
    private readonly registry: ModelRegistry,
    private readonly runner: SeriesRunner,
    private readonly runs: RunStore,
  ) {}

  /** Never throws for what a study or a model does: that is an outcome too. */
  async evaluate(model: ModelVersion, studyUid: string): Promise<StudyEvaluation> {
    const study = await this.archive.studyByUid(studyUid);
    if (!study) return { ...none('notInArchive', 'the study is not in the archive'), ...NOBODY };
    const candidates = await this.planner.candidates(study.id);
    const selection = selectSeries(model.manifest.eligibility, candidates);
    const series = selection.eligible ? selection.seriesUid : undefined;
    return {
      ...(await this.outcome(model, study.id, selection)),
      ...whose(candidates, series),
    };
  }

  private async outcome(
    model: ModelVersion,
    studyId: string,
    selection: ReturnType<typeof selectSeries>,
  ): Promise<Outcome> {
    if (!selection.eligible) return none('notEligible', selection.reason);
    const runnable = await this.registry.runnable(model);
    // A product answers in its own time: what it has sent of the study is what it came to.
    return runnable ? this.run(runnable, studyId, selection.seriesUid) : this.sent(model, studyId);
  }

  private async run(model: RegisteredModel, studyId: string, seriesUid: string): Promise<Outcome> {
    try {
      const { interpretation } = await this.runner.run(model, studyId, seriesUid);
      if (interpretation.state === 'notEvaluable') return none('notEvaluable', interpretation.reason);
      const { state, findings } = interpretation;
      const score = findings.find((finding) => finding.score !== null)?.score ?? null;
      return { state, reason: null, flagged: state === 'flagged', score };
    } catch (error) {
      return none(isUnusableInput(error) ? 'notEvaluable' : 'failed', (error as Error).message);
    }
  }

  private async sent(model: ModelVersion, studyId: string): Promise<Outcome> {
    const run = await this.runs.newestOf(studyId, model.modelId, model.version);
    if (run?.state !== 'flagged' && run?.state !== 'notFlagged')
      return none(run?.state ?? 'pending', run?.reason ?? 'the product has sent nothing of this study');
    const [finding] = await this.runs.findingsOf([run.id]);
    const { state } = run;
    return { state, reason: null, flagged: state === 'flagged', score: finding?.detail.score ?? null };
  }
}

const NOBODY = { sex: null, ageYears: null, scanner: null };

function whose(
  candidates: readonly CandidateSeries[],
  seriesUid: string | undefined,
): Pick<StudyEvaluation, 'sex' | 'ageYears' | 'scanner'> {
  const series = candidates.find((one) => one.seriesInstanceUid === seriesUid) ?? candidates[0];
  const header = series?.images[0]?.attributes;
  if (!header) return NOBODY;
  const age = ageInYears(header);
  return {
    sex: getString(header, 'PatientSex') ?? null,
    ageYears: age === undefined ? null : Math.floor(age),
    scanner: scannerOf(seriesUid, candidates),
  };
}
