import type { WhatIfToday } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { RuleStore } from '../rules/index.js';
import { DepartmentLoad } from '../worklist/index.js';
import { todayOf } from './domain/today.js';
import { ModelsOfLate } from './models-of-late.js';

const DAYS = 28;
const DAY_MS = 86_400_000;

/** The department of the last four weeks as a scenario to begin with. */
@Injectable()
export class Today {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly load: DepartmentLoad,
    private readonly models: ModelsOfLate,
    private readonly rules: RuleStore,
    private readonly sites: SiteService,
    private readonly clock: Clock,
  ) {}

  async propose(): Promise<WhatIfToday> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - DAYS * DAY_MS);
    const { manager } = this.dataSource;
    const { timeZone } = await this.sites.current(manager);
    const hours = await this.load.byHour(since, now, timeZone);
    const models = await this.models.since(since, timeZone);
    return todayOf({ days: DAYS, ...hours, models, rules: await this.rules.active(manager) });
  }
}
