import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { StoredInstance } from './archive.service.js';
import { VISIBLE } from './visible.js';

/** Unique keys (PS3.4 section C.6); each that is given must match one of its values. */
export interface UniqueKeys {
  patientId?: string;
  studyInstanceUids?: readonly string[];
  seriesInstanceUids?: readonly string[];
  sopInstanceUids?: readonly string[];
}

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

  /** In the order of their series and instance numbers. Throws a RangeError where no key is given. */
  async under(keys: UniqueKeys): Promise<StoredInstance[]> {
    const given = (Object.keys(COLUMNS) as (keyof UniqueKeys)[]).filter((key) => keys[key] !== undefined);
    if (given.length === 0) throw new RangeError('Instances are selected by at least one unique key');
    const conditions = given.map((key, index) => `${COLUMNS[key]} = any($${index + 1}::text[])`);
    return this.dataSource.query<StoredInstance[]>(
      `select instance.id, study_instance_uid as "studyInstanceUid", series_instance_uid as "seriesInstanceUid",
              sop_instance_uid as "sopInstanceUid", sop_class_uid as "sopClassUid",
              transfer_syntax_uid as "transferSyntaxUid", has_pixels as "hasPixels",
              number_of_frames as "numberOfFrames", bytes::float8 as bytes, received_at as "receivedAt"
         from instance join series on series.id = series_id join study on study.id = instance.study_id
        where ${[...conditions, VISIBLE.study, VISIBLE.series, VISIBLE.instance].join(' and ')}
        order by study_instance_uid, series_number, series_instance_uid, instance_number, sop_instance_uid`,
      given.map((key) => [keys[key]].flat()),
    );
  }
}
