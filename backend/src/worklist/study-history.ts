import type { PageQuery, StudyEvent, StudyEventPage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { invalidCursor, notFound } from '../platform/index.js';

interface Row {
  id: string;
  at: Date;
  name: string;
  by: string | null;
  payload: Record<string, unknown>;
}

/** Members of events that say what something became; all others but ids stay here, tokens of claims among them. */
const BECAME = ['told', 'level', 'reading', 'state', 'stage', 'orderClass', 'how', 'kind', 'outcome'];

const PAGE = `
select event.id::text as id, occurred_at as at, name, coalesce(display_name, payload ->> 'by') as by, payload
  from event left join app_user on 'person:' || app_user.id = payload ->> 'by'
 where study_uid = $1 and event.id > $2::bigint
   and (name <> 'InstanceStored'
        or event.id = (select min(id) from event where study_uid = $1 and name = 'InstanceStored'))
 order by event.id limit $3`;

/** What happened to a study, from its arrival on; it outlives the study. */
@Injectable()
export class StudyHistory {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Oldest first. Throws 404 for a study that was never here. */
  async page(studyUid: string, { limit, after }: PageQuery): Promise<StudyEventPage> {
    if (after !== undefined && !/^\d{1,18}$/.test(after)) throw invalidCursor();
    const rows = await this.dataSource.query<Row[]>(PAGE, [studyUid, after ?? '0', limit + 1]);
    if (rows.length === 0 && after === undefined) throw notFound('Study', studyUid);
    const page = rows.slice(0, limit);
    return {
      events: page.map(eventOf),
      next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    };
  }
}

function eventOf({ at, name, by, payload }: Row): StudyEvent {
  const text = Object.entries(payload).filter((one): one is [string, string] => typeof one[1] === 'string');
  const ids = text.filter(([key]) => key.endsWith('Id') && key !== 'studyId');
  const became = text.find(([key]) => BECAME.includes(key))?.[1] ?? null;
  return { at: at.toISOString(), name, by, became, ids: Object.fromEntries(ids) };
}
