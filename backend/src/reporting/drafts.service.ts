import type {
  Report,
  ReportInsertion,
  ReportSection,
  SaveDraft,
  SavedDraft,
  StartReport,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Clock, notFound } from '../platform/index.js';
import { prefillsOf } from './domain/prefill.js';
import { additionRefusal, takeOverRefusal, withAuthor, writingRefusal } from './domain/report-state.js';
import { savingOf } from './domain/saving.js';
import { GradesService } from './grades.service.js';
import { invalid, refused, reportChanged } from './report-problems.js';
import { ReportRecorder } from './report-recorder.js';
import { ReportStore, type ReportRow } from './report-store.js';
import { ReportViews, stateOf } from './report-views.js';
import { StudyFacts } from './study-facts.js';

/** Saves of one writer within this time are one line in the audit trail. */
const AUDIT_WINDOW_MS = 5 * 60_000;

/** Nothing was written in it yet: whoever saves first has seen it. */
const NO_WINDOW = { draftWindow: '', draftSequence: 0 };

/** The text of a report while it is being written. */
@Injectable()
export class DraftsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ReportStore,
    private readonly views: ReportViews,
    private readonly facts: StudyFacts,
    private readonly grades: GradesService,
    private readonly recorder: ReportRecorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins the report. Where the study has one, it is returned as it is; what the window that began it has written since,
   * before it had the answer, is saved.
   */
  async start(studyUid: string, request: StartReport, by: Principal): Promise<Report> {
    const { study } = await this.facts.of(studyUid);
    return this.dataSource.transaction(async (manager) => {
      await this.requireOffered(manager, studyUid, [], request.insertions);
      const template = await this.templateOf(manager, request.templateId);
      const { sections, insertions, window, sequence } = request;
      const id = await this.store.insert(manager, {
        studyId: study.id,
        studyUid,
        authorId: by.id,
        author: by.displayName,
        authorGrade: await this.grades.of(by.id, manager),
        templateId: template?.id ?? null,
        templateVersion: template?.version ?? null,
        draft: { sections: reportOnly(sections), insertions },
        draftWindow: window,
        draftSequence: sequence,
        at: this.clock.now(),
      });
      const row = await this.require(manager, studyUid);
      if (id !== undefined) await this.recorder.started(manager, row, by);
      else if (row.draftWindow === window)
        await this.keep(manager, row, { ...request, expectedVersion: row.draftVersion }, by);
      return this.views.view(row, by, manager);
    });
  }

  async save(studyUid: string, request: SaveDraft, by: Principal): Promise<SavedDraft> {
    return this.dataSource.transaction(async (manager) => {
      const row = await this.require(manager, studyUid);
      await this.keep(manager, row, request, by);
      return { version: row.draftVersion, savedAt: row.savedAt.toISOString() };
    });
  }

  /** Somebody goes on with a text that another reader began. It stays as it is. */
  async takeOver(studyUid: string, by: Principal): Promise<Report> {
    return this.change(studyUid, by, async (manager, row) => {
      if (row.authorId === by.id) return;
      const who = { id: by.id, grade: await this.grades.of(by.id, manager) };
      const refusal = takeOverRefusal(stateOf(row), who);
      if (refusal) throw refused(refusal, studyUid);
      const former = row.authorId;
      const { authorId, authorGrade } = withAuthor(stateOf(row), who);
      Object.assign(row, { authorId, authorGrade, author: by.displayName, ...NO_WINDOW });
      row.draftVersion += 1;
      await this.store.save(manager, row);
      await this.recorder.changed(manager, row, by, `draft taken over from person:${former}`);
    });
  }

  /** Begins an addendum; the final report stays as it is. */
  async add(studyUid: string, by: Principal): Promise<Report> {
    return this.change(studyUid, by, async (manager, row) => {
      if (row.stage === 'final' && row.draft && row.authorId === by.id) return;
      const who = { id: by.id, grade: await this.grades.of(by.id, manager) };
      const refusal = additionRefusal(stateOf(row), who);
      if (refusal) throw refused(refusal, studyUid);
      const { authorId, authorGrade } = withAuthor(stateOf(row), who);
      Object.assign(row, { authorId, authorGrade, author: by.displayName, ...NO_WINDOW });
      Object.assign(row, { savedAt: this.clock.now(), savedBy: by.displayName, savedById: by.id });
      row.draft = { sections: [{ id: 'addendum', text: '' }], insertions: [] };
      row.draftVersion += 1;
      await this.store.save(manager, row);
      await this.recorder.changed(manager, row, by, 'addendum begun');
    });
  }

  /** Gives up an addendum that was not signed. */
  async discardAddendum(studyUid: string, by: Principal): Promise<Report> {
    return this.change(studyUid, by, async (manager, row) => {
      if (row.stage !== 'final') throw refused('notFinal', studyUid);
      if (!row.draft) return;
      const refusal = writingRefusal(stateOf(row), {
        id: by.id,
        grade: await this.grades.of(by.id, manager),
      });
      if (refusal) throw refused(refusal, studyUid);
      row.draft = null;
      row.draftVersion += 1;
      await this.store.save(manager, row);
      await this.recorder.changed(manager, row, by, 'addendum given up');
    });
  }

  /** Throws 422 for one that there is not. */
  private async templateOf(
    manager: EntityManager,
    id: string | null,
  ): Promise<{ id: string; version: number } | null> {
    if (id === null) return null;
    const [template] = await manager.query<{ id: string; version: number }[]>(
      'select id, version from report_template where id = $1 order by version desc limit 1',
      [id],
    );
    if (!template) throw invalid('TEMPLATE_UNKNOWN', 'No such template', `There is no template ${id} here.`);
    return template;
  }

  private async change(
    studyUid: string,
    by: Principal,
    work: (manager: EntityManager, row: ReportRow) => Promise<void>,
  ): Promise<Report> {
    return this.dataSource.transaction(async (manager) => {
      const row = await this.require(manager, studyUid);
      await work(manager, row);
      return this.views.view(row, by, manager);
    });
  }

  /** Saves the text, unless its window has saved a later one. Throws where another window wrote meanwhile. */
  private async keep(manager: EntityManager, row: ReportRow, asked: SaveDraft, by: Principal): Promise<void> {
    const who = { id: by.id, grade: await this.grades.of(by.id, manager) };
    const refusal = writingRefusal(stateOf(row), who);
    if (refusal) throw refused(refusal, row.studyUid);
    const { draftVersion: version, draftWindow, draftSequence } = row;
    const way = savingOf({ version, window: draftWindow, sequence: draftSequence }, asked);
    if (way === 'conflict') throw reportChanged(row.studyUid);
    if (way === 'save') await this.write(manager, row, asked, by);
  }

  private async write(
    manager: EntityManager,
    row: ReportRow,
    { sections, insertions, window, sequence }: SaveDraft,
    by: Principal,
  ): Promise<void> {
    const known = row.draft?.insertions ?? [];
    await this.requireOffered(manager, row.studyUid, known, insertions);
    const now = this.clock.now();
    const isAddendum = row.stage === 'final';
    row.draft = { sections: isAddendum ? addendumOnly(sections) : reportOnly(sections), insertions };
    row.draftVersion += 1;
    const quiet = row.savedById === by.id && now.getTime() - row.auditedAt.getTime() < AUDIT_WINDOW_MS;
    if (!quiet) await this.recorder.changed(manager, row, by, 'draft saved');
    Object.assign(row, { draftWindow: window, draftSequence: sequence, savedAt: now });
    Object.assign(row, { savedBy: by.displayName, savedById: by.id, ...(quiet ? {} : { auditedAt: now }) });
    await this.store.save(manager, row);
  }

  /** What is said to be from an AI result is what one offers, unless the draft had it before. */
  private async requireOffered(
    manager: EntityManager,
    studyUid: string,
    known: readonly ReportInsertion[],
    wanted: readonly ReportInsertion[],
  ): Promise<void> {
    const isIn = (all: readonly ReportInsertion[], one: ReportInsertion): boolean =>
      all.some(({ runId, text }) => runId === one.runId && text === one.text);
    const added = wanted.filter((one) => !isIn(known, one));
    if (added.length === 0) return;
    const { study } = await this.facts.of(studyUid, manager);
    const offered = prefillsOf(await this.facts.aiResults(study, manager));
    if (added.every((one) => isIn(offered, one))) return;
    throw invalid(
      'INSERTION_UNKNOWN',
      'No such measurement',
      'A measurement is of no AI result that readers may use. Load the page again, and insert it anew.',
    );
  }

  private async require(manager: EntityManager, studyUid: string): Promise<ReportRow> {
    const row = await this.store.lock(manager, studyUid);
    if (!row) throw notFound('Report of study', studyUid);
    return row;
  }
}

function reportOnly(sections: readonly ReportSection[]): ReportSection[] {
  return only(sections, ({ id }) => id !== 'addendum');
}

function addendumOnly(sections: readonly ReportSection[]): ReportSection[] {
  return only(sections, ({ id }) => id === 'addendum');
}

/** A page that is behind would write a report into an addendum, or the other way round. */
function only(sections: readonly ReportSection[], fits: (one: ReportSection) => boolean): ReportSection[] {
  if (sections.every(fits)) return [...sections];
  throw invalid('REPORT_SECTIONS', 'Other sections', 'The sections are not those of what is being written.');
}
