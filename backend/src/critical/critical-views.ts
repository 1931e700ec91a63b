import type { CriticalHandedOver, CriticalResult, Patient } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { DeliveryStore } from '../messages/index.js';
import { groupBy } from '../platform/index.js';
import { patientOf } from '../worklist/index.js';
import { CriticalStore, type StoredAttempt, type StoredCritical } from './critical-store.js';
import { UNDO_MS } from './domain/loop.js';
import { HandOverStore } from './hand-over-store.js';
import { receiptOf } from './taking.js';

interface ShownStudy {
  patient: Patient;
  studyDescription: string | null;
  modalities: string[];
}

interface StudyRow extends Omit<ShownStudy, 'patient'> {
  id: string;
  patientName: string | null;
  patientId: string | null;
  patientBirthDate: string | null;
  patientSex: string | null;
}

interface Beside {
  study: ShownStudy | undefined;
  attempts: StoredAttempt[];
  handedOver: CriticalHandedOver[];
  undelivered: number;
}

/** Critical results as pages show them: with their study as it is now, as long as it is here. */
@Injectable()
export class CriticalViews {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: CriticalStore,
    private readonly handOvers: HandOverStore,
    private readonly deliveries: DeliveryStore,
  ) {}

  /** In their order. */
  async of(results: readonly StoredCritical[]): Promise<CriticalResult[]> {
    const ids = results.map(({ id }) => id);
    const [studies, attempts, handOvers, undelivered] = await Promise.all([
      this.studies(results.map(({ studyId }) => studyId)),
      this.store.attemptsOf(ids),
      this.handOvers.of(ids),
      this.deliveries.undelivered(ids),
    ]);
    const attemptsOf = groupBy(attempts, ({ criticalId }) => criticalId);
    return results.map((result) =>
      viewOf(result, {
        study: studies.get(result.studyId),
        attempts: attemptsOf.get(result.id) ?? [],
        handedOver: handOvers.get(result.id) ?? [],
        undelivered: undelivered.get(result.id) ?? 0,
      }),
    );
  }

  private async studies(ids: readonly string[]): Promise<Map<string, ShownStudy>> {
    const rows = await this.dataSource.query<StudyRow[]>(
      `select id, patient_name as "patientName", patient_id as "patientId", patient_birth_date as "patientBirthDate",
              patient_sex as "patientSex", study_description as "studyDescription",
              array(select distinct modality from series where study_id = study.id and not own order by 1) as modalities
         from study where id = any($1)`,
      [ids],
    );
    return new Map(
      rows.map((row) => {
        const { id, studyDescription, modalities } = row;
        return [id, { patient: patientOf(row), studyDescription, modalities }];
      }),
    );
  }
}

function viewOf(
  result: StoredCritical,
  { study, attempts, handedOver, undelivered }: Beside,
): CriticalResult {
  const { id, version, finding, findingCode, level, state, note, callee, told } = result;
  return {
    id,
    version,
    studyInstanceUid: result.studyUid,
    patient: study?.patient ?? null,
    studyDescription: study?.studyDescription ?? null,
    modalities: study?.modalities ?? [],
    finding,
    findingCode,
    level,
    state,
    identifiedAt: result.identifiedAt.toISOString(),
    dueAt: result.dueAt.toISOString(),
    markedAt: result.markedAt.toISOString(),
    markedBy: result.markedBy,
    fromAlert: result.alertId !== null,
    note,
    callee,
    assignee:
      result.assigneeId !== null && result.assignee !== null
        ? { id: result.assigneeId, name: result.assignee }
        : null,
    told,
    tellAt: result.tellAt?.toISOString() ?? null,
    undelivered,
    undoUntil: new Date(result.markedAt.getTime() + UNDO_MS).toISOString(),
    attempts: attempts.map(({ criticalId: _, at, ...attempt }) => ({ ...attempt, at: at.toISOString() })),
    handedOver,
    ...endsOf(result),
  };
}

function endsOf(result: StoredCritical): Pick<CriticalResult, 'receipt' | 'closed' | 'withdrawn'> {
  const { closedBy, closedAt, withdrawnBy, withdrawnAt } = result;
  const receipt = receiptOf(result);
  return {
    receipt: receipt && { ...receipt, communicatedAt: receipt.communicatedAt.toISOString() },
    closed:
      closedBy !== null && closedAt !== null
        ? { by: closedBy, at: closedAt.toISOString(), note: result.closingNote }
        : null,
    withdrawn:
      withdrawnBy !== null && withdrawnAt !== null
        ? { by: withdrawnBy, at: withdrawnAt.toISOString(), reason: result.withdrawnReason }
        : null,
  };
}
