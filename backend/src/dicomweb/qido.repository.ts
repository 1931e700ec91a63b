import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { DicomJsonDataset } from '../dicom/index.js';
import type { QidoQuery } from './qido-query.js';

export interface StudyMatch {
  attributes: DicomJsonDataset;
  study_instance_uid: string;
  modalities: string[] | null;
  series_count: number;
  instance_count: number;
}
export interface SeriesMatch {
  attributes: DicomJsonDataset;
  study_instance_uid: string;
  series_instance_uid: string;
  instance_count: number;
}
export interface InstanceMatch {
  attributes: DicomJsonDataset;
  study_instance_uid: string;
  series_instance_uid: string;
  sop_instance_uid: string;
}

/** What was rejected is not found, nor a series or study of which nothing is left. */
const SERIES_SHOWN =
  'exists (select from instance shown where shown.series_id = series.id and not shown.rejected)';
const STUDY_SHOWN =
  'exists (select from instance shown where shown.study_id = study.id and not shown.rejected)';

/** Matches studies, series and instances against the index of the archive. */
@Injectable()
export class QidoRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async studies(query: QidoQuery): Promise<StudyMatch[]> {
    return this.run(
      query,
      `select study.attributes, study.study_instance_uid,
              (select array_agg(distinct series.modality order by series.modality)
                 from series where series.study_id = study.id and ${SERIES_SHOWN}) as modalities,
              (select count(*)::int from series where series.study_id = study.id and ${SERIES_SHOWN}) as series_count,
              (select count(*)::int from instance where instance.study_id = study.id and not rejected) as instance_count
         from study`,
      STUDY_SHOWN,
      'study.study_date desc nulls last, study.study_instance_uid',
    );
  }

  async series(query: QidoQuery): Promise<SeriesMatch[]> {
    return this.run(
      query,
      `select series.attributes, study.study_instance_uid, series.series_instance_uid,
              (select count(*)::int from instance where instance.series_id = series.id and not rejected) as instance_count
         from series join study on study.id = series.study_id`,
      SERIES_SHOWN,
      'study.study_instance_uid, series.series_number nulls last, series.series_instance_uid',
    );
  }

  async instances(query: QidoQuery): Promise<InstanceMatch[]> {
    return this.run(
      query,
      `select instance.attributes, study.study_instance_uid, series.series_instance_uid, instance.sop_instance_uid
         from instance join series on series.id = instance.series_id join study on study.id = instance.study_id`,
      'not instance.rejected',
      'study.study_instance_uid, series.series_instance_uid, instance.instance_number nulls last, instance.sop_instance_uid',
    );
  }

  private async run<R>(query: QidoQuery, select: string, shown: string, order: string): Promise<R[]> {
    const where = `where ${[...query.where, shown].join(' and ')}`;
    const parameters = [...query.parameters, query.limit, query.offset];
    const page = `limit $${parameters.length - 1} offset $${parameters.length}`;
    return this.dataSource.query<R[]>(`${select} ${where} order by ${order} ${page}`, parameters);
  }
}
