import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DiscrepancyRecorder } from './discrepancy-recorder.js';

/** A flag that may have come too late for the reading. */
interface FinishedRun {
  studyId: string;
  studyUid: string;
  runId: string;
}

/** Puts flags that came after the reading on a list of their own: they never reach the live one. */
@Injectable()
export class LateResults {
  constructor(private readonly recorder: DiscrepancyRecorder) {}

  /**
   * Keeps the run, if readers are shown it, it flags, and the study was read before it ended. Does nothing the second time.
   */
  async note(manager: EntityManager, { studyId, studyUid, runId }: FinishedRun): Promise<void> {
    const kept = await manager.query<{ id: string }[]>(
      `insert into discrepancy (kind, run_id, study_id, read_at, opened_at)
       select 'lateAi', run.id, run.study_id, reading.occurred_at, run.finished_at
         from inference_run run
         join worklist_item item on item.study_id = run.study_id and item.reading = 'read'
         join lateral (
           select occurred_at from event
            where study_uid = $2 and name = 'ReadingMarked' and payload ->> 'reading' = 'read'
            order by id desc limit 1) reading on true
        where run.id = $1 and run.state = 'flagged' and run.effect = 'shown'
          and run.finished_at > reading.occurred_at
          and exists (select from finding where run_id = run.id and flagged)
       on conflict (run_id) do nothing
       returning id`,
      [runId, studyUid],
    );
    for (const { id: discrepancyId } of kept)
      await this.recorder.found(manager, { discrepancyId, kind: 'lateAi', studyId, studyUid, runId });
  }
}
