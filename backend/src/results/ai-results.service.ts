import type {
  AiResult,
  Assessment,
  CodedConcept,
  Finding,
  ModelStage,
  PresentationClass,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { In, type DataSource, type EntityManager } from 'typeorm';
import { RunStore, type InferenceRun } from '../inference/index.js';
import { isWithdrawn, presented, withholdsMarks } from '../models/index.js';
import { groupBy } from '../platform/index.js';
import { AssessmentStore } from './assessment-store.js';
import { currentRuns, standingSuspicions } from './domain/standing.js';
import { ResultObjectEntity } from './entities/result-object.entity.js';
import { ReaderActivity } from './reader-activity.js';

/** What AI says of one study. */
export interface StudyAi {
  /** One result per model and version, as readers may have it. */
  results: AiResult[];
  /** Critical findings of flagged results that still stand. */
  suspicions: {
    modelId: string;
    modelName: string;
    modelVersion: string;
    label: string;
    operatingPoint: number | null;
    concept: CodedConcept;
    stale: boolean;
  }[];
}

/** What reading results needs to know of a model version. */
interface ModelFacts {
  name: string;
  presentationClass: PresentationClass;
  stage: ModelStage;
  stageReason: string;
}

interface RunParts {
  findings: Finding[];
  objects: ResultObjectEntity[];
  assessments: Assessment[];
}

/** What a result that was withdrawn with its images still says: nothing but that it was withdrawn. */
const NOTHING: RunParts = { findings: [], objects: [], assessments: [] };

/** Reads AI results as readers and the worklist see them. */
@Injectable()
export class AiResultsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly runs: RunStore,
    private readonly activity: ReaderActivity,
    private readonly assessments: AssessmentStore,
  ) {}

  /**
   * `studies` maps study ids to their current revision. A transaction passes its manager: it reads over the one connection
   * that it has.
   */
  async ofStudies(
    studies: ReadonlyMap<string, number>,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<string, StudyAi>> {
    const studyIds = [...studies.keys()];
    const runs = await this.runs.runsOfStudies(studyIds, manager);
    const partsOf = await this.partsOf(
      manager,
      runs.map((run) => run.id),
    );
    const models = await this.models(manager, runs);
    const readRevisions = await this.activity.readRevisions(studyIds, manager);
    const runsByStudy = groupBy(runs, (run) => run.studyId);
    const answer = new Map<string, StudyAi>();
    for (const [studyId, revision] of studies) {
      const ofStudy = runsByStudy.get(studyId) ?? [];
      const readRevision = readRevisions.get(studyId) ?? 0;
      const firstRead = (run: InferenceRun): boolean => readRevision >= run.studyRevision;
      const result = (run: InferenceRun): AiResult =>
        resultOf(run, { revision, firstRead: firstRead(run) }, models.get(keyOf(run)), partsOf(run.id));
      answer.set(studyId, {
        results: currentRuns(ofStudy).flatMap((run) => presented(result(run), firstRead(run)) ?? []),
        suspicions: standingSuspicions(ofStudy).map(result).flatMap(criticalSuspicions),
      });
    }
    return answer;
  }

  private async partsOf(manager: EntityManager, runIds: string[]): Promise<(runId: string) => RunParts> {
    const findings = await this.runs.findingsOf(runIds, manager);
    const objects = await manager.getRepository(ResultObjectEntity).findBy({ runId: In(runIds) });
    const assessments = await this.assessments.ofRuns(runIds, manager);
    const findingsByRun = groupBy(findings, (finding) => finding.runId);
    const objectsByRun = groupBy(objects, (object) => object.runId);
    return (runId) => ({
      findings: (findingsByRun.get(runId) ?? []).map((finding) => finding.detail),
      objects: objectsByRun.get(runId) ?? [],
      assessments: assessments.get(runId) ?? [],
    });
  }

  private async models(
    manager: EntityManager,
    runs: readonly InferenceRun[],
  ): Promise<Map<string, ModelFacts>> {
    if (runs.length === 0) return new Map();
    const rows = await manager.query<(ModelFacts & { modelId: string; modelVersion: string })[]>(
      `select model_id as "modelId", version as "modelVersion", stage, stage_reason as "stageReason",
              manifest ->> 'name' as name, manifest ->> 'presentationClass' as "presentationClass"
         from model_version where model_id = any($1)`,
      [[...new Set(runs.map((run) => run.modelId))]],
    );
    return new Map(rows.map((row) => [keyOf(row), row]));
  }
}

function keyOf({ modelId, modelVersion }: Pick<InferenceRun, 'modelId' | 'modelVersion'>): string {
  return `${modelId} ${modelVersion}`;
}

/** A result of a model that is paused keeps its words, as withdrawn ones. */
function resultOf(
  run: InferenceRun,
  { revision, firstRead }: { revision: number; firstRead: boolean },
  model: ModelFacts | undefined,
  parts: RunParts,
): AiResult {
  const presentationClass = model?.presentationClass ?? 'hidden';
  const paused = model && isWithdrawn(model.stage) && isResult(run.state);
  const { findings, objects, assessments } = run.state === 'withdrawn' ? NOTHING : parts;
  return {
    runId: run.id,
    modelId: run.modelId,
    modelName: model?.name ?? run.modelId,
    modelVersion: run.modelVersion,
    presentationClass,
    state: paused ? 'withdrawn' : run.state,
    reason: paused ? `The model was paused: ${model.stageReason}` : run.reason,
    stale: run.state !== 'withdrawn' && run.studyRevision < revision,
    studyRevision: run.studyRevision,
    inputSeriesUid: run.inputSeriesUid,
    findings,
    objects:
      paused || !run.encodedAt
        ? []
        : objects
            .filter((object) => !object.marks || !withholdsMarks(presentationClass, firstRead))
            .map(objectOf),
    withheld: null,
    assessments,
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

function objectOf({
  kind,
  seriesInstanceUid,
  sopInstanceUid,
}: ResultObjectEntity): AiResult['objects'][number] {
  return { kind, seriesInstanceUid, sopInstanceUid };
}

function isResult(state: AiResult['state']): boolean {
  return ['flagged', 'notFlagged', 'notEvaluable', 'unreadable'].includes(state);
}

/** Nothing of a paused model, or of one that shows nothing, has an effect on the order. */
function criticalSuspicions(result: AiResult): StudyAi['suspicions'] {
  if (result.state !== 'flagged' || result.presentationClass === 'hidden') return [];
  const { modelId, modelName, modelVersion, stale } = result;
  return result.findings
    .filter((finding) => finding.flagged && finding.critical)
    .map(({ label, concept, operatingPoint }) => ({
      modelId,
      modelName,
      modelVersion,
      label,
      concept,
      operatingPoint,
      stale,
    }));
}
