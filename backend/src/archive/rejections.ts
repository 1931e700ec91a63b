import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { RejectionNote } from '../dicom/index.js';
import { EventLog } from '../platform/index.js';
import { revokedNotes, type NoteRejection } from './domain/revocation.js';

/** Stands for a note where the presentation class of a model, or its pause, keeps an object from readers. */
const WITHHELD = 'withheld';

/** Stands for a note where a result is hidden because the images it was made from were rejected. */
const WITHDRAWAL = 'withdrawal';

export interface StudyAtRevision {
  studyId: string;
  studyUid: string;
  revision: number;
}

export interface RejectedInstance {
  seriesInstanceUid: string | null;
  sopInstanceUid: string;
  noteSopInstanceUid: string | null;
  code: string;
  meaning: string;
  at: Date;
  stands: boolean;
}

interface Turned {
  sop_instance_uid: string;
  series_instance_uid: string;
  rejected: boolean;
}

/**
 * Hides what rejection notes reject and shows it again when a note is itself rejected. Everything here happens with
 * the study locked, so notes and images end the same in whatever order they come.
 */
@Injectable()
export class Rejections {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  /** Applies a note that has just been stored. What it names and is not here yet is hidden when it comes. */
  async apply(
    manager: EntityManager,
    study: StudyAtRevision,
    noteUid: string,
    note: RejectionNote,
  ): Promise<void> {
    await this.write(manager, study.studyId, noteUid, note);
    const between = await manager.query<NoteRejection[]>(
      `select note_sop_instance_uid as note, sop_instance_uid as rejects from rejection
        where study_id = $1 and sop_instance_uid in (select note_sop_instance_uid from rejection where study_id = $1)`,
      [study.studyId],
    );
    await manager.query(
      `update rejection set stands = not stands
        where study_id = $1 and stands = (note_sop_instance_uid = any($2)) and note_sop_instance_uid <> $3`,
      [study.studyId, [...revokedNotes(between)], WITHHELD],
    );
    await this.settle(manager, study);
  }

  /** Hides results made here, stored or still to come, for as long as their study is here. */
  async withdraw(
    manager: EntityManager,
    { studyId, studyUid }: { studyId: string; studyUid: string },
    sopInstanceUids: string[],
  ): Promise<void> {
    const [study] = await manager.query<{ revision: number }[]>(
      'select revision from study where id = $1 for no key update',
      [studyId],
    );
    if (!study) return;
    const code = { code: WITHDRAWAL, meaning: 'Made from images that were rejected' };
    await this.write(manager, studyId, WITHDRAWAL, { ...code, sopInstanceUids });
    await this.settle(manager, { studyId, studyUid, revision: study.revision });
  }

  /**
   * Keeps objects with AI results from readers, or gives them back, whether they are stored already or still to come.
   * The study must be here.
   */
  async withhold(
    manager: EntityManager,
    { studyId, studyUid }: { studyId: string; studyUid: string },
    change: { withhold: string[]; release: string[] },
  ): Promise<void> {
    const [study] = await manager.query<{ revision: number }[]>(
      'select revision from study where id = $1 for no key update',
      [studyId],
    );
    if (!study) return;
    await manager.query(
      `insert into rejection (study_id, sop_instance_uid, note_sop_instance_uid, code, meaning)
       select $1, uid, $3, $3, 'Kept from readers by the presentation class or a pause of the model'
         from unnest($2::text[]) uid
       on conflict (study_id, note_sop_instance_uid, sop_instance_uid) do update set stands = true`,
      [studyId, change.withhold, WITHHELD],
    );
    await manager.query(
      `update rejection set stands = false
        where study_id = $1 and note_sop_instance_uid = $3 and sop_instance_uid = any($2)`,
      [studyId, change.release, WITHHELD],
    );
    await this.settle(manager, { studyId, studyUid, revision: study.revision });
  }

  /** Which of the instances in scope are kept from readers at the moment. */
  async withheld(scope: {
    studyInstanceUid: string;
    seriesInstanceUid?: string;
    sopInstanceUid?: string;
  }): Promise<string[]> {
    const rows = await this.dataSource.query<{ uid: string }[]>(
      `select instance.sop_instance_uid as uid
         from rejection join instance using (study_id, sop_instance_uid) join series on series.id = series_id
         join study on study.id = instance.study_id
        where note_sop_instance_uid = $1 and stands and study_instance_uid = $2
          and ($3::text is null or series_instance_uid = $3) and ($4::text is null or instance.sop_instance_uid = $4)`,
      [WITHHELD, scope.studyInstanceUid, scope.seriesInstanceUid ?? null, scope.sopInstanceUid ?? null],
    );
    return rows.map((row) => row.uid);
  }

  /** Every instance of a study that a note names, by the time it was named. */
  async ofStudy(studyId: string): Promise<RejectedInstance[]> {
    const rows = await this.dataSource.query<
      (Omit<RejectedInstance, 'noteSopInstanceUid'> & { note: string })[]
    >(
      `select series.series_instance_uid as "seriesInstanceUid", rejection.sop_instance_uid as "sopInstanceUid",
              note_sop_instance_uid as note, code, meaning, at, stands
         from rejection
         left join instance on instance.sop_instance_uid = rejection.sop_instance_uid
          and instance.study_id = rejection.study_id
         left join series on series.id = instance.series_id
        where rejection.study_id = $1 and note_sop_instance_uid <> 'withheld'
        order by at, note, rejection.sop_instance_uid`,
      [studyId],
    );
    return rows.map(({ note, ...row }) => ({
      ...row,
      noteSopInstanceUid: note === WITHDRAWAL ? null : note,
    }));
  }

  /** How many acquired images are hidden, by the first reason given for each. */
  async counts(studyId: string): Promise<{ code: string; meaning: string; images: number }[]> {
    return this.dataSource.query(
      `select code, meaning, count(*)::int as images
         from (select distinct on (instance.id) code, meaning
                 from instance join rejection using (study_id, sop_instance_uid)
                where instance.study_id = $1 and rejected and stands and has_pixels and door <> 'own'
                  and note_sop_instance_uid <> 'withheld'
                order by instance.id, at, note_sop_instance_uid) as reason
        group by code, meaning order by images desc, code`,
      [studyId],
    );
  }

  /** A series or study shows while any of its instances does. */
  async restate(manager: EntityManager, studyId: string): Promise<void> {
    await manager.query(
      `update series set hidden = not hidden where study_id = $1
          and hidden = exists (select from instance where series_id = series.id and not rejected)`,
      [studyId],
    );
    await manager.query(
      `update study set hidden = not hidden where id = $1
          and hidden = exists (select from instance where study_id = study.id and not rejected)`,
      [studyId],
    );
  }

  private async write(
    manager: EntityManager,
    studyId: string,
    noteUid: string,
    { code, meaning, sopInstanceUids }: RejectionNote,
  ): Promise<void> {
    await manager.query(
      `insert into rejection (study_id, sop_instance_uid, note_sop_instance_uid, code, meaning)
       select $1, uid, $3, $4, $5 from unnest($2::text[]) uid on conflict do nothing`,
      [studyId, sopInstanceUids, noteUid, code, meaning],
    );
  }

  /** Brings the instances in line with the rejections that stand, and says which turned. */
  private async settle(manager: EntityManager, study: StudyAtRevision): Promise<void> {
    const [turned] = await manager.query<[Turned[], number]>(
      `update instance set rejected = not rejected from series
        where series.id = instance.series_id and instance.study_id = $1 and rejected <> exists (
          select from rejection
           where rejection.study_id = instance.study_id and rejection.sop_instance_uid = instance.sop_instance_uid
             and stands)
       returning sop_instance_uid, series_instance_uid, rejected`,
      [study.studyId],
    );
    if (turned.length > 0) await this.restate(manager, study.studyId);
    const of = (rejected: boolean) =>
      turned
        .filter((one) => one.rejected === rejected)
        .map((one) => ({ seriesUid: one.series_instance_uid, sopInstanceUid: one.sop_instance_uid }));
    const [hidden, shown] = [of(true), of(false)];
    if (hidden.length > 0)
      await this.events.append(manager, 'InstancesRejected', {
        ...study,
        instances: hidden,
        onArrival: false,
      });
    if (shown.length > 0)
      await this.events.append(manager, 'InstancesRestored', { ...study, instances: shown });
  }
}
