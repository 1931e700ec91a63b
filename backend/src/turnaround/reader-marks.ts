import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { choicesIn, readerDaysOf, type ReaderDay, type ReaderEvent } from './domain/reader-marks.js';

/** What locks a day of a reader keeps it from being counted before this transaction can be seen. */
const MARK_DAYS = `
insert into reader_dirty_day (day, reader_id)
select distinct * from unnest($1::date[], $2::uuid[]) one (day, reader_id) order by 1, 2
on conflict (day, reader_id) do update set day = excluded.day`;

const NOTE_CHOICES = `
insert into list_choice (id, study_uid, reader_id, at)
select id, "studyUid", "readerId", at
  from jsonb_to_recordset($1::jsonb) as one (id uuid, "studyUid" text, "readerId" uuid, at timestamptz)
on conflict (id) do nothing`;

/** What of the work of readers is to be counted anew: whoever counts it takes these marks away. */
@Injectable()
export class ReaderMarks {
  /** Everything that studies were made of anew; each group is of one study, in the order of the log. */
  async note(
    manager: EntityManager,
    studies: Iterable<readonly ReaderEvent[]>,
    timeZone: string,
  ): Promise<void> {
    const ofStudies = [...studies];
    await this.markDays(
      manager,
      ofStudies.flatMap((events) => readerDaysOf(events, timeZone)),
    );
    const choices = ofStudies.flatMap(choicesIn);
    if (choices.length > 0) await manager.query(NOTE_CHOICES, [JSON.stringify(choices)]);
  }

  async markDays(manager: EntityManager, days: readonly ReaderDay[]): Promise<void> {
    if (days.length === 0) return;
    await manager.query(MARK_DAYS, [days.map(({ day }) => day), days.map(({ readerId }) => readerId)]);
  }
}
