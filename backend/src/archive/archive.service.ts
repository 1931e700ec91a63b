import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Readable } from 'node:stream';
import { In, type DataSource, type EntityManager } from 'typeorm';
import { parsePart10, type ByteSource, type DicomJsonDataset, type ParsedInstance } from '../dicom/index.js';
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
  /** What stored an own one: a room, or a model; null for what came from outside. */
  ownSource: string | null;
}

export interface LoadedInstance {
  instance: Instance;
  bytes: Buffer;
  parsed: ParsedInstance;
}

interface SeriesCount {
  series_id: string;
  instances: string;
  images: boolean;
  own_source: string | null;
}

/** Reads what is stored. */
@Injectable()
export class ArchiveService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly objects: ObjectStore,
  ) {}

  async studyByUid(
    studyInstanceUid: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Study | null> {
    return manager.getRepository(StudyEntity).findOneBy({ studyInstanceUid });
  }

  async studyById(id: string, manager: EntityManager = this.dataSource.manager): Promise<Study | null> {
    return manager.getRepository(StudyEntity).findOneBy({ id });
  }

  async studiesByIds(
    ids: string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<string, Study>> {
    const studies = await manager.getRepository(StudyEntity).findBy({ id: In(ids) });
    return new Map(studies.map((study) => [study.id, study]));
  }

  /** Every study with the patient ID that has something to show, whoever issued it. */
  async studiesOfPatient(patientId: string): Promise<Study[]> {
    return this.dataSource
      .getRepository(StudyEntity)
      .createQueryBuilder('study')
      .where(`study.patient_id = :patientId and ${VISIBLE.study}`, { patientId })
      .getMany();
  }

  /** Turns a prior into a reading; undefined where it is none. `complete` is false while it is arriving. */
  async makeReading(
    manager: EntityManager,
    studyUid: string,
  ): Promise<{ studyId: string; revision: number; complete: boolean } | undefined> {
    const [[study]] = await manager.query<
      [{ studyId: string; revision: number; complete: boolean }[], number]
    >(
      `update study set intake = 'reading' where study_instance_uid = $1 and intake = 'prior'
       returning id as "studyId", revision, state = 'complete' as complete`,
      [studyUid],
    );
    return study;
  }

  /** Series of the studies that have something to show, in series number order. */
  async seriesOf(
    studyIds: string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<SeriesOverview[]> {
    const series = await manager
      .getRepository(SeriesEntity)
      .find({ where: { studyId: In(studyIds) }, order: { seriesNumber: 'ASC', seriesInstanceUid: 'ASC' } });
    const counts = await manager.query<SeriesCount[]>(
      `select series_id, count(*) as instances, bool_or(has_pixels) as images,
              min(source) filter (where door = 'own') as own_source
         from instance where study_id = any($1) and not rejected group by series_id`,
      [studyIds],
    );
    const bySeries = new Map(counts.map((count) => [count.series_id, count]));
    return series.flatMap((entity) => {
      const count = bySeries.get(entity.id);
      if (!count) return [];
      const { instances, images: hasImages, own_source: ownSource } = count;
      return [{ ...entity, instanceCount: Number(instances), hasImages, ownSource }];
    });
  }

  /** Instances of a series with their attributes, in instance number order; what was rejected is left out. */
  async instancesOfSeries(
    seriesId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Instance[]> {
    return manager.getRepository(InstanceEntity).find({
      where: { seriesId, rejected: false },
      order: { instanceNumber: 'ASC', sopInstanceUid: 'ASC' },
    });
  }

  /** What the dataset of an instance says, whether readers may see it or not; null where it is not there. */
  async headerOf(
    manager: EntityManager,
    studyId: string,
    sopInstanceUid: string,
  ): Promise<DicomJsonDataset | null> {
    const found = await manager.getRepository(InstanceEntity).findOneBy({ studyId, sopInstanceUid });
    return found?.attributes ?? null;
  }

  /** The bytes exactly as received, or those from `start` to `end` (included), as they are read. */
  async streamOf(instanceId: string, range?: { start: number; end: number }): Promise<Readable> {
    return this.objects.stream(instanceKey(instanceId), range);
  }

  /** The bytes exactly as received. */
  async bytesOf(instanceId: string): Promise<Buffer> {
    return this.objects.get(instanceKey(instanceId));
  }

  /** The bytes exactly as received, read as they are looked at. */
  async sourceOf(instanceId: string): Promise<ByteSource> {
    return this.objects.source(instanceKey(instanceId));
  }

  async load(instance: Instance): Promise<LoadedInstance> {
    const bytes = await this.bytesOf(instance.id);
    return { instance, bytes, parsed: parsePart10(bytes) };
  }
}
