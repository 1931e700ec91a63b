import type { Cohort, CreateCohort } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { DomainError, isUniqueViolation, notFound } from '../platform/index.js';
import { readLabels, type CohortLabel } from './domain/cohort-labels.js';

const SELECT = `
  select cohort.id, name, finding, created_by as "createdBy", created_at as "createdAt",
         count(one.study_instance_uid)::int as studies, count(*) filter (where positive)::int as positive,
         count(*) filter (where study.id is null)::int as missing
    from cohort join cohort_study one on one.cohort_id = cohort.id
    left join study on study.study_instance_uid = one.study_instance_uid`;

type CohortRow = Omit<Cohort, 'createdAt'> & { createdAt: Date };

/** Studies of this archive with the truth about one finding. A cohort never changes: figures refer to it. */
@Injectable()
export class Cohorts {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  async all(): Promise<Cohort[]> {
    const rows = await this.dataSource.query<CohortRow[]>(
      `${SELECT} group by cohort.id order by created_at desc`,
    );
    return rows.map(cohortOf);
  }

  async get(id: string): Promise<Cohort> {
    const [row] = await this.dataSource.query<CohortRow[]>(
      `${SELECT} where cohort.id = $1 group by cohort.id`,
      [id],
    );
    if (!row) throw notFound('Cohort', id);
    return cohortOf(row);
  }

  /** Throws 422 for labels that cannot be read, 409 for a name that is taken. */
  async create({ name, finding, labels }: CreateCohort, by: Principal): Promise<Cohort> {
    const read = labelsOf(labels);
    const id = await this.dataSource.transaction(async (manager) => {
      const [row] = await manager
        .query<{ id: string }[]>(
          'insert into cohort (name, finding, created_by) values ($1, $2, $3) returning id',
          [name, finding, by.displayName],
        )
        .catch((error: unknown) => {
          throw isUniqueViolation(error) ? nameTaken(name) : error;
        });
      const cohortId = row?.id ?? '';
      await manager.query(
        `insert into cohort_study (cohort_id, study_instance_uid, positive)
         select $1, uid, positive from unnest($2::text[], $3::boolean[]) as one (uid, positive)`,
        [cohortId, read.map((one) => one.studyUid), read.map((one) => one.positive)],
      );
      await this.audit.record(manager, {
        actor: actorOf(by),
        role: by.role,
        action: 'cohort.write',
        outcome: 'success',
        detail: `${name}: ${read.length} studies`,
      });
      return cohortId;
    });
    return this.get(id);
  }
}

function cohortOf(row: CohortRow): Cohort {
  return { ...row, createdAt: row.createdAt.toISOString() };
}

function labelsOf(csv: string): CohortLabel[] {
  try {
    const labels = readLabels(csv);
    if (labels.length > 0) return labels;
    throw new Error('There is no study in it');
  } catch (error) {
    throw new DomainError(
      'COHORT_LABELS_INVALID',
      422,
      'The labels cannot be read',
      `${(error as Error).message}.`,
    );
  }
}

function nameTaken(name: string): DomainError {
  return new DomainError(
    'COHORT_NAME_TAKEN',
    409,
    'The name is taken',
    `There is a cohort "${name}" already.`,
  );
}
