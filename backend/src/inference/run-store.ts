import type { AiState, Finding } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { In, type DataSource, type EntityManager } from 'typeorm';
import { EventLog, type DueJob } from '../platform/index.js';
import { FindingEntity } from './entities/finding.entity.js';
import { InferenceRunEntity } from './entities/inference-run.entity.js';

export type InferenceRun = InferenceRunEntity;

export type FinishedRun = {
  findings: Finding[];
  timings: Record<string, number>;
} & ({ state: 'flagged' | 'notFlagged' } | { state: 'notEvaluable' | 'failed'; reason: string });

/** Of a study that the worklist has not placed yet. */
const LAST_BAND = 9;

const WITHDRAWN_REASON = 'Made from images that were rejected';

/** Whether a result reaches readers and the order, or is only kept. */
export type RunEffect = 'shown' | 'shadow';

export interface PlannedRun {
  modelId: string;
  modelVersion: string;
  modelSha256: string;
  effect: RunEffect;
  /** Where the images are from, for monitoring. */
  site: string | null;
  scanner: string | null;
  input: { eligible: true; seriesUid: string | null } | { eligible: false; reason: string };
}

/** Runs and their findings. Each change of state and its event commit together. */
@Injectable()
export class RunStore {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  /** Writes the runs of a study revision; those already there stay as they are, and a deleted study gets none. */
  async plan(
    manager: EntityManager,
    study: { studyId: string; studyUid: string; revision: number },
    runs: PlannedRun[],
  ): Promise<void> {
    const [there] = await manager.query<unknown[]>('select from study where id = $1 for key share', [
      study.studyId,
    ]);
    if (!there) return;
    const runIds: string[] = [];
    for (const run of runs) {
      const { eligible } = run.input;
      const [row] = await manager.query<{ id: string }[]>(
        `insert into inference_run (study_id, study_uid, study_revision, model_id, model_version, model_sha256,
           state, reason, input_series_uid, effect, site, scanner)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)
         on conflict (study_id, study_revision, model_id, model_version) do nothing returning id`,
        [
          study.studyId,
          study.studyUid,
          study.revision,
          run.modelId,
          run.modelVersion,
          run.modelSha256,
          eligible ? 'pending' : 'notEligible',
          run.input.eligible ? null : run.input.reason,
          run.input.eligible ? run.input.seriesUid : null,
          run.effect,
          run.site,
          run.scanner,
        ],
      );
      if (row && eligible) runIds.push(row.id);
    }
    const { studyId, studyUid } = study;
    await this.events.append(manager, 'InferencePlanned', { studyId, studyUid, runIds });
  }

  /** Takes back what earlier revisions of the study made, or are making, from series whose images were rejected. */
  async withdraw(
    manager: EntityManager,
    { studyId, studyUid, revision }: { studyId: string; studyUid: string; revision: number },
    seriesUids: string[],
  ): Promise<void> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `update inference_run set state = 'withdrawn', reason = $4, finished_at = coalesce(finished_at, now())
        where study_id = $1 and study_revision < $2 and input_series_uid = any($3) and state <> 'withdrawn'
       returning id`,
      [studyId, revision, seriesUids, WITHDRAWN_REASON],
    );
    if (rows.length === 0) return;
    const runIds = rows.map((row) => row.id);
    await this.events.append(manager, 'InferenceWithdrawn', { studyId, studyUid, runIds });
  }

  /** Ends what a version that is paused or retired has not finished. */
  async abandon(manager: EntityManager, modelId: string, version: string, reason: string): Promise<void> {
    const [rows] = await manager.query<[{ id: string; study_id: string; study_uid: string }[], number]>(
      `update inference_run set state = 'withdrawn', reason = $3, finished_at = now()
        where model_id = $1 and model_version = $2 and state in ('pending', 'running')
       returning id, study_id, study_uid`,
      [modelId, version, reason],
    );
    const events = rows.map(({ id, study_id: studyId, study_uid: studyUid }) => ({
      studyId,
      studyUid,
      runIds: [id],
    }));
    await this.events.appendAll(manager, 'InferenceWithdrawn', events);
  }

  /** False where the run was taken from this attempt: by a later one, a withdrawal, or the deletion of its study. */
  async isHeld(run: InferenceRun): Promise<boolean> {
    const { id, attempt } = run;
    return this.dataSource.getRepository(InferenceRunEntity).existsBy({ id, attempt, state: 'running' });
  }

  /** The run of the newest revision of a study, whether it is shown or in shadow. */
  async newestOf(
    studyId: string,
    modelId: string,
    modelVersion: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<InferenceRun | null> {
    return manager
      .getRepository(InferenceRunEntity)
      .findOne({ where: { studyId, modelId, modelVersion }, order: { studyRevision: 'DESC' } });
  }

  async byId(id: string): Promise<InferenceRun | null> {
    return this.dataSource.getRepository(InferenceRunEntity).findOneBy({ id });
  }

  /** Notes how urgent a study is on the worklist, so that its runs come before those of less urgent ones. */
  async noteUrgency(manager: EntityManager, studyId: string, band: number): Promise<void> {
    await manager.query(
      `insert into study_urgency (study_id, band) values ($1, $2)
       on conflict (study_id) do update set band = excluded.band where study_urgency.band <> excluded.band`,
      [studyId, band],
    );
  }

  /**
   * What must have a job. Each model version has places of its own, as many as it may run at the same time on the
   * workers that live, so that none waits for another; they go to the most urgent studies, then to the oldest runs.
   */
  async open(limit: number, mostPerModel: number): Promise<DueJob[]> {
    return this.dataSource.query<DueJob[]>(
      `with workers as (
         select greatest(1, count(*)) as count from worker_process where heartbeat_at > now() - interval '15 seconds'
       )
       select due.id, due.priority::int
         from model_version model cross join workers
         cross join lateral (
           select run.id, coalesce(urgency.band, ${LAST_BAND}) + 1 as priority, run.created_at
             from inference_run run left join study_urgency urgency on urgency.study_id = run.study_id
            where run.model_id = model.model_id and run.model_version = model.version
              and run.state in ('pending', 'running')
            order by run.state = 'running' desc, coalesce(urgency.band, ${LAST_BAND}), run.created_at, run.id
            limit workers.count * least((model.manifest -> 'resources' ->> 'concurrency')::int, $2)
         ) due
        where model.door <> 'dicom' order by due.priority, due.created_at limit $1`,
      [limit, mostPerModel],
    );
  }

  /** Takes the run for this attempt. Returns undefined when it is already finished. */
  async begin(id: string): Promise<InferenceRun | undefined> {
    return this.dataSource.transaction(async (manager) => {
      const run = await manager.getRepository(InferenceRunEntity).findOne({
        where: { id, state: In(['pending', 'running'] satisfies AiState[]) },
        lock: { mode: 'pessimistic_write' },
      });
      if (!run) return undefined;
      run.state = 'running';
      run.attempt += 1;
      run.startedAt = new Date();
      await manager.save(run);
      await this.events.append(manager, 'InferenceStarted', {
        studyId: run.studyId,
        studyUid: run.studyUid,
        runId: id,
      });
      return run;
    });
  }

  /** Records the result unless a later attempt has taken the run over. */
  async finish(run: InferenceRun, result: FinishedRun): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const updated = await manager.query<[unknown[], number]>(
        `update inference_run set state = $3, reason = $4, timings = $5, finished_at = now()
          where id = $1 and attempt = $2 and state = 'running'`,
        [
          run.id,
          run.attempt,
          result.state,
          'reason' in result ? result.reason : null,
          JSON.stringify(result.timings),
        ],
      );
      if (updated[1] === 0) return false;
      await this.insertFindings(manager, run.id, result.findings);
      await this.events.append(manager, 'InferenceFinished', {
        studyId: run.studyId,
        studyUid: run.studyUid,
        runId: run.id,
        state: result.state,
      });
      return true;
    });
  }

  /** Records what a product's objects have come to so far; what was recorded before is replaced. */
  async settle(
    manager: EntityManager,
    run: InferenceRun,
    result: { state: 'flagged' | 'notFlagged' | 'unreadable'; reason: string | null; findings: Finding[] },
  ): Promise<void> {
    const { id: runId, studyId, studyUid } = run;
    const { state, reason } = result;
    await manager.query(
      `update inference_run set state = $2, reason = $3, started_at = coalesce(started_at, created_at),
              finished_at = coalesce(finished_at, now()), encoded_at = coalesce(encoded_at, now())
        where id = $1`,
      [runId, state, reason],
    );
    await manager.query('delete from finding where run_id = $1', [runId]);
    await this.insertFindings(manager, runId, result.findings);
    await this.events.append(manager, 'InferenceFinished', { studyId, studyUid, runId, state });
  }

  /** Ends runs of products that have sent nothing for so long; returns how many. What comes later is still taken. */
  async endSilence(waitMs: number): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const [rows] = await manager.query<[{ id: string; study_id: string; study_uid: string }[], number]>(
        `update inference_run run set state = 'failed', finished_at = now(),
                reason = 'The product sent nothing within ' || round($1 / 60000.0, 1) || ' minutes'
           from model_version model
          where model.model_id = run.model_id and model.version = run.model_version and model.door = 'dicom'
            and run.state = 'pending' and run.created_at < now() - make_interval(secs => $1 / 1000.0)
         returning run.id, run.study_id, run.study_uid`,
        [waitMs],
      );
      await this.events.appendAll(
        manager,
        'InferenceFinished',
        rows.map(({ id: runId, study_id: studyId, study_uid: studyUid }) => ({
          studyId,
          studyUid,
          runId,
          state: 'failed' as const,
        })),
      );
      return rows.length;
    });
  }

  private async insertFindings(manager: EntityManager, runId: string, findings: Finding[]): Promise<void> {
    await manager.getRepository(FindingEntity).insert(
      findings.map((detail, ordinal) => ({
        runId,
        ordinal,
        detail,
        flagged: detail.flagged,
        critical: detail.critical,
      })),
    );
  }

  async findingsOf(
    runIds: string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<FindingEntity[]> {
    return manager
      .getRepository(FindingEntity)
      .find({ where: { runId: In(runIds) }, order: { runId: 'ASC', ordinal: 'ASC' } });
  }

  /** Runs that readers and the order may know of. */
  async runsOfStudies(
    studyIds: string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<InferenceRun[]> {
    return manager.getRepository(InferenceRunEntity).find({
      where: { studyId: In(studyIds), effect: 'shown' },
      order: { modelId: 'ASC', modelVersion: 'ASC', studyRevision: 'DESC' },
    });
  }

  /** Finished but not yet written as DICOM objects, oldest first. */
  async unencoded(limit: number): Promise<DueJob[]> {
    return this.dataSource.query<DueJob[]>(
      `select id, 1 as priority from inference_run
        where encoded_at is null and encoding_failure is null and effect = 'shown' 
          and state in ('flagged', 'notFlagged', 'notEvaluable', 'failed') and input_series_uid is not null
          and exists (select from model_version model where model.model_id = inference_run.model_id
                       and model.version = inference_run.model_version and model.door <> 'dicom')
        order by finished_at limit $1`,
      [limit],
    );
  }

  /** `timings` (milliseconds by step) join those of the run. */
  async markEncoded(
    manager: EntityManager,
    run: InferenceRun,
    timings: Record<string, number>,
  ): Promise<void> {
    await manager.query(
      `update inference_run set encoded_at = now(), timings = coalesce(timings, '{}') || $2::jsonb where id = $1`,
      [run.id, JSON.stringify(timings)],
    );
    await this.events.append(manager, 'ResultsEncoded', {
      studyId: run.studyId,
      studyUid: run.studyUid,
      runId: run.id,
    });
  }

  /** Notes that the images allow no valid object; the run is then not tried again. */
  async noteEncodingFailure(run: InferenceRun, reason: string): Promise<void> {
    await this.dataSource.query('update inference_run set encoding_failure = $2 where id = $1', [
      run.id,
      reason,
    ]);
  }
}
