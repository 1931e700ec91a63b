import type { Fairness, FairnessQuery, ReaderActPage, ReaderActsQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { AccessService, actorOf, mayDo, SiteService, type Principal } from '../identity/index.js';
import { spreadOf, workOf } from './domain/reader-work.js';
import { Names } from './names.js';
import { ReaderActs } from './reader-acts.js';
import { ReaderDays } from './reader-days.js';

/** How work is spread over readers. Heads of the department are told of each by name, readers of themselves alone. */
@Injectable()
export class FairnessService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly days: ReaderDays,
    private readonly readerActs: ReaderActs,
    private readonly names: Names,
    private readonly sites: SiteService,
    private readonly access: AccessService,
    private readonly audit: AuditService,
  ) {}

  async figures(query: FairnessQuery, by: Principal): Promise<Fairness> {
    const { manager } = this.dataSource;
    const { timeZone } = await this.sites.current(manager);
    // Asked before the sums: when nothing waits, they hold all that was written by then.
    const pending = await this.days.pending();
    const sums = await this.days.sums(query);
    const names = await this.names.told(
      manager,
      sums.map(({ readerId }) => readerId),
      by,
    );
    const rvuReadByAll = sums.reduce((total, { rvuRead }) => total + rvuRead, 0);
    const all = sums.map(({ readerId, ...days }) =>
      workOf({ readerId, name: names.get(readerId) ?? null }, days, rvuReadByAll),
    );
    const readers = all
      .filter(({ readerId }) => names.has(readerId))
      .sort((one, other) => (one.name ?? '').localeCompare(other.name ?? ''));
    const named = mayDo(by.role, 'fairness.names');
    if (named) await this.record(by, `readers, ${query.from} to ${query.to}`);
    return { timeZone, named, pending, readers, spread: spreadOf(all) };
  }

  /** The acts behind a figure. Throws FORBIDDEN (403) where a reader asks for another one. */
  async acts(query: ReaderActsQuery, by: Principal): Promise<ReaderActPage> {
    const { reader, what, from, to } = query;
    if (reader !== by.id) {
      await this.access.enforce(by, { action: 'fairness.names', detail: `${what} of ${reader}` });
      await this.record(by, `${what} of ${reader}, ${from} to ${to}`);
    }
    return this.readerActs.page(this.dataSource.manager, query);
  }

  private async record(by: Principal, detail: string): Promise<void> {
    await this.audit.record(this.dataSource.manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'fairness.names',
      outcome: 'success',
      detail,
    });
  }
}
