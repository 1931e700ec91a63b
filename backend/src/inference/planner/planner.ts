import { digestOf } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ArchiveService, type SeriesOverview } from '../../archive/index.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { RunStore, type PlannedRun } from '../run-store.js';
import { selectSeries, type CandidateSeries } from './eligibility.js';

@Injectable()
export class Planner {
  constructor(
    private readonly archive: ArchiveService,
    private readonly registry: ModelRegistry,
    private readonly runs: RunStore,
  ) {}

  /** Asks every model whether it takes the study; each gets a run, eligible or not. A prior gets none. */
  async plan(
    manager: EntityManager,
    study: { studyId: string; studyUid: string; revision: number },
  ): Promise<void> {
    const current = await this.archive.studyById(study.studyId);
    if (current?.intake !== 'reading') return;
    const candidates = await this.candidates(study.studyId);
    const planned = this.registry.models.map(({ manifest }): PlannedRun => {
      const input = selectSeries(manifest, candidates);
      return {
        modelId: manifest.id,
        modelVersion: manifest.version,
        modelSha256: digestOf(manifest),
        input,
      };
    });
    await this.runs.plan(manager, study, planned);
  }

  private async candidates(studyId: string): Promise<CandidateSeries[]> {
    const series = (await this.archive.seriesOf([studyId])).filter(isAcquired);
    return Promise.all(
      series.map(async ({ id, seriesInstanceUid, modality }) => {
        const instances = await this.archive.instancesOfSeries(id);
        return { seriesInstanceUid, modality, images: instances.filter((instance) => instance.hasPixels) };
      }),
    );
  }
}

/** Segmentations have pixels but show no patient. */
function isAcquired(series: SeriesOverview): boolean {
  return series.hasImages && !series.own && series.modality !== 'SEG';
}
