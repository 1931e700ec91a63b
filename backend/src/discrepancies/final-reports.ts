import type { ReaderGrade, ReportSection, SectionDifference, SignedGrading } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SiteService, type Principal } from '../identity/index.js';
import { Clock, Config } from '../platform/index.js';
import { DiscrepancyRecorder } from './discrepancy-recorder.js';
import { DiscrepancyStore, type Comparison } from './discrepancy-store.js';
import { differencesOf, impressionOf } from './domain/comparing.js';
import { workingDaysAfter } from './domain/due.js';
import { EmergencyInterpretations } from './emergency.service.js';
import { Gradings } from './gradings.service.js';

interface SignedText {
  sections: readonly ReportSection[];
  signedBy: string;
  signedAt: Date;
}

export interface FinalReport extends SignedText {
  reportId: string;
  studyId: string;
  studyUid: string;
  /** What was signed as preliminary last. */
  preliminary: (SignedText & { grade: ReaderGrade }) | null;
}

/** Sets a final report against what was said of the study before it; in the transaction that makes it final, or later. */
@Injectable()
export class FinalReports {
  constructor(
    private readonly store: DiscrepancyStore,
    private readonly recorder: DiscrepancyRecorder,
    private readonly emergency: EmergencyInterpretations,
    private readonly gradings: Gradings,
    private readonly sites: SiteService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Where a text says something else than the preliminary report of a resident. */
  differences(
    sections: readonly ReportSection[],
    preliminary: FinalReport['preliminary'],
  ): SectionDifference[] {
    return preliminary?.grade === 'resident' ? differencesOf(preliminary.sections, sections) : [];
  }

  /** Opens what there is to grade, and grades what the signer has graded already. */
  async signed(
    manager: EntityManager,
    final: FinalReport,
    gradings: readonly SignedGrading[],
    by: Principal,
  ): Promise<void> {
    const { preliminary } = final;
    const sections = this.differences(final.sections, preliminary);
    if (preliminary && sections.length > 0) {
      const comparison = {
        resident: preliminary.signedBy,
        preliminaryAt: preliminary.signedAt.toISOString(),
        attending: final.signedBy,
        finalAt: final.signedAt.toISOString(),
        sections,
      };
      await this.open(manager, final, { kind: 'preliminaryFinal', comparison }, gradings, by);
    }
    await this.besideEmergency(manager, final, gradings, by);
  }

  /** The emergency department has said something of a study whose report is final. */
  async besideEmergency(
    manager: EntityManager,
    final: FinalReport,
    gradings: readonly SignedGrading[],
    by: Principal,
  ): Promise<void> {
    const said = await this.emergency.of(final.studyId, manager);
    if (!said) return;
    const comparison = {
      emergency: said,
      radiologist: final.signedBy,
      finalAt: final.signedAt.toISOString(),
      impression: impressionOf(final.sections),
    };
    await this.open(manager, final, { kind: 'emergency', comparison }, gradings, by);
  }

  private async open(
    manager: EntityManager,
    { reportId, studyId, studyUid }: FinalReport,
    compared: Comparison,
    gradings: readonly SignedGrading[],
    by: Principal,
  ): Promise<void> {
    const at = this.clock.now();
    const { timeZone } = await this.sites.current(manager);
    const dueAt = workingDaysAfter(at, this.config.env.DISCREPANCY_GRADING_DAYS, timeZone);
    const id = await this.store.open(manager, { ...compared, reportId, studyId, at, dueAt });
    if (id === undefined) return;
    const found = { discrepancyId: id, kind: compared.kind, studyId, studyUid };
    await this.recorder.found(manager, found);
    const given = gradings.find(({ kind }) => kind === compared.kind);
    if (given) await this.gradings.give(manager, found, given, by);
  }
}
