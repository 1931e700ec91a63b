import { samePatient, type Report, type ReportWarning, type SignReport } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Clock, notFound } from '../platform/index.js';
import { standingInsertions, warningsOf } from './domain/checks.js';
import { flagsOf } from './domain/prefill.js';
import { afterSigning, signingRefusal, type Writer } from './domain/report-state.js';
import { GradesService } from './grades.service.js';
import { conflict, invalid, refused, reportChanged } from './report-problems.js';
import { ReportStore, type DraftText, type ReportRow } from './report-store.js';
import { ReportViews, stateOf } from './report-views.js';
import { SignatureEffects } from './signature-effects.js';
import { StudyFacts, type ReportedStudy } from './study-facts.js';

/** Turns a text into a version that stays; what follows from it is in the same transaction. */
@Injectable()
export class SigningService {
  constructor(
    private readonly store: ReportStore,
    private readonly views: ReportViews,
    private readonly facts: StudyFacts,
    private readonly grades: GradesService,
    private readonly effects: SignatureEffects,
    private readonly clock: Clock,
  ) {}

  async warnings(manager: EntityManager, study: ReportedStudy, draft: DraftText): Promise<ReportWarning[]> {
    return warningsOf({
      ...draft,
      patient: study.patient,
      studyDescription: study.studyDescription,
      lateralities: await this.facts.lateralities(manager, study.study.id),
      flags: flagsOf(await this.facts.aiResults(study.study, manager)),
    });
  }

  /** Refused where anything is not as the signer has it before them, or a warning was not seen. */
  async sign(manager: EntityManager, studyUid: string, request: SignReport, by: Principal): Promise<Report> {
    const row = await this.store.lock(manager, studyUid);
    if (!row) throw notFound('Report of study', studyUid);
    if (await this.isRepeated(manager, row, request, by)) return this.views.view(row, by, manager);
    const who: Writer = { id: by.id, grade: await this.grades.of(by.id, manager) };
    const refusal = signingRefusal(stateOf(row), request.stage, who);
    if (refusal || !row.draft) throw refused(refusal ?? 'nothingToSign', studyUid);
    const study = await this.facts.of(studyUid, manager);
    requireSame(row, study, request);
    const warnings = await this.warnings(manager, study, row.draft);
    requireSignable(row.draft, warnings, request, studyUid);
    await this.keep(manager, row, { draft: row.draft, study, warnings, who, request }, by);
    return this.views.view(row, by, manager);
  }

  private async keep(
    manager: EntityManager,
    row: ReportRow,
    { draft, study, warnings, who, request: { stage, gradings = [] } }: Signature,
    by: Principal,
  ): Promise<void> {
    const after = afterSigning(stateOf(row), stage);
    const { studyDescription, studyDate, accessionNumber, modalities } = study;
    const signedAt = this.clock.now();
    await this.store.addVersion(manager, row, {
      version: after.signed,
      stage,
      sections: draft.sections,
      insertions: standingInsertions(draft),
      warnings,
      patient: study.patient,
      study: { studyDescription, studyDate, accessionNumber, modalities },
      author: row.author,
      signedBy: by.displayName,
      signedById: by.id,
      grade: who.grade,
      signedAt,
    });
    Object.assign(row, { stage: after.stage, signed: after.signed, draft: after.drafting ? draft : null });
    await this.store.save(manager, row);
    const { sections } = draft;
    const signed = { version: after.signed, stage, warnings, sections, signedAt, gradings };
    await this.effects.signed(manager, row, signed, by);
  }

  /** The same once more, as after a lost answer. */
  private async isRepeated(
    manager: EntityManager,
    row: ReportRow,
    request: SignReport,
    by: Principal,
  ): Promise<boolean> {
    if (request.expectedVersion !== row.draftVersion) return false;
    const last = (await this.store.versionsOf(manager, row.id)).at(-1);
    if (last?.stage !== request.stage || last.signedBy !== by.displayName) return false;
    return row.draft === null || JSON.stringify(row.draft.sections) === JSON.stringify(last.sections);
  }
}

interface Signature {
  draft: DraftText;
  study: ReportedStudy;
  warnings: ReportWarning[];
  who: Writer;
  request: SignReport;
}

/** Text, study and patient are those that the signer has before them. */
function requireSame(row: ReportRow, { patient }: ReportedStudy, request: SignReport): void {
  const { studyUid } = row;
  if (request.studyInstanceUid !== studyUid)
    throw conflict(
      'REPORT_OTHER_STUDY',
      'Another study',
      `The report is of study ${studyUid}; the images before you are of ${request.studyInstanceUid}. Nothing was signed.`,
    );
  if (request.expectedVersion !== row.draftVersion) throw reportChanged(studyUid);
  if (!samePatient(request.patient, patient))
    throw conflict(
      'REPORT_PATIENT_CHANGED',
      'The patient is not as shown',
      `The patient of study ${studyUid} was corrected since your page showed them. Load the page again and look; nothing was signed.`,
    );
}

function requireSignable(
  { sections }: DraftText,
  warnings: readonly ReportWarning[],
  { acknowledged }: SignReport,
  studyUid: string,
): void {
  const says = sections.some(
    ({ id, text }) => ['findings', 'impression', 'addendum'].includes(id) && text.trim() !== '',
  );
  if (!says)
    throw invalid('REPORT_EMPTY', 'Nothing to sign', 'Neither findings nor impression say anything yet.');
  const open = warnings.filter(({ id }) => !acknowledged.includes(id));
  if (open.length > 0)
    throw conflict(
      'REPORT_WARNINGS_OPEN',
      'Warnings to look at',
      `The checks of the report of study ${studyUid} have ${open.length} to look at first. Nothing was signed.`,
    );
}
