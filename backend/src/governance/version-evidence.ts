import { Injectable } from '@nestjs/common';
import { ModelCatalogue, type ModelVersion } from '../models/index.js';
import type { EvidenceOfVersion } from './domain/evidence-pack.js';
import { ModelView } from './model-view.js';
import { MonitoringService } from './monitoring.service.js';

/** What there is to show of each version. */
@Injectable()
export class VersionEvidence {
  constructor(
    private readonly catalogue: ModelCatalogue,
    private readonly view: ModelView,
    private readonly monitoring: MonitoringService,
  ) {}

  /** Of every version that was ever submitted, with the monitoring of the last days. One after another: a pack has time. */
  async ofAll(days: number): Promise<EvidenceOfVersion[]> {
    const all: EvidenceOfVersion[] = [];
    for (const version of await this.catalogue.all()) all.push(await this.of(version, days));
    return all;
  }

  private async of(version: ModelVersion, days: number): Promise<EvidenceOfVersion> {
    const group = { by: 'all', name: 'All' } as const;
    const shown = await this.monitoring.withRuns(version, { days, effect: 'shown', group });
    return {
      model: await this.view.detail(version.modelId, version.version),
      monitoring: {
        shown: shown.monitoring,
        shadow: await this.monitoring.of(version, { days, effect: 'shadow', group }),
      },
      shown: shown.runs,
    };
  }
}
