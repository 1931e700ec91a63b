import type { TurnaroundStudiesQuery, TurnaroundStudy, TurnaroundStudyPage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { invalidCursor } from '../platform/index.js';
import { SELECTED, selectionParameters, type Selection } from './selection.js';

/** Hours up to that of the cursor, and among the given ones. */
const ASKED = '($8::timestamptz is null or hour <= $8) and ($12::timestamptz[] is null or hour = any($12))';
const COUNTED = `($13::text is null or $13 = 'ended' and n > 0 or $13 = 'excluded' and excluded <> '{}')`;
const OPEN = 'ended_at is null and excluded is null';

/** A page lies within as many hours that hold something of what is asked for as it has rows. */
const PAGE = `
with hours as materialized (
  select hour from (
    (select distinct hour from turnaround_rollup where ${SELECTED} and ${ASKED} and ${COUNTED} order by hour desc limit $11)
    union
    (select distinct hour from study_interval
      where ${SELECTED} and ${ASKED} and ${OPEN} and ($13 is null or $13 = 'open') order by hour desc limit $11)) one
   order by hour desc limit $11)
select one.study_uid as "studyInstanceUid", subject, hour, site, modality, order_class as "orderClass",
       ai_state as "aiState", started_at as "startedAt", started_with as "startedWith", ended_at as "endedAt",
       ended_with as "endedWith", seconds, fallback, excluded, timeline.milestones
  from study_interval one join study_timeline timeline using (study_uid)
 where ${SELECTED} and hour = any(array(select hour from hours))
   and ($13 is null or $13 = case when excluded is not null then 'excluded' when ended_at is null then 'open' else 'ended' end)
   and ($8::timestamptz is null or (hour, study_uid, subject) < ($8, $9, $10))
 order by hour desc, study_uid desc, subject desc limit $11`;

/** Intervals of a selection that are placed in some of its hours, in all where that is null. */
export interface Part {
  selection: Selection;
  hours: Date[] | null;
}

type State = TurnaroundStudiesQuery['state'] | null;

type Row = Omit<TurnaroundStudy, 'startedAt' | 'endedAt' | 'subject'> & {
  subject: string;
  hour: Date;
  startedAt: Date;
  endedAt: Date | null;
};

/** The intervals behind a figure. */
@Injectable()
export class IntervalPages {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Begun last first, by the hour. Throws INVALID_CURSOR (400). */
  async page(
    { selection, hours, state }: Part & { state: State },
    limit: number,
    after: string | undefined,
  ): Promise<TurnaroundStudyPage> {
    const rows = await this.dataSource.query<Row[]>(PAGE, [
      ...selectionParameters(selection),
      ...(after === undefined ? [null, null, null] : placeOf(after)),
      limit + 1,
      hours,
      state,
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { studies: page.map(studyOf), next: rows.length > limit && last ? cursorOf(last) : null };
  }
}

function studyOf({ hour: _, subject, startedAt, endedAt, ...row }: Row): TurnaroundStudy {
  return {
    ...row,
    subject: subject === '' ? null : subject,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

/** Neither UIDs nor our ids have a slash. */
function cursorOf({ hour, studyInstanceUid, subject }: Row): string {
  return [hour.toISOString(), studyInstanceUid, subject].join('/');
}

function placeOf(cursor: string): string[] {
  const parts = cursor.split('/');
  if (parts.length !== 3 || Number.isNaN(Date.parse(parts[0] as string))) throw invalidCursor();
  return parts;
}
