import type { AiResult, Assessment, GiveAssessment } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { DomainError, EventLog, notFound } from '../platform/index.js';
import { AiResultsService } from './ai-results.service.js';
import { AssessmentStore } from './assessment-store.js';
import { isFitting, presenceOf } from './domain/assessment.js';

interface JudgedRun {
  studyId: string;
  revision: number;
}

/** What readers say of AI results. Nothing said is ever changed: a later assessment of the same finding counts instead. */
@Injectable()
export class Assessments {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly results: AiResultsService,
    private readonly store: AssessmentStore,
    private readonly events: EventLog,
    private readonly audit: AuditService,
  ) {}

  /**
   * Throws 404 for a result or finding that this reader is not shown, 409 for one that is no longer as it was seen, has
   * nothing to judge, or of which this cannot be said.
   */
  async give(studyUid: string, runId: string, given: GiveAssessment, by: Principal): Promise<Assessment> {
    return this.dataSource.transaction(async (manager) => {
      const run = await lockedRun(manager, studyUid, runId);
      const result = run && (await this.shownResult(manager, run, runId));
      if (!run || !result) throw notFound('AI result', runId);
      if (result.state !== given.seen.state) throw changed(result, given.seen.state);
      const flagged = flagOf(result, given.finding);
      if (!isFitting(given.kind, flagged)) throw unfitting(given, flagged);
      const { studyId } = run;
      const shown = { result: { ...result, assessments: undefined }, overlay: given.seen.overlay };
      const assessment = await this.store.add(manager, {
        ...given,
        runId,
        studyId,
        flagged,
        shown,
        value: presenceOf(given.kind, flagged),
        by: { id: by.id, name: by.displayName },
      });
      const { id: assessmentId, kind } = assessment;
      const actor = actorOf(by);
      await this.events.append(manager, 'AssessmentGiven', {
        assessmentId,
        studyId,
        studyUid,
        runId,
        kind,
        by: actor,
      });
      await this.audit.record(manager, {
        actor,
        role: by.role,
        action: 'assessment.write',
        outcome: 'success',
        studyUid,
        detail: `${runId} ${kind}`,
      });
      return assessment;
    });
  }

  /** The result as it is presented at this moment. */
  private async shownResult(
    manager: EntityManager,
    { studyId, revision }: JudgedRun,
    runId: string,
  ): Promise<AiResult | undefined> {
    const ofStudies = await this.results.ofStudies(new Map([[studyId, revision]]), manager);
    return ofStudies.get(studyId)?.results.find((result) => result.runId === runId);
  }
}

async function lockedRun(
  manager: EntityManager,
  studyUid: string,
  runId: string,
): Promise<JudgedRun | undefined> {
  const [run] = await manager.query<JudgedRun[]>(
    `select run.study_id as "studyId", study.revision from inference_run run join study on study.id = run.study_id
      where run.id = $1 and run.study_uid = $2 and run.effect = 'shown' for share of run`,
    [runId, studyUid],
  );
  return run;
}

/** Whether what is judged was flagged. A flag that names no finding is judged as a whole; who looks for none says nothing. */
function flagOf({ runId, state, findings }: AiResult, label: string | null): boolean {
  if (state !== 'flagged' && state !== 'notFlagged') throw nothingToJudge(runId, state);
  if (label === null && findings.length === 0 && state === 'flagged') return true;
  const finding = findings.find((one) => one.label === label);
  if (!finding) throw notFound('Finding', label ?? 'without a name');
  return finding.flagged;
}

function nothingToJudge(runId: string, state: string): DomainError {
  return new DomainError(
    'NO_RESULT_TO_JUDGE',
    409,
    'There is no result to judge',
    `AI result ${runId} is ${state}; only one that is flagged or not flagged can be judged.`,
  );
}

function changed({ runId, state }: AiResult, seen: string): DomainError {
  return new DomainError(
    'RESULT_CHANGED',
    409,
    'The AI result has changed',
    `AI result ${runId} was shown as ${seen} and is ${state} now. Look at it again, then judge it.`,
  );
}

function unfitting({ kind, finding }: GiveAssessment, flagged: boolean): DomainError {
  return new DomainError(
    'ASSESSMENT_UNFITTING',
    409,
    'This cannot be said of the finding',
    `"${finding ?? 'The result'}" was ${flagged ? '' : 'not '}flagged: "${kind}" does not fit.`,
  );
}
