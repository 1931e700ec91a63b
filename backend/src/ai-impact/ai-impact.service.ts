import type { AiImpactAnswer, AiImpactModels, AiImpactModelsQuery, AiImpactQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { MonitoredRuns } from '../governance/index.js';
import { SiteService } from '../identity/index.js';
import { ModelCatalogue } from '../models/index.js';
import { Clock } from '../platform/index.js';
import { instantsOf } from '../turnaround/index.js';
import { AnswerStore } from './answer-store.js';
import { answerIsDue, answerOf, type StoredAnswer } from './domain/answer.js';
import { keyOf } from './domain/readings.js';
import { LogMark } from './log-mark.js';

const DAY_MS = 24 * 3_600_000;

/** What models were worth. */
@Injectable()
export class AiImpactService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly catalogue: ModelCatalogue,
    private readonly runs: MonitoredRuns,
    private readonly answers: AnswerStore,
    private readonly mark: LogMark,
    private readonly sites: SiteService,
    private readonly clock: Clock,
  ) {}

  async models(period: AiImpactModelsQuery): Promise<AiImpactModels> {
    const { timeZone } = await this.sites.current(this.dataSource.manager);
    const { from, until } = instantsOf(period, timeZone);
    const shown = await this.runs.versionsShown(from, until);
    const names = new Map((await this.catalogue.all()).map((one) => [keyOf(one), one.manifest.name]));
    return { models: shown.map((one) => ({ ...one, name: names.get(keyOf(one)) ?? one.modelId })) };
  }

  /** What is kept, at once; where there is nothing, or the log has moved since, it is made. Throws 404 for no model. */
  async of(query: AiImpactQuery): Promise<AiImpactAnswer> {
    await this.catalogue.get(query.model, query.version);
    const stored = await this.answers.find(query);
    const now = this.clock.now();
    const { mark } = await this.mark.current();
    if (!stored || answerIsDue(stored, mark, now)) return this.want(query);
    if (now.getTime() - stored.askedAt.getTime() > DAY_MS) await this.answers.asked(query, now);
    return answerOf(stored);
  }

  /** Made anew whatever is kept, for example where the last making came to nothing. Throws 404 for no model. */
  async again(query: AiImpactQuery): Promise<AiImpactAnswer> {
    await this.catalogue.get(query.model, query.version);
    return this.want(query);
  }

  private async want(query: AiImpactQuery): Promise<AiImpactAnswer> {
    await this.answers.want(query, this.clock.now());
    return answerOf((await this.answers.find(query)) as StoredAnswer);
  }
}
