import type { Change, ChangePage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { NewChange } from './changes-of.js';

/** The feed as rows, numbered from 1 without a gap. */
@Injectable()
export class ChangeLog {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Appends in this order. Only the one consumer that holds the cursor may call it: it counts on from the last number. */
  async append(manager: EntityManager, at: Date, changes: readonly NewChange[]): Promise<void> {
    await manager.query(
      `insert into change (sequence, at, kind, study_instance_uid, series_instance_uid, sop_instance_uid)
       select last.sequence + item.ordinal, $1, item.kind, item.study, item.series, item.instance
         from (select coalesce(max(sequence), 0) as sequence from change) last,
              unnest($2::text[], $3::text[], $4::text[], $5::text[])
                with ordinality as item (kind, study, series, instance, ordinal)`,
      [
        at,
        changes.map((change) => change.kind),
        changes.map((change) => change.studyUid),
        changes.map((change) => change.seriesUid),
        changes.map((change) => change.sopInstanceUid),
      ],
    );
  }

  async page(since: number, limit: number): Promise<ChangePage> {
    const rows = await this.dataSource.query<ChangeRow[]>(
      'select * from change where sequence > $1 order by sequence limit $2',
      [since, limit],
    );
    const [newest] = await this.dataSource.query<{ latest: string }[]>(
      'select coalesce(max(sequence), 0) as latest from change',
    );
    const latest = Number(newest?.latest ?? 0);
    return { changes: rows.map(changeOf), latest, more: Number(rows.at(-1)?.sequence ?? latest) < latest };
  }
}

interface ChangeRow {
  sequence: string;
  at: Date;
  kind: Change['kind'];
  study_instance_uid: string;
  series_instance_uid: string | null;
  sop_instance_uid: string | null;
}

function changeOf(row: ChangeRow): Change {
  return {
    sequence: Number(row.sequence),
    at: row.at.toISOString(),
    kind: row.kind,
    studyInstanceUid: row.study_instance_uid,
    ...(row.series_instance_uid === null ? {} : { seriesInstanceUid: row.series_instance_uid }),
    ...(row.sop_instance_uid === null ? {} : { sopInstanceUid: row.sop_instance_uid }),
  };
}
