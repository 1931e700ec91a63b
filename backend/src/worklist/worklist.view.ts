import type { Hold, Proportion, Reason, WorklistItem } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/index.js';
import { LocalPerformance } from '../results/index.js';
import { ClaimStore } from './claim-store.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { HoldStore } from './hold-store.js';
import { shownOf, type ShownStudy } from './shown-study.js';
import { StudiesToRead } from './studies-to-read.js';

/** Puts rows together with the claims that stand and with what is known here of the models. */
@Injectable()
export class WorklistView {
  constructor(
    private readonly studies: StudiesToRead,
    private readonly performance: LocalPerformance,
    private readonly claims: ClaimStore,
    private readonly holds: HoldStore,
    private readonly clock: Clock,
  ) {}

  async items(rows: readonly WorklistItemEntity[]): Promise<WorklistItem[]> {
    const ids = rows.map((row) => row.studyId);
    const now = this.clock.now();
    const [shown, claims, holds, ppv] = await Promise.all([
      this.shown(rows),
      this.claims.standing(ids, now),
      this.holds.standing(ids, now),
      this.performance.ppv(),
    ]);
    return rows.flatMap((row) => {
      const study = shown(row);
      if (!study) return [];
      const hold = holds.get(row.studyId) ?? null;
      const reasons = reasonsNow(row.reasons, hold).map((reason) => withPpv(reason, ppv));
      return [itemOf(row, study, { claim: claims.get(row.studyId) ?? null, hold, reasons })];
    });
  }

  /** What the rows show. Those last decided before rows kept it are looked up. */
  private async shown(
    rows: readonly WorklistItemEntity[],
  ): Promise<(row: WorklistItemEntity) => ShownStudy | undefined> {
    const bare = rows.filter((row) => row.shown === null).map((row) => row.studyId);
    const studies = await this.studies.of(bare);
    return (row) => {
      const study = studies.get(row.studyId);
      return row.shown ?? (study && shownOf(study));
    };
  }
}

function itemOf(
  row: WorklistItemEntity,
  study: ShownStudy,
  { claim, hold, reasons }: Pick<WorklistItem, 'claim' | 'hold' | 'reasons'>,
): WorklistItem {
  return {
    studyInstanceUid: row.studyUid,
    version: row.version,
    band: row.band,
    orderClass: row.orderClass,
    rankAt: row.rankAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    readyAt: row.readyAt.toISOString(),
    overdue: row.overdue,
    policyVersion: row.policyVersion,
    reasons,
    reading: row.reading === 'unread' ? 'unread' : 'read',
    preliminaryBy: row.preliminaryBy,
    openCritical: row.openCritical,
    claim,
    hold,
    location: row.location,
    ...study,
  };
}

/** A hold that ran out gives no reason, also before the worker decides them again. */
function reasonsNow(reasons: readonly Reason[], hold: Hold | null): Reason[] {
  return reasons.filter(({ kind }) => kind !== 'hold' || hold !== null);
}

/** What is known here of the model that raised the study, also where that is nothing. */
function withPpv(reason: Reason, ppv: (modelId: string, version: string) => Proportion): Reason {
  const { modelId, modelVersion } = reason;
  if (modelId === undefined || modelVersion === undefined) return reason;
  return { ...reason, ppv: ppv(modelId, modelVersion) };
}
