import { proportion, type Proportion } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock } from '../platform/index.js';

/** How long figures are kept: every row of every list asks for them. */
const KEPT_MS = 60_000;
const WINDOW_DAYS = 90;

interface JudgedRow {
  model: string;
  version: string;
  present: number;
  judged: number;
}

/** How right the flags of each model version were here, by the verdicts of readers. */
@Injectable()
export class LocalPerformance {
  private kept: { at: number; figures: Promise<Map<string, Proportion>> } | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Positive predictive value of shown flags that were judged in the last 90 days, newest verdict each. */
  async ppv(): Promise<(modelId: string, version: string) => Proportion> {
    const figures = await this.figures();
    return (modelId, version) => figures.get(keyOf(modelId, version)) ?? proportion(0, 0);
  }

  private figures(): Promise<Map<string, Proportion>> {
    const now = this.clock.now().getTime();
    if (!this.kept || now - this.kept.at >= KEPT_MS) {
      const figures = this.read(new Date(now - WINDOW_DAYS * 86_400_000));
      this.kept = { at: now, figures };
      figures.catch(() => (this.kept = undefined));
    }
    return this.kept.figures;
  }

  private async read(since: Date): Promise<Map<string, Proportion>> {
    const rows = await this.dataSource.query<JudgedRow[]>(
      `select run.model_id as model, run.model_version as version,
              (count(*) filter (where newest.value = 'present'))::int as present,
              (count(*) filter (where newest.value in ('present', 'absent')))::int as judged
         from (select distinct on (run_id) run_id, value from verdict where given_at >= $1
                order by run_id, id desc) newest
         join inference_run run on run.id = newest.run_id
        where run.state = 'flagged' and run.effect = 'shown'
        group by 1, 2`,
      [since],
    );
    return new Map(
      rows.map(({ model, version, present, judged }) => [keyOf(model, version), proportion(present, judged)]),
    );
  }
}

function keyOf(modelId: string, version: string): string {
  return `${modelId} ${version}`;
}
