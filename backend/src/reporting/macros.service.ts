import type { ReportMacro, ReportMacroInput, ReportMacros } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, mayDo, type Principal } from '../identity/index.js';
import { DomainError, isUniqueViolation, notFound } from '../platform/index.js';

const COLUMNS = 'id, name, text, owner_id is null as shared';

/** Short names that stand for a text: a reader's own, and those that all have. */
@Injectable()
export class MacrosService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  async of({ id }: Principal): Promise<ReportMacros> {
    const macros = await this.dataSource.query<ReportMacro[]>(
      `select ${COLUMNS} from report_macro where owner_id is null or owner_id = $1 order by lower(name), owner_id`,
      [id],
    );
    return { macros };
  }

  /** Throws 403 for a shared one where the caller does not manage reports, 409 for a name that is taken. */
  async save(id: string, { name, text, shared }: ReportMacroInput, by: Principal): Promise<ReportMacro> {
    requireMay(shared, by);
    const owner = shared ? null : by.id;
    return this.dataSource
      .transaction(async (manager) => {
        await this.requireOwn(manager, id, by);
        const [saved] = await manager.query<ReportMacro[]>(
          `insert into report_macro (id, owner_id, name, text) values ($1, $2, $3, $4)
           on conflict (id) do update set owner_id = excluded.owner_id, name = excluded.name, text = excluded.text
           returning ${COLUMNS}`,
          [id, owner, name, text],
        );
        await this.record(manager, by, `macro ${id} set${shared ? ', shared' : ''}`);
        return saved as ReportMacro;
      })
      .catch((error: unknown) => {
        if (!isUniqueViolation(error)) throw error;
        throw new DomainError('MACRO_EXISTS', 409, 'Name taken', `There is a macro ${name} already.`);
      });
  }

  async delete(id: string, by: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.requireOwn(manager, id, by))) throw notFound('Macro', id);
      await manager.query('delete from report_macro where id = $1', [id]);
      await this.record(manager, by, `macro ${id} deleted`);
    });
  }

  /** Whether there is one; that of another person is as if it were not there. */
  private async requireOwn(manager: EntityManager, id: string, by: Principal): Promise<boolean> {
    const [row] = await manager.query<{ owner: string | null }[]>(
      'select owner_id as owner from report_macro where id = $1 for update',
      [id],
    );
    if (!row) return false;
    if (row.owner !== null && row.owner !== by.id) throw notFound('Macro', id);
    requireMay(row.owner === null, by);
    return true;
  }

  private async record(manager: EntityManager, by: Principal, detail: string): Promise<void> {
    const actor = { actor: actorOf(by), role: by.role };
    await this.audit.record(manager, { ...actor, action: 'report.macro', outcome: 'success', detail });
  }
}

function requireMay(shared: boolean, by: Principal): void {
  if (shared && !mayDo(by.role, 'report.manage'))
    throw new DomainError(
      'FORBIDDEN',
      403,
      'Not allowed',
      `The role ${by.role} may not set shared macros. Keep it as your own, or ask the head of the department.`,
    );
}
