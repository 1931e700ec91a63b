import type { Fairness, FairnessQuery, ReaderAct, ReaderActPage, ReaderActsQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { AccessService, actorOf, mayDo, type Principal } from '../identity/index.js';
import { spreadOf, workOf, type Period } from './domain/reader-work.js';
import { Names } from './names.js';
import { WorkOfPeriod } from './work-of-period.js';

/** How work is spread over readers. Heads of the department are told of each by name, readers of themselves alone. */
@Injectable()
export class FairnessService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly work: WorkOfPeriod,
    private readonly names: Names,
    private readonly access: AccessService,
    private readonly audit: AuditService,
  ) {}

  async figures(query: FairnessQuery, by: Principal): Promise<Fairness> {
    const { manager } = this.dataSource;
    const { readerIds, timeZone, ...period } = await this.work.of(manager, query);
    const names = await this.names.told(manager, readerIds, by);
    const all = readerIds.map((id) => workOf(id, names.get(id) ?? null, period));
    const readers = all
      .filter(({ readerId }) => names.has(readerId))
      .sort((one, other) => (one.name ?? '').localeCompare(other.name ?? ''));
    const named = mayDo(by.role, 'fairness.names');
    if (named) await this.record(by, `readers, ${query.from} to ${query.to}`);
    return { timeZone, named, readers, spread: spreadOf(all) };
  }

  /** The acts behind a figure. Throws FORBIDDEN (403) where a reader asks for another one. */
  async acts(
    { reader, what, limit, after, ...days }: ReaderActsQuery,
    by: Principal,
  ): Promise<ReaderActPage> {
    if (reader !== by.id) {
      await this.access.enforce(by, { action: 'fairness.names', detail: `${what} of ${reader}` });
      await this.record(by, `${what} of ${reader}, ${days.from} to ${days.to}`);
    }
    const acts = actsOfKind(await this.work.of(this.dataSource.manager, days), reader, what);
    const page = acts.reverse().slice(after, after + limit);
    return { acts: page, next: acts.length > after + limit ? String(after + limit) : null };
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

/** Oldest first. */
function actsOfKind(period: Period, reader: string, what: ReaderActsQuery['what']): ReaderAct[] {
  const none = { way: null, reason: null, choice: null };
  const act = (studyUid: string, at: Date, more: Partial<ReaderAct> = {}): ReaderAct => ({
    ...none,
    studyInstanceUid: studyUid,
    at: at.toISOString(),
    rvu: period.rvuOf(studyUid),
    ...more,
  });
  if (what === 'read')
    return period.readings
      .filter(({ readerId }) => readerId === reader)
      .map(({ studyUid, at, rvu }) => act(studyUid, at, { rvu }));
  if (what === 'chosen')
    return period.choices
      .filter(({ readerId }) => readerId === reader)
      .map(({ studyUid, at, rvu, place, of, medianPassedRvu }) =>
        act(studyUid, at, { way: 'chosen', rvu, choice: { place, of, medianPassedRvu } }),
      );
  return period.acts
    .filter(({ kind, readerId }) => kind === what && readerId === reader)
    .map(({ studyUid, at, way, reason }) => act(studyUid, at, { way, reason }));
}
