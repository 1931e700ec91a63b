import { digestOf } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ArchiveService, type SeriesOverview, type Study } from '../../archive/index.js';
import { equipmentOf } from '../../dicom/index.js';
import { SiteService } from '../../identity/index.js';
import { inCanaryScope, ModelCatalogue, RUNNING_STAGES, type ModelVersion } from '../../models/index.js';
import { Clock } from '../../platform/index.js';
import { RunStore, type PlannedRun, type RunEffect } from '../run-store.js';
import { selectSeries, type CandidateSeries } from './eligibility.js';

@Injectable()
export class Planner {
  constructor(
    private readonly archive: ArchiveService,
    private readonly catalogue: ModelCatalogue,
    private readonly runs: RunStore,
    private readonly sites: SiteService,
    private readonly clock: Clock,
  ) {}

  /** Asks every running model whether it takes the study; each gets a run, eligible or not. A prior gets none. */
  async plan(
    manager: EntityManager,
    study: { studyId: string; studyUid: string; revision: number },
  ): Promise<void> {
    const current = await this.archive.studyById(study.studyId, manager);
    if (current?.intake !== 'reading') return;
    const models = await this.catalogue.inStages(RUNNING_STAGES, manager);
    const candidates = await this.candidates(study.studyId, manager);
    const { timeZone } = await this.sites.current(manager);
    const planned = models.map((model): PlannedRun => {
      const { manifest } = model;
      const input = selectSeries(manifest.eligibility, candidates);
      return {
        modelId: manifest.id,
        modelVersion: manifest.version,
        modelSha256: digestOf(manifest),
        effect: this.effectOf(model, current, candidates, timeZone),
        site: current.institution,
        scanner: scannerOf(input.eligible ? input.seriesUid : undefined, candidates),
        input,
      };
    });
    await this.runs.plan(manager, study, planned);
  }

  /** Acquired series with the headers of their images. */
  async candidates(studyId: string, manager?: EntityManager): Promise<CandidateSeries[]> {
    const candidates: CandidateSeries[] = [];
    const series = await this.archive.seriesOf([studyId], manager);
    for (const { id, seriesInstanceUid, modality } of series.filter(isAcquired)) {
      const instances = await this.archive.instancesOfSeries(id, manager);
      const images = instances.filter((instance) => instance.hasPixels);
      candidates.push({ seriesInstanceUid, modality, images });
    }
    return candidates;
  }

  private effectOf(
    { stage, scope }: ModelVersion,
    study: Study,
    candidates: readonly CandidateSeries[],
    timeZone: string,
  ): RunEffect {
    if (stage === 'live') return 'shown';
    if (stage !== 'canary') return 'shadow';
    const asked = {
      studyUid: study.studyInstanceUid,
      institution: study.institution,
      modalities: candidates.map((series) => series.modality),
      localTime: localTime(study.completedAt ?? this.clock.now(), timeZone),
    };
    return inCanaryScope(scope ?? {}, asked) ? 'shown' : 'shadow';
  }
}

/** Manufacturer and model of what acquired the series, or the first one. */
export function scannerOf(
  seriesUid: string | undefined,
  candidates: readonly CandidateSeries[],
): string | null {
  const series = candidates.find((one) => one.seriesInstanceUid === seriesUid) ?? candidates[0];
  const header = series?.images[0]?.attributes;
  if (!header) return null;
  const { manufacturer, modelName } = equipmentOf(header);
  return [manufacturer, modelName].filter(Boolean).join(' ') || null;
}

function localTime(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(instant);
}

/** Segmentations have pixels but show no patient. */
function isAcquired(series: SeriesOverview): boolean {
  return series.hasImages && !series.own && series.modality !== 'SEG';
}
