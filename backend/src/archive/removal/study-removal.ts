import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { EventLog } from '../../platform/index.js';
import { instanceKey, runMasksKey } from '../objects/keys.js';

/** Deletes studies. The rows go at once; the keys of their bytes are left for the worker in the same transaction. */
@Injectable()
export class StudyRemoval {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  /** The id the study had; undefined where there is none. `role` is that of who deletes it. */
  async remove(manager: EntityManager, studyUid: string, role: string): Promise<string | undefined> {
    const [study] = await manager.query<{ id: string }[]>(
      'select id from study where study_instance_uid = $1 for update',
      [studyUid],
    );
    if (!study) return undefined;
    await manager.query('insert into object_removal (key) select unnest($1::text[]) on conflict do nothing', [
      await keysOf(manager, study.id),
    ]);
    await manager.query('delete from study where id = $1', [study.id]);
    await this.events.append(manager, 'StudyDeleted', { studyId: study.id, studyUid, role });
    return study.id;
  }

  /** When a study that is not here was last deleted, and the role of who did; undefined where it never was. */
  async lastOf(studyUid: string): Promise<{ at: Date; role: string } | undefined> {
    const [event] = await this.dataSource.query<{ at: Date; role: string }[]>(
      `select occurred_at as at, payload ->> 'role' as role from event
        where study_uid = $1 and name = 'StudyDeleted' order by id desc limit 1`,
      [studyUid],
    );
    return event;
  }
}

async function keysOf(manager: EntityManager, studyId: string): Promise<string[]> {
  const ids = async (table: 'instance' | 'inference_run') =>
    (await manager.query<{ id: string }[]>(`select id from ${table} where study_id = $1`, [studyId])).map(
      (row) => row.id,
    );
  const instances = await ids('instance');
  const runs = await ids('inference_run');
  return [...instances.map(instanceKey), ...runs.map(runMasksKey)];
}
