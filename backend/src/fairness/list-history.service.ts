import type { ListHistory, ListHistoryQuery, PastStudy } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { AccessService, actorOf, type Principal } from '../identity/index.js';
import { groupBy } from '../platform/index.js';
import { StudyWorks } from '../worklist/index.js';
import { ListReplay, type ListedThen, type LogEntry } from './domain/list-replay.js';
import { keptFrom } from './keeping.js';
import { ListLog } from './list-log.js';
import { Names } from './names.js';

/** How many later events of a study are told. */
const NEXT_EVENTS = 6;

/** The list as it was at a moment and what became of each study, from the log alone. */
@Injectable()
export class ListHistoryService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly log: ListLog,
    private readonly works: StudyWorks,
    private readonly names: Names,
    private readonly access: AccessService,
    private readonly audit: AuditService,
  ) {}

  /** Throws FORBIDDEN (403) where a reader asks for the list of another one. */
  async at({ at: when, reader, study, limit, after }: ListHistoryQuery, by: Principal): Promise<ListHistory> {
    const about = reader === undefined ? 'the list' : `the list of ${reader}`;
    if (reader !== undefined && reader !== by.id)
      await this.access.enforce(by, { action: 'fairness.names', detail: about });
    const { manager } = this.dataSource;
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'listHistory.read',
      outcome: 'success',
      detail: `${about} at ${when}`,
    });
    const at = new Date(when);
    const listed = await this.placesAt(manager, at);
    const changes = await this.log.changesAround(manager, at);
    const followed = listed.findIndex(({ studyUid }) => studyUid === study);
    const told = async (from: number, many: number) => {
      const part = await this.wholeAt(manager, listed.slice(from, from + many), at);
      return this.studiesOf(manager, part, { at, reader, first: from + 1, by });
    };
    return {
      at: when,
      previousChange: changes.before?.toISOString() ?? null,
      nextChange: changes.after?.toISOString() ?? null,
      total: listed.length,
      uncertain: listed.filter((study) => !isCertain(study)).length,
      study: followed < 0 ? null : ((await told(followed, 1))[0] ?? null),
      studies: await told(after, limit),
      next: listed.length > after + limit ? String(after + limit) : null,
    };
  }

  /** In reading order; of claims, holds and skips nothing is known. */
  private async placesAt(manager: EntityManager, at: Date): Promise<ListedThen[]> {
    return replayed(await this.log.places(manager, at), at);
  }

  /** The same studies in the same order, with all that the log has of them. */
  private async wholeAt(
    manager: EntityManager,
    studies: readonly ListedThen[],
    at: Date,
  ): Promise<ListedThen[]> {
    const studyUids = studies.map(({ studyUid }) => studyUid);
    return replayed(await this.log.entries(manager, studyUids, at), at);
  }

  private async studiesOf(
    manager: EntityManager,
    page: readonly ListedThen[],
    { at, reader, first, by }: { at: Date; reader: string | undefined; first: number; by: Principal },
  ): Promise<PastStudy[]> {
    const studyUids = page.map(({ studyUid }) => studyUid);
    const later = await this.log.after(manager, studyUids, at, NEXT_EVENTS);
    const works = await this.works.of(manager, studyUids, reader === undefined ? [] : [reader]);
    const accessions = await this.accessionsOf(manager, studyUids);
    const names = await this.names.told(manager, readersIn(page, later), by);
    const ofStudy = groupBy(later, ({ studyUid }) => studyUid);
    return page.map((study, index) => ({
      ...pastStudy(study, ofStudy.get(study.studyUid) ?? [], names),
      place: first + index,
      accessionNumber: accessions.get(study.studyUid) ?? null,
      keptFromReader: reader === undefined ? null : keptFrom(works, reader, study, at),
    }));
  }

  private async accessionsOf(
    manager: EntityManager,
    studyUids: readonly string[],
  ): Promise<Map<string, string | null>> {
    const rows = await manager.query<{ uid: string; accession: string | null }[]>(
      'select study_instance_uid as uid, accession_number as accession from study where study_instance_uid = any($1)',
      [studyUids],
    );
    return new Map(rows.map(({ uid, accession }) => [uid, accession]));
  }
}

/** The list of a moment in reading order. */
function replayed(entries: readonly LogEntry[], at: Date): ListedThen[] {
  const replay = new ListReplay();
  for (const entry of entries) replay.apply(entry);
  return replay.at(at);
}

function isCertain({ rankAt, dueAt }: ListedThen): boolean {
  return rankAt !== null && dueAt !== null;
}

function readersIn(page: readonly ListedThen[], later: readonly LogEntry[]): string[] {
  const ids = [
    ...page.flatMap(({ claim, skips }) => [claim?.readerId, ...skips.map(({ readerId }) => readerId)]),
    ...later.map(({ readerId }) => readerId),
  ];
  return [...new Set(ids.filter((id) => typeof id === 'string'))];
}

function pastStudy(
  study: ListedThen,
  later: readonly LogEntry[],
  names: ReadonlyMap<string, string | null>,
): Omit<PastStudy, 'place' | 'accessionNumber' | 'keptFromReader'> {
  const { studyUid, readyAt, dueAt, claim, hold, skips, reasons, why, placedAt } = study;
  const { modality, site, orderClass, band, overdue, rules } = study;
  const person = (id: string | null) =>
    id !== null && names.has(id) ? { id, name: names.get(id) ?? null } : null;
  return {
    studyInstanceUid: studyUid,
    ...{ modality, site, orderClass, band, overdue, rules },
    readyAt: readyAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    certain: isCertain(study),
    reasons: [...reasons],
    why: [...why],
    placedAt: placedAt.toISOString(),
    claim: claim && {
      by: person(claim.readerId),
      since: claim.since.toISOString(),
      handedOver: claim.handedOver,
    },
    hold: hold && { kind: hold.kind, until: hold.until.toISOString() },
    skips: skips.map(({ readerId, at, reason }) => ({ by: person(readerId), at: at.toISOString(), reason })),
    next: later.map(({ kind, recordedAt, readerId }) => ({
      kind,
      at: recordedAt.toISOString(),
      by: person(readerId),
    })),
  };
}
