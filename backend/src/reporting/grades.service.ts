import type { ReaderGrade, ReportAuthors } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { notFound } from '../platform/index.js';

/** Who is a resident. Everybody else who reads is an attending. */
@Injectable()
export class GradesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  async of(readerId: string, manager: EntityManager = this.dataSource.manager): Promise<ReaderGrade> {
    const [row] = await manager.query<{ grade: ReaderGrade }[]>(
      'select grade from report_author where user_id::text = $1',
      [readerId],
    );
    return row?.grade ?? 'attending';
  }

  async all(): Promise<ReportAuthors> {
    const readers = await this.dataSource.query<ReportAuthors['readers']>(
      `select id, display_name as name, coalesce(grade, 'attending') as grade
         from app_user left join report_author on user_id = id
        where role = 'radiologist' and disabled_at is null order by display_name, id`,
    );
    return { readers };
  }

  async set(readerId: string, grade: ReaderGrade, by: Principal): Promise<ReportAuthors> {
    await this.dataSource.transaction(async (manager) => {
      const set = await manager.query<unknown[]>(
        `insert into report_author (user_id, grade)
         select id, $2 from app_user where id = $1 and role = 'radiologist' and disabled_at is null
         on conflict (user_id) do update set grade = excluded.grade returning user_id`,
        [readerId, grade],
      );
      if (set.length === 0) throw notFound('Reader', readerId);
      await this.audit.record(manager, {
        actor: actorOf(by),
        role: by.role,
        action: 'report.manage',
        outcome: 'success',
        detail: `person:${readerId} reports as ${grade}`,
      });
    });
    return this.all();
  }
}
