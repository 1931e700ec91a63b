import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { ArchiveService, type SeriesOverview, type Study } from '../archive/index.js';
import { groupBy } from '../platform/index.js';
import { AiResultsService, type StudyAi } from '../results/index.js';

/** A study with what there is to read in it. */
export interface StudyToRead {
  study: Study;
  series: readonly SeriesOverview[];
  ai: StudyAi;
}

/** Reads studies with their series and AI results. */
@Injectable()
export class StudiesToRead {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly archive: ArchiveService,
    private readonly aiResults: AiResultsService,
  ) {}

  /** By study id; over the connection of the transaction, where there is one. */
  async of(
    ids: string[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<string, StudyToRead>> {
    if (ids.length === 0) return new Map();
    const studies = await this.archive.studiesByIds(ids, manager);
    const series = groupBy(await this.archive.seriesOf(ids, manager), (one) => one.studyId);
    const revisions = new Map([...studies].map(([id, study]) => [id, study.revision]));
    const ai = await this.aiResults.ofStudies(revisions, manager);
    return new Map(
      [...studies].map(([id, study]) => [
        id,
        { study, series: series.get(id) ?? [], ai: ai.get(id) ?? { results: [], suspicions: [] } },
      ]),
    );
  }
}
