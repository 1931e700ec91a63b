import type { AiResult, EmergencyInterpretation, Patient } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { ArchiveService, type Study } from '../archive/index.js';
import { EmergencyInterpretations } from '../discrepancies/index.js';
import { notFound } from '../platform/index.js';
import { AiResultsService } from '../results/index.js';
import { isoDate, modalitiesOf, patientOf } from '../worklist/index.js';
import type { SignedStudy } from './report-store.js';

/** Images of each series that are asked which side they are of. */
const SAMPLED = 8;

export interface ReportedStudy extends SignedStudy {
  study: Study;
  patient: Patient;
  bodyParts: string[];
}

/** What reports need to know of their study. */
@Injectable()
export class StudyFacts {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly archive: ArchiveService,
    private readonly ai: AiResultsService,
    private readonly emergency: EmergencyInterpretations,
  ) {}

  /** Throws 404 where it is not here. In a transaction its patient stays as it is until the end. */
  async of(studyUid: string, manager?: EntityManager): Promise<ReportedStudy> {
    if (manager) await manager.query('select from study where study_instance_uid = $1 for share', [studyUid]);
    const over = manager ?? this.dataSource.manager;
    const study = await this.archive.studyByUid(studyUid, over);
    if (!study) throw notFound('Study', studyUid);
    const series = await this.archive.seriesOf([study.id], over);
    return {
      study,
      patient: patientOf(study),
      studyDescription: study.studyDescription,
      studyDate: isoDate(study.studyDate),
      accessionNumber: study.accessionNumber,
      modalities: modalitiesOf(series),
      bodyParts: series.flatMap(({ own, bodyPart }) => (own || bodyPart === null ? [] : [bodyPart])),
    };
  }

  /** As readers are shown them. */
  async aiResults(
    { id, revision }: Pick<Study, 'id' | 'revision'>,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<AiResult[]> {
    const found = await this.ai.ofStudies(new Map([[id, revision]]), manager);
    return found.get(id)?.results ?? [];
  }

  /** What the emergency department said of it last. */
  async emergencySaid({ id }: Pick<Study, 'id'>): Promise<EmergencyInterpretation | null> {
    return this.emergency.of(id);
  }

  /** Laterality of series and images: L, R or B, each once. */
  async lateralities(manager: EntityManager, studyId: string): Promise<string[]> {
    const rows = await manager.query<{ side: string }[]>(
      `select distinct side
         from series
         cross join lateral (
           select attributes from instance
            where series_id = series.id and has_pixels and not rejected limit ${SAMPLED}) image
         cross join lateral (values (image.attributes #>> '{00200062,Value,0}'),
                                    (image.attributes #>> '{00200060,Value,0}')) said (side)
        where series.study_id = $1 and not own and side in ('L', 'R', 'B')`,
      [studyId],
    );
    return rows.map(({ side }) => side);
  }
}
