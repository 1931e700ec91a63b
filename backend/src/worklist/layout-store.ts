import { worklistLayoutSchema, type WorklistLayout } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jsonText } from '../platform/index.js';

/** How each reader has set up the worklist; it follows them from one workstation to the next. */
@Injectable()
export class LayoutStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** What an older version kept and this one cannot read is as if it were not there. */
  async of(readerId: string): Promise<WorklistLayout> {
    const [row] = await this.dataSource.query<{ layout: unknown }[]>(
      'select layout from worklist_layout where owner_id = $1',
      [readerId],
    );
    return worklistLayoutSchema.safeParse(row?.layout).data ?? worklistLayoutSchema.parse({});
  }

  async put(readerId: string, layout: WorklistLayout): Promise<void> {
    await this.dataSource.query(
      `insert into worklist_layout (owner_id, layout) values ($1, $2)
       on conflict (owner_id) do update set layout = excluded.layout, changed_at = now()`,
      [readerId, jsonText(layout)],
    );
  }
}
