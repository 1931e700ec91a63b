import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

/** A stored instance as whoever retrieves, sends or checks it needs to know it. */
export interface StoredInstance {
  id: string;
  studyInstanceUid: string;
  seriesInstanceUid: string;
  sopInstanceUid: string;
  sopClassUid: string;
  transferSyntaxUid: string;
  hasPixels: boolean;
  numberOfFrames: number;
  /** Size of the object in bytes. */
  bytes: number;
  receivedAt: Date;
}

/** Unique keys (PS3.4 section C.6); each that is given must match one of its values. */
export interface UniqueKeys {
  patientId?: string;
  studyInstanceUids?: readonly string[];
  seriesInstanceUids?: readonly string[];
  sopInstanceUids?: readonly string[];
}

/** Columns of a StoredInstance, of the tables `instance`, `series` and `study`. */
export const STORED_INSTANCE = `instance.id, study_instance_uid as "studyInstanceUid",
  series_instance_uid as "seriesInstanceUid", sop_instance_uid as "sopInstanceUid", sop_class_uid as "sopClassUid",
  transfer_syntax_uid as "transferSyntaxUid", has_pixels as "hasPixels", number_of_frames as "numberOfFrames",
  instance.bytes::float8 as bytes, received_at as "receivedAt"`;

const COLUMNS: Readonly<Record<keyof UniqueKeys, string>> = {
  patientId: 'study.patient_id',
  studyInstanceUids: 'study_instance_uid',
  seriesInstanceUids: 'series_instance_uid',
  sopInstanceUids: 'sop_instance_uid',
};

/** Finds instances by unique keys, for those who retrieve, forward or commit them. */
@Injectable()
export class InstanceSelection {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * In the order of their series and instance numbers; rejected ones only where asked for. Throws a RangeError where
   * no key is given.
   */
  async under(keys: UniqueKeys, { rejected = false } = {}): Promise<StoredInstance[]> {
    const given = (Object.keys(COLUMNS) as (keyof UniqueKeys)[]).filter((key) => keys[key] !== undefined);
    if (given.length === 0) throw new RangeError('Instances are selected by at least one unique key');
    const conditions = given.map((key, index) => `${COLUMNS[key]} = any($${index + 1}::text[])`);
    return this.dataSource.query<StoredInstance[]>(
      `select ${STORED_INSTANCE}
         from instance join series on series.id = series_id join study on study.id = instance.study_id
        where ${conditions.join(' and ')} and (not rejected or $${given.length + 1})
        order by study_instance_uid, series_number, series_instance_uid, instance_number, sop_instance_uid`,
      [...given.map((key) => [keys[key]].flat()), rejected],
    );
  }
}
