import type { Dashboard, StageId, TurnaroundGroupBy } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { Config } from '../platform/index.js';
import { TurnaroundChanges, TurnaroundService } from '../turnaround/index.js';
import { periodBefore, type Period } from './domain/due.js';
import { rowsOf, stagesOf, type StageFacts } from './domain/facts.js';
import { selectionWords } from './domain/words.js';
import { turnaroundPdf } from './turnaround-pdf.js';

export interface Wanted {
  dashboard: Dashboard;
  period: Period;
  owner: string;
  made: Date;
}

/** Gathers the figures of a dashboard for a report. */
@Injectable()
export class ReportMaker {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly turnaround: TurnaroundService,
    private readonly changes: TurnaroundChanges,
    private readonly sites: SiteService,
    private readonly config: Config,
  ) {}

  /** Its own period is not that of the dashboard; everything else is. */
  async pdf({ dashboard, period, owner, made }: Wanted): Promise<Buffer> {
    const { name, place } = dashboard;
    const { name: site, timeZone } = await this.sites.current(this.dataSource.manager);
    const before = periodBefore(period);
    const figures = (stage: StageId, { from, to }: Period, groupBy: TurnaroundGroupBy) =>
      this.turnaround.figures({
        stage,
        from,
        to,
        groupBy,
        site: place.site,
        modality: place.modality,
        orderClass: place.orderClass,
        aiState: place.aiState,
      });
    const stages: StageFacts[] = [];
    let [pending, relativeError] = [false, 0];
    for (const id of stagesOf(place.stage)) {
      const [all, allBefore, groups, groupsBefore, days] = await Promise.all([
        figures(id, period, 'none'),
        figures(id, before, 'none'),
        figures(id, period, place.groupBy),
        figures(id, before, place.groupBy),
        figures(id, period, 'day'),
      ]);
      pending ||= all.pending;
      ({ relativeError } = all);
      const together = { key: null, now: all.groups[0], before: allBefore.groups[0] };
      stages.push({
        stage: all.stage,
        rows: [together, ...rowsOf(groups.groups, groupsBefore.groups)],
        days: days.groups,
      });
    }
    return turnaroundPdf({
      title: name,
      site,
      timeZone,
      period,
      before,
      owner,
      made,
      selection: selectionWords(place),
      groupBy: place.groupBy,
      stages,
      changes: await this.changes.between(period),
      pending,
      relativeError,
      url: this.config.env.PUBLIC_URL ? `${this.config.env.PUBLIC_URL.replace(/\/+$/, '')}/turnaround` : null,
    });
  }
}
