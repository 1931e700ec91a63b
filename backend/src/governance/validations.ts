import type { Validation, ValidationGroup } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { notFound } from '../platform/index.js';
import type { ValidatedStudy } from './domain/validation-groups.js';

const SELECT = `
  select validation.id, cohort_id as "cohortId", cohort.name as "cohortName", validation.state, problem, groups,
         requested_by as "requestedBy", requested_at as "requestedAt", finished_at as "finishedAt",
         (select count(*)::int from validation_study where validation_id = validation.id) as total,
         (select count(*)::int from validation_study where validation_id = validation.id and state is not null) as done
    from validation join cohort on cohort.id = cohort_id`;

type ValidationRow = Omit<Validation, 'requestedAt' | 'finishedAt'> & {
  requestedAt: Date;
  finishedAt: Date | null;
};

/** A validation that a worker has taken. */
export interface TakenValidation {
  id: string;
  modelId: string;
  version: string;
}

/** What the model came to for one study. */
export type StudyOutcome = Omit<ValidatedStudy, 'positive'> & { state: string; reason: string | null };

/** Validations and their studies. A study is done when it has a state: a worker that dies loses one at most. */
@Injectable()
export class Validations {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  async ofVersion(modelId: string, version: string): Promise<Validation[]> {
    const rows = await this.dataSource.query<ValidationRow[]>(
      `${SELECT} where model_id = $1 and version = $2 order by requested_at desc`,
      [modelId, version],
    );
    return rows.map(validationOf);
  }

  async get(modelId: string, version: string, id: string): Promise<Validation> {
    const [row] = await this.dataSource.query<ValidationRow[]>(
      `${SELECT} where validation.id = $3 and model_id = $1 and version = $2`,
      [modelId, version, id],
    );
    if (!row) throw notFound('Validation', id);
    return validationOf(row);
  }

  async request(modelId: string, version: string, cohortId: string, by: Principal): Promise<Validation> {
    const id = await this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ id: string }[]>(
        `insert into validation (cohort_id, model_id, version, requested_by) values ($1, $2, $3, $4) returning id`,
        [cohortId, modelId, version, by.displayName],
      );
      await manager.query(
        `insert into validation_study (validation_id, study_instance_uid, positive)
         select $1, study_instance_uid, positive from cohort_study where cohort_id = $2`,
        [row?.id, cohortId],
      );
      await this.audit.record(manager, {
        actor: actorOf(by),
        role: by.role,
        action: 'model.govern',
        outcome: 'success',
        detail: `${modelId} ${version}: validation on cohort ${cohortId}`,
      });
      return row?.id ?? '';
    });
    return this.get(modelId, version, id);
  }

  /** Takes the oldest that nobody is at, for `leaseMs`. */
  async take(leaseMs: number): Promise<TakenValidation | undefined> {
    const [rows] = await this.dataSource.query<[TakenValidation[], number]>(
      `update validation set state = 'running', lease_until = now() + make_interval(secs => $1 / 1000.0)
        where id = (select id from validation
                     where state in ('waiting', 'running') and (lease_until is null or lease_until < now())
                     order by requested_at limit 1 for update skip locked)
       returning id, model_id as "modelId", version`,
      [leaseMs],
    );
    return rows[0];
  }

  async keepTaken(id: string, leaseMs: number): Promise<void> {
    await this.dataSource.query(
      'update validation set lease_until = now() + make_interval(secs => $2 / 1000.0) where id = $1',
      [id, leaseMs],
    );
  }

  /** The next study without a result. */
  async nextStudy(id: string): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ uid: string }[]>(
      `select study_instance_uid as uid from validation_study where validation_id = $1 and state is null
        order by study_instance_uid limit 1`,
      [id],
    );
    return row?.uid;
  }

  async record(id: string, studyUid: string, outcome: StudyOutcome): Promise<void> {
    const { state, reason, flagged, score, sex, ageYears, scanner } = outcome;
    await this.dataSource.query(
      `update validation_study set state = $3, reason = $4, flagged = $5, score = $6, sex = $7, age_years = $8,
              scanner = $9
        where validation_id = $1 and study_instance_uid = $2`,
      [id, studyUid, state, reason, flagged, score, sex, ageYears, scanner],
    );
  }

  async studiesOf(id: string): Promise<ValidatedStudy[]> {
    return this.dataSource.query<ValidatedStudy[]>(
      `select positive, flagged, score, sex, age_years as "ageYears", scanner from validation_study
        where validation_id = $1`,
      [id],
    );
  }

  async finish(id: string, groups: readonly ValidationGroup[]): Promise<void> {
    await this.dataSource.query(
      `update validation set state = 'done', groups = $2, lease_until = null, finished_at = now() where id = $1`,
      [id, JSON.stringify(groups)],
    );
  }

  async fail(id: string, problem: string): Promise<void> {
    await this.dataSource.query(
      `update validation set state = 'failed', problem = $2, lease_until = null, finished_at = now() where id = $1`,
      [id, problem],
    );
  }
}

function validationOf(row: ValidationRow): Validation {
  return {
    ...row,
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
