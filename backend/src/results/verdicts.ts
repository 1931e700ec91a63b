import type { GiveVerdict, Verdict } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { DomainError, EventLog, notFound } from '../platform/index.js';

interface JudgedRun {
  study_id: string;
  study_uid: string;
  state: string;
  effect: string;
}

/** What readers say of AI results. A verdict is never changed: a later one of the same run counts instead. */
@Injectable()
export class Verdicts {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly audit: AuditService,
  ) {}

  /** Throws 404 for a run that the study has not, 409 for one without a result to judge. */
  async give(studyUid: string, runId: string, { value }: GiveVerdict, by: Principal): Promise<Verdict> {
    const at = await this.dataSource.transaction(async (manager) => {
      const [run] = await manager.query<JudgedRun[]>(
        'select study_id, study_uid, state, effect from inference_run where id = $1 and study_uid = $2 for share',
        [runId, studyUid],
      );
      if (run?.effect !== 'shown') throw notFound('AI result', runId);
      if (run.state !== 'flagged' && run.state !== 'notFlagged') throw notJudged(runId, run.state);
      const [row] = await manager.query<{ given_at: Date }[]>(
        'insert into verdict (run_id, study_id, value, given_by) values ($1, $2, $3, $4) returning given_at',
        [runId, run.study_id, value, by.displayName],
      );
      const { study_id: studyId } = run;
      await this.events.append(manager, 'VerdictGiven', { studyId, studyUid, runId, value, by: actorOf(by) });
      await this.audit.record(manager, {
        actor: actorOf(by),
        role: by.role,
        action: 'verdict.write',
        outcome: 'success',
        studyUid,
        detail: `${runId} ${value}`,
      });
      return row?.given_at ?? new Date();
    });
    return { value, by: by.displayName, at: at.toISOString() };
  }

  /** The newest verdict of each run that has one. */
  async ofRuns(
    runIds: string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<string, Verdict>> {
    const rows = await manager.query<
      { run_id: string; value: Verdict['value']; given_by: string; given_at: Date }[]
    >(
      `select distinct on (run_id) run_id, value, given_by, given_at from verdict where run_id = any($1)
        order by run_id, id desc`,
      [runIds],
    );
    return new Map(
      rows.map((row) => [row.run_id, { value: row.value, by: row.given_by, at: row.given_at.toISOString() }]),
    );
  }
}

function notJudged(runId: string, state: string): DomainError {
  return new DomainError(
    'NO_RESULT_TO_JUDGE',
    409,
    'There is no result to judge',
    `AI result ${runId} is ${state}; only one that is flagged or not flagged can be judged.`,
  );
}
