import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Readable } from 'node:stream';
import { In, type DataSource } from 'typeorm';
import { parsePart10, type ParsedInstance } from '../dicom/index.js';
import { InstanceEntity } from './entities/instance.entity.js';
import { SeriesEntity } from './entities/series.entity.js';
import { StudyEntity } from './entities/study.entity.js';
import { instanceKey } from './objects/keys.js';
import { ObjectStore } from './objects/object-store.js';
import { VISIBLE } from './visible.js';

export type Study = StudyEntity;
export type Instance = InstanceEntity;

/** A series with what lists and eligibility need of its instances. */
export interface SeriesOverview extends SeriesEntity {
  instanceCount: number;
  hasImages: boolean;
}

export interface LoadedInstance {
  instance: Instance;
  bytes: Buffer;
  parsed: ParsedInstance;
}

/** A study, one of its series, or one of its instances. */
export interface InstanceScope {
  studyInstanceUid: string;
  seriesInstanceUid?: string;
  sopInstanceUid?: string;
}

/** What retrieval needs of an instance, without its attributes. */
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

/** Reads what is stored. */
@Injectable()
export class ArchiveService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly objects: ObjectStore,
  ) {}

  async studyByUid(studyInstanceUid: string): Promise<Study | null> {
    return this.dataSource.getRepository(StudyEntity).findOneBy({ studyInstanceUid });
  }

  async studyById(id: string): Promise<Study | null> {
    return this.dataSource.getRepository(StudyEntity).findOneBy({ id });
  }

  async studiesByIds(ids: string[]): Promise<Map<string, Study>> {
    const studies = await this.dataSource.getRepository(StudyEntity).findBy({ id: In(ids) });
    return new Map(studies.map((study) => [study.id, study]));
  }

  /** Series of the studies, in series number order. */
  async seriesOf(studyIds: string[]): Promise<SeriesOverview[]> {
    const series = await this.dataSource
      .getRepository(SeriesEntity)
      .find({ where: { studyId: In(studyIds) }, order: { seriesNumber: 'ASC', seriesInstanceUid: 'ASC' } });
    const counts = await this.dataSource.query<{ series_id: string; instances: string; images: boolean }[]>(
      `select series_id, count(*) as instances, bool_or(has_pixels) as images
         from instance where study_id = any($1) group by series_id`,
      [studyIds],
    );
    const bySeries = new Map(counts.map((count) => [count.series_id, count]));
    return series.map((entity) => {
      const count = bySeries.get(entity.id);
      return { ...entity, instanceCount: Number(count?.instances ?? 0), hasImages: count?.images ?? false };
    });
  }

  /** Instances of a series with their attributes, in instance number order. */
  async instancesOfSeries(seriesId: string): Promise<Instance[]> {
    return this.dataSource
      .getRepository(InstanceEntity)
      .find({ where: { seriesId }, order: { instanceNumber: 'ASC', sopInstanceUid: 'ASC' } });
  }

  async instanceByUid(sopInstanceUid: string): Promise<Instance | null> {
    return this.dataSource.getRepository(InstanceEntity).findOneBy({ sopInstanceUid });
  }

  /** The instances in scope, by series and instance number; none where there is nothing. */
  async instancesIn(scope: InstanceScope): Promise<StoredInstance[]> {
    return this.dataSource.query<StoredInstance[]>(
      `select instance.id, study_instance_uid as "studyInstanceUid", series_instance_uid as "seriesInstanceUid",
              sop_instance_uid as "sopInstanceUid", sop_class_uid as "sopClassUid",
              transfer_syntax_uid as "transferSyntaxUid", has_pixels as "hasPixels",
              number_of_frames as "numberOfFrames", bytes::float8 as bytes, received_at as "receivedAt"
         from study join series on series.study_id = study.id join instance on instance.series_id = series.id
        where study_instance_uid = $1 and ($2::text is null or series_instance_uid = $2)
          and ($3::text is null or sop_instance_uid = $3)
          and ${VISIBLE.study} and ${VISIBLE.series} and ${VISIBLE.instance}
        order by series_number nulls last, series_instance_uid, instance_number nulls last, sop_instance_uid`,
      [scope.studyInstanceUid, scope.seriesInstanceUid ?? null, scope.sopInstanceUid ?? null],
    );
  }

  /** The bytes exactly as received, or those from `start` to `end` (included), as they are read. */
  async streamOf(instanceId: string, range?: { start: number; end: number }): Promise<Readable> {
    return this.objects.stream(instanceKey(instanceId), range);
  }

  /** The bytes exactly as received. */
  async bytesOf(instanceId: string): Promise<Buffer> {
    return this.objects.get(instanceKey(instanceId));
  }

  async load(instance: Instance): Promise<LoadedInstance> {
    const bytes = await this.bytesOf(instance.id);
    return { instance, bytes, parsed: parsePart10(bytes) };
  }
}
