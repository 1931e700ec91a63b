import type { AiImpact, AiImpactModels, AiImpactQuery, ImpactCaveat } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { verdictsOf } from '../governance/index.js';
import { ModelCatalogue } from '../models/index.js';
import { mapped, type ReplayInput } from '../queueing/index.js';
import { RuleStore } from '../rules/index.js';
import { measured } from './domain/measured.js';
import { keyOf, loggedStudies, runsOfModel, type ImpactLog } from './domain/readings.js';
import { shiftsOf } from './domain/sessions.js';
import { ImpactLogs, type Period } from './impact-logs.js';
import { KeptImpacts } from './kept-impacts.js';
import type { ReplayTask } from './replay-messages.js';

const MOST_RULE_VERSIONS = 500;

/** What models were worth. */
@Injectable()
export class AiImpactService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly catalogue: ModelCatalogue,
    private readonly rules: RuleStore,
    private readonly logs: ImpactLogs,
    private readonly kept: KeptImpacts,
  ) {}

  async models(period: Period): Promise<AiImpactModels> {
    const shown = await this.logs.versions(period);
    const names = new Map((await this.catalogue.all()).map((one) => [keyOf(one), one.manifest.name]));
    return { models: shown.map((one) => ({ ...one, name: names.get(keyOf(one)) ?? one.modelId })) };
  }

  /** Measured figures at once; the replay runs on, and is there in a later answer. Throws 404 for no model. */
  async of(query: AiImpactQuery): Promise<AiImpact> {
    const { manifest } = await this.catalogue.get(query.model, query.version);
    const { mark, behind } = await this.logs.mark();
    return this.kept.of(JSON.stringify(query), mark, async () => {
      const made = await this.make(query);
      const caveats: ImpactCaveat[] = [...made.figures.caveats, ...(behind ? (['logBehind'] as const) : [])];
      return { ...made, figures: { ...made.figures, name: manifest.name, caveats } };
    });
  }

  private async make(query: AiImpactQuery) {
    const model = { modelId: query.model, version: query.version };
    const { log, leftOut } = await this.logs.of(query);
    const studies = loggedStudies(log, model);
    const { figures, hours } = measured(
      log,
      studies,
      model,
      verdictsOf([...runsOfModel(log, model).values()]),
    );
    const { order, changed } = await this.orderOf(log);
    const caveats: ImpactCaveat[] = [...figures.caveats, ...(changed ? (['rulesChanged'] as const) : [])];
    return {
      figures: { ...figures, at: log.now.toISOString(), leftOut, caveats },
      replay: mapped(hours, ({ list }): ReplayTask => {
        const shifts = shiftsOf(list, log.from);
        return {
          input: { studies, model: keyOf(model), shifts, order, ranks: {} },
          seed: JSON.stringify(query),
        };
      }),
    };
  }

  /** The rules in force at the end of the period, and whether others were in force in it. */
  private async orderOf({
    from,
    until,
  }: ImpactLog): Promise<{ order: ReplayInput['order']; changed: boolean }> {
    const versions = await this.rules.latest(this.dataSource.manager, MOST_RULE_VERSIONS);
    const begun = versions.filter(({ since }) => Date.parse(since) < until.getTime());
    const inForce = begun[0] ?? versions.at(-1);
    if (!inForce) throw new Error('The first version of the rules is missing: migrate the database');
    return {
      order: { kind: 'rules', rules: inForce.rules },
      changed: begun.length > 1 && Date.parse(inForce.since) > from.getTime(),
    };
  }
}
