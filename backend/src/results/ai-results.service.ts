import type { AiResult, Finding } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { In, type DataSource } from 'typeorm';
import { ModelRegistry, RunStore, type InferenceRun } from '../inference/index.js';
import { groupBy } from '../platform/index.js';
import { currentRuns, standingSuspicions } from './domain/standing.js';
import { ResultObjectEntity } from './entities/result-object.entity.js';

/** What AI says of one study. */
export interface StudyAi {
  /** One result per model and version. */
  results: AiResult[];
  /** Critical findings of flagged results that still stand. */
  suspicions: { modelId: string; modelName: string; modelVersion: string; label: string; stale: boolean }[];
}

/** What a withdrawn result still says: nothing but that it was withdrawn. */
const nothing: { findings: Finding[]; objects: ResultObjectEntity[] } = { findings: [], objects: [] };

/** Reads AI results as readers and the worklist see them. */
@Injectable()
export class AiResultsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly runs: RunStore,
    private readonly models: ModelRegistry,
  ) {}

  /** `studies` maps study ids to their current revision. */
  async ofStudies(studies: ReadonlyMap<string, number>): Promise<Map<string, StudyAi>> {
    const runs = await this.runs.runsOfStudies([...studies.keys()]);
    const ids = runs.map((run) => run.id);
    const [findings, objects] = await Promise.all([
      this.runs.findingsOf(ids),
      this.dataSource.getRepository(ResultObjectEntity).findBy({ runId: In(ids) }),
    ]);
    const findingsByRun = groupBy(findings, (finding) => finding.runId);
    const objectsByRun = groupBy(objects, (object) => object.runId);
    const runsByStudy = groupBy(runs, (run) => run.studyId);
    const answer = new Map<string, StudyAi>();
    for (const [studyId, revision] of studies) {
      const ofStudy = runsByStudy.get(studyId) ?? [];
      const detail = (run: InferenceRun) =>
        this.result(run, revision, {
          findings: (findingsByRun.get(run.id) ?? []).map((finding) => finding.detail),
          objects: objectsByRun.get(run.id) ?? [],
        });
      const results = currentRuns(ofStudy).map(detail);
      const suspicions = standingSuspicions(ofStudy).map(detail).flatMap(criticalSuspicions);
      answer.set(studyId, { results, suspicions });
    }
    return answer;
  }

  private result(
    run: InferenceRun,
    revision: number,
    parts: { findings: Finding[]; objects: ResultObjectEntity[] },
  ): AiResult {
    const manifest = this.models.find(run.modelId, run.modelVersion)?.manifest;
    const { findings, objects } = run.state === 'withdrawn' ? nothing : parts;
    return {
      modelId: run.modelId,
      modelName: manifest?.name ?? run.modelId,
      modelVersion: run.modelVersion,
      presentationClass: manifest?.presentationClass ?? 'hidden',
      state: run.state,
      reason: run.reason,
      stale: run.state !== 'withdrawn' && run.studyRevision < revision,
      studyRevision: run.studyRevision,
      inputSeriesUid: run.inputSeriesUid,
      findings,
      objects: objects.map(({ kind, seriesInstanceUid, sopInstanceUid }) => ({
        kind,
        seriesInstanceUid,
        sopInstanceUid,
      })),
      startedAt: run.startedAt?.toISOString() ?? null,
      finishedAt: run.finishedAt?.toISOString() ?? null,
    };
  }
}

function criticalSuspicions(result: AiResult): StudyAi['suspicions'] {
  const { modelId, modelName, modelVersion, stale } = result;
  return result.findings
    .filter((finding) => finding.flagged && finding.critical)
    .map(({ label }) => ({ modelId, modelName, modelVersion, label, stale }));
}
