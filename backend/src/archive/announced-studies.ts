import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Intake } from './domain/intake.js';

/** How studies that were asked for are to be taken in, said before they come. */
@Injectable()
export class AnnouncedStudies {
  async announce(manager: EntityManager, studyInstanceUid: string, intake: Intake): Promise<void> {
    await manager.query(
      `insert into announced_study (study_instance_uid, intake) values ($1, $2)
       on conflict (study_instance_uid) do update set intake = excluded.intake, at = now()`,
      [studyInstanceUid, intake],
    );
  }

  /** Undefined for a study that nobody asked for. */
  async intakeOf(manager: EntityManager, studyInstanceUid: string): Promise<Intake | undefined> {
    const [row] = await manager.query<{ intake: Intake }[]>(
      'select intake from announced_study where study_instance_uid = $1',
      [studyInstanceUid],
    );
    return row?.intake;
  }
}
