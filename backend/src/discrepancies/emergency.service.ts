import type { EmergencyInterpretation, EmergencyInterpretationInput } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { alreadyCompared } from './discrepancy-problems.js';
import { DiscrepancyRecorder } from './discrepancy-recorder.js';

interface Row extends Omit<EmergencyInterpretation, 'recordedAt'> {
  recordedAt: Date;
}

/** What the emergency department reads in studies for itself. What it says again counts, until it is compared. */
@Injectable()
export class EmergencyInterpretations {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly recorder: DiscrepancyRecorder,
    private readonly clock: Clock,
  ) {}

  /** What it said last; null where it said nothing. */
  async of(
    studyId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<EmergencyInterpretation | null> {
    const [row] = await manager.query<Row[]>(
      `select physician, text, suspected, recorded_by as "recordedBy", recorded_at as "recordedAt"
         from emergency_interpretation where study_id = $1 order by recorded_at desc, id desc limit 1`,
      [studyId],
    );
    return row ? { ...row, recordedAt: row.recordedAt.toISOString() } : null;
  }

  /** The same once more is kept once. Throws 409 once it stands beside the final report. */
  async record(
    manager: EntityManager,
    { id: studyId, uid: studyUid }: { id: string; uid: string },
    said: EmergencyInterpretationInput,
    by: Principal,
  ): Promise<EmergencyInterpretation> {
    const [compared] = await manager.query<unknown[]>(
      `select from discrepancy where study_id = $1 and kind = 'emergency'`,
      [studyId],
    );
    const last = await this.of(studyId, manager);
    if (last && sameWords(last, said)) return last;
    if (compared) throw alreadyCompared(studyUid);
    const recordedAt = this.clock.now();
    const [row] = await manager.query<{ id: string }[]>(
      `insert into emergency_interpretation (study_id, physician, text, suspected, recorded_at, recorded_by_id, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [studyId, said.physician, said.text, said.suspected, recordedAt, by.id, by.displayName],
    );
    await this.recorder.interpreted(manager, { interpretationId: row?.id ?? '', studyId, studyUid }, by);
    return { ...said, recordedBy: by.displayName, recordedAt: recordedAt.toISOString() };
  }
}

function sameWords(one: EmergencyInterpretationInput, other: EmergencyInterpretationInput): boolean {
  return one.physician === other.physician && one.text === other.text && one.suspected === other.suspected;
}
