import type { Readable } from 'node:stream';
import type { TurnaroundExportQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import {
  GROUP_COLUMNS,
  INTERVAL_COLUMNS,
  type ExportedGroup,
  type ExportedInterval,
} from './domain/export-columns.js';
import { csvFile, parquetFile } from './export-files.js';
import { TurnaroundService } from './turnaround.service.js';

const PAGE = 1000;

/** Hands out figures and intervals as a file. Each one is a line of the audit trail before its first byte leaves. */
@Injectable()
export class TurnaroundExport {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly turnaround: TurnaroundService,
    private readonly audit: AuditService,
  ) {}

  /** Intervals begun last first; what changes while the file is written may be in it as it was or as it is. */
  async file(query: TurnaroundExportQuery, by: Principal): Promise<Readable> {
    const { of, format, stage, from, to } = query;
    await this.audit.record(this.dataSource.manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'turnaround.export',
      outcome: 'success',
      detail: `${of} of ${stage}, ${from} to ${to}, ${format}`,
    });
    const write = format === 'csv' ? csvFile : parquetFile;
    return of === 'groups'
      ? write(this.groups(query), GROUP_COLUMNS)
      : write(this.intervals(query), INTERVAL_COLUMNS);
  }

  private async *groups(query: TurnaroundExportQuery): AsyncGenerator<ExportedGroup> {
    const { stage, groups } = await this.turnaround.figures(query);
    for (const group of groups) yield { query, stage, group };
  }

  private async *intervals(query: TurnaroundExportQuery): AsyncGenerator<ExportedInterval> {
    let after: string | undefined;
    do {
      const { studies, next } = await this.turnaround.studies({ ...query, limit: PAGE, after });
      for (const study of studies) yield { ...study, stage: query.stage };
      after = next ?? undefined;
    } while (after !== undefined);
  }
}
