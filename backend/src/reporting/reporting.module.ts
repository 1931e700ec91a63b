import { Module } from '@nestjs/common';
import { DiscrepanciesModule } from '../discrepancies/index.js';
import { ResultsModule } from '../results/index.js';
import { WorklistModule } from '../worklist/index.js';
import { GradingController } from './api/grading.controller.js';
import { ReportController } from './api/report.controller.js';
import { ReportKitController } from './api/report-kit.controller.js';
import { ReportDocuments } from './document/report-documents.js';
import { ReportPapers } from './document/report-papers.js';
import { DraftsService } from './drafts.service.js';
import { SecondOpinions } from './second-opinions.service.js';
import { GradesService } from './grades.service.js';
import { DocumentRounds } from './listeners/document-rounds.js';
import { MacrosService } from './macros.service.js';
import { ReportRecorder } from './report-recorder.js';
import { ReportStore } from './report-store.js';
import { ReportViews } from './report-views.js';
import { SignatureEffects } from './signature-effects.js';
import { Signatures } from './signatures.service.js';
import { SignedReports } from './signed-reports.js';
import { SigningService } from './signing.service.js';
import { StudyFacts } from './study-facts.js';
import { StudyReports } from './study-reports.js';
import { TemplatesService } from './templates.service.js';

/** Reports: written, checked, signed, and stored as documents. */
@Module({
  imports: [ResultsModule, WorklistModule, DiscrepanciesModule],
  providers: [
    ReportStore,
    ReportViews,
    ReportRecorder,
    StudyFacts,
    GradesService,
    TemplatesService,
    MacrosService,
    DraftsService,
    StudyReports,
    SignedReports,
    SignatureEffects,
    SigningService,
    Signatures,
    SecondOpinions,
    ReportPapers,
    ReportDocuments,
  ],
  exports: [
    ReportViews,
    GradesService,
    TemplatesService,
    MacrosService,
    DraftsService,
    StudyReports,
    SignedReports,
    Signatures,
    SecondOpinions,
    ReportPapers,
    ReportDocuments,
  ],
})
export class ReportingModule {}

@Module({
  imports: [ReportingModule],
  controllers: [ReportController, ReportKitController, GradingController],
})
export class ReportingHttpModule {}

/** Stores what was signed; in the worker. */
@Module({ imports: [ReportingModule], providers: [DocumentRounds] })
export class ReportingWorkerModule {}
