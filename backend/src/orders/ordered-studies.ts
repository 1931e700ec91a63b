import type { OrderClass } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What a study's order says of its reading. */
export interface ReadingOrder {
  priority: OrderClass;
  patientLocation: string | null;
  referringPhysician: string | null;
}

/** The two ways in which the order `one` is of the row `study`, each with an index of its own. */
export const ORDER_OF_STUDY = [
  'one.study_instance_uid = study.study_instance_uid',
  'one.accession_number = study.accession_number and one.patient_id = study.patient_id',
] as const;

/**
 * Finds the order of a study and the studies of an order: by the study UID that the order gave out, or by accession number
 * together with patient ID, since an accession number alone may be another department's.
 */
@Injectable()
export class OrderedStudies {
  async orderOf(manager: EntityManager, studyId: string): Promise<ReadingOrder | null> {
    const [row] = await manager.query<ReadingOrder[]>(
      `select one.priority, one.patient_location as "patientLocation",
              one.referring_physician as "referringPhysician"
         from study join imaging_order one on (${ORDER_OF_STUDY.join(') or (')})
        where study.id = $1 and one.status <> 'discontinued'
        order by one.study_instance_uid = study.study_instance_uid desc limit 1`,
      [studyId],
    );
    return row ?? null;
  }

  async studiesOf(manager: EntityManager, orderId: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `select study.id from imaging_order one join study on study.study_instance_uid = one.study_instance_uid
        where one.id = $1
       union
       select study.id from imaging_order one
         join study on study.accession_number = one.accession_number and study.patient_id = one.patient_id
        where one.id = $1`,
      [orderId],
    );
    return rows.map((row) => row.id);
  }
}
