import type { AiSummary, Claim, Hold, Proportion, Reason, WorklistItem } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { ArchiveService, type SeriesOverview, type Study } from '../archive/index.js';
import { Clock, groupBy } from '../platform/index.js';
import { AiResultsService, LocalPerformance, type StudyAi } from '../results/index.js';
import { ClaimStore } from './claim-store.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { HoldStore } from './hold-store.js';
import { isoDate, modalitiesOf, patientOf } from './study-text.js';

/** Puts rows together with the studies and AI results they stand for. */
@Injectable()
export class WorklistView {
  constructor(
    private readonly archive: ArchiveService,
    private readonly aiResults: AiResultsService,
    private readonly performance: LocalPerformance,
    private readonly claims: ClaimStore,
    private readonly holds: HoldStore,
    private readonly clock: Clock,
  ) {}

  async items(rows: readonly WorklistItemEntity[]): Promise<WorklistItem[]> {
    const ids = rows.map((row) => row.studyId);
    const studies = await this.archive.studiesByIds(ids);
    const revisions = new Map([...studies].map(([id, study]) => [id, study.revision]));
    const now = this.clock.now();
    const [series, ai, claims, holds, ppv] = await Promise.all([
      this.archive.seriesOf(ids),
      this.aiResults.ofStudies(revisions),
      this.claims.standing(ids, now),
      this.holds.standing(ids, now),
      this.performance.ppv(),
    ]);
    const seriesByStudy = groupBy(series, (one) => one.studyId);
    return rows.flatMap((row) => {
      const study = studies.get(row.studyId);
      if (!study) return [];
      const hold = holds.get(row.studyId) ?? null;
      const more = {
        claim: claims.get(row.studyId) ?? null,
        hold,
        ai: ai.get(row.studyId),
        reasons: reasonsNow(row.reasons, hold).map((reason) => withPpv(reason, ppv)),
      };
      return [itemOf(row, study, seriesByStudy.get(row.studyId) ?? [], more)];
    });
  }
}

function itemOf(
  row: WorklistItemEntity,
  study: Study,
  series: readonly SeriesOverview[],
  {
    claim,
    hold,
    ai,
    reasons,
  }: { claim: Claim | null; hold: Hold | null; ai: StudyAi | undefined; reasons: Reason[] },
): WorklistItem {
  const acquired = series.filter((one) => !one.own);
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
    claim,
    hold,
    receiving: study.state === 'receiving',
    patient: patientOf(study),
    accessionNumber: study.accessionNumber,
    studyDescription: study.studyDescription,
    studyDate: isoDate(study.studyDate),
    modalities: modalitiesOf(series),
    bodyParts: distinct(acquired.flatMap((one) => one.bodyPart ?? [])),
    institution: study.institution,
    location: row.location,
    seriesCount: acquired.length,
    instanceCount: acquired.reduce((sum, one) => sum + one.instanceCount, 0),
    ai: (ai?.results ?? []).map(summaryOf),
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

function summaryOf(result: StudyAi['results'][number]): AiSummary {
  const { modelId, modelName, modelVersion, state, reason, stale } = result;
  const findings = result.findings.map(({ label, flagged, critical }) => ({ label, flagged, critical }));
  return { modelId, modelName, modelVersion, state, reason, stale, findings };
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].sort();
}
