import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

const MARK = `
select concat_ws(' ', (select transaction::text || '/' || id from event_cursor where consumer = 'turnaround'),
                 (select max(ordinal) from assessment), stale) as mark,
       stale as behind
  from (select exists (select from study_timeline where stale) as stale) one`;

/** How far the log has come. */
@Injectable()
export class LogMark {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** As a word that changes with it, and whether something waits to be counted. */
  async current(): Promise<{ mark: string; behind: boolean }> {
    const [row] = await this.dataSource.query<{ mark: string; behind: boolean }[]>(MARK);
    return row ?? { mark: '', behind: false };
  }
}
