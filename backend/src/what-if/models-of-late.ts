import type { Validation } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { MonitoredRuns, Validations } from '../governance/index.js';
import { isRunning, ModelCatalogue, RUNNING_STAGES, type ModelVersion } from '../models/index.js';
import type { ModelOfLate } from './domain/models.js';

const MINUTE_MS = 60_000;

/** What running models did of late, and how good they were on cohorts of this installation. */
@Injectable()
export class ModelsOfLate {
  constructor(
    private readonly catalogue: ModelCatalogue,
    private readonly runs: MonitoredRuns,
    private readonly validations: Validations,
  ) {}

  async since(since: Date, timeZone: string): Promise<ModelOfLate[]> {
    const models = await this.catalogue.inStages(RUNNING_STAGES);
    const found: ModelOfLate[] = [];
    for (const model of models.filter(({ stage }) => isRunning(stage) && stage !== 'shadow'))
      found.push(await this.of(model, since, timeZone));
    return found;
  }

  private async of(model: ModelVersion, since: Date, timeZone: string): Promise<ModelOfLate> {
    const runs = await this.runs.ofVersion(model, { since, effect: 'shown', timeZone });
    const answered = runs.filter(({ state }) => state === 'flagged' || state === 'notFlagged');
    const validations = await this.validations.ofVersion(model.modelId, model.version);
    const newest = validations.find(({ state }) => state === 'done');
    return {
      name: model.manifest.name,
      modalities: model.manifest.eligibility.modalities,
      answered: answered.length,
      flagged: answered.filter(({ state }) => state === 'flagged').length,
      latencyMinutes: answered.map(({ latency }) => (latency['total'] ?? 0) / MINUTE_MS),
      validated: newest ? await this.validated(newest) : null,
    };
  }

  private async validated({ id, groups }: Validation): Promise<ModelOfLate['validated']> {
    const all = groups.find(({ by }) => by === 'all');
    if (!all) return null;
    const studies = (await this.validations.studiesOf(id)).flatMap(({ positive, flagged, score }) =>
      flagged === null || score === null ? [] : [{ positive, flagged, score }],
    );
    return { sensitivity: all.sensitivity, specificity: all.specificity, studies };
  }
}
