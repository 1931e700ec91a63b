import type { ReportTemplate, ReportTemplateInput, ReportTemplates } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { Clock, notFound, versionConflict } from '../platform/index.js';

const CURRENT = `
select * from (
  select distinct on (id) id, version, name, modality, body_part as "bodyPart", sections, retired, by_name as by, at
    from report_template order by id, version desc) current`;

/** What reports begin as. Each change is a version, and a report keeps which one it began from. */
@Injectable()
export class TemplatesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async all(manager: EntityManager = this.dataSource.manager): Promise<ReportTemplates> {
    const rows = await manager.query<TemplateRow[]>(`${CURRENT} order by lower(name), id`);
    return { templates: rows.map(templateOf) };
  }

  /** The newest version; undefined where there is no such template. */
  async find(manager: EntityManager, id: string): Promise<ReportTemplate | undefined> {
    const [row] = await manager.query<TemplateRow[]>(`${CURRENT} where id = $1`, [id]);
    return row && templateOf(row);
  }

  /** A new version; a new template where the version expected is 0. */
  async save(id: string, input: ReportTemplateInput, by: Principal): Promise<ReportTemplate> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`template ${id}`]);
      const current = (await this.find(manager, id))?.version ?? 0;
      if (current === 0 && input.expectedVersion > 0) throw notFound('Template', id);
      if (current !== input.expectedVersion)
        throw versionConflict(`Template ${id}`, current, input.expectedVersion);
      const { name, modality, bodyPart, sections, retired } = input;
      await manager.query(
        `insert into report_template (id, version, name, modality, body_part, sections, retired, by_name, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          current + 1,
          name,
          modality,
          bodyPart,
          JSON.stringify(sections),
          retired,
          by.displayName,
          this.clock.now(),
        ],
      );
      await this.audit.record(manager, {
        actor: actorOf(by),
        role: by.role,
        action: 'report.manage',
        outcome: 'success',
        detail: `template ${id} version ${current + 1}${retired ? ', retired' : ''}`,
      });
      const saved = await this.find(manager, id);
      if (!saved) throw notFound('Template', id);
      return saved;
    });
  }
}

type TemplateRow = Omit<ReportTemplate, 'at'> & { at: Date };

function templateOf(row: TemplateRow): ReportTemplate {
  return { ...row, at: row.at.toISOString() };
}
