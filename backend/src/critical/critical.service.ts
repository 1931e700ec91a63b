import type { CriticalPage, CriticalQuery, CriticalResult, MarkCritical } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { AlertsService } from '../alerts/index.js';
import type { Principal } from '../identity/index.js';
import { Clock, notFound, timeCursorOf } from '../platform/index.js';
import { identifiedInFuture, markedAlready, unknownFinding } from './critical-problems.js';
import { CriticalRecorder } from './critical-recorder.js';
import { CriticalStore, type NewCritical, type StoredCritical } from './critical-store.js';
import { CriticalViews } from './critical-views.js';
import { minutesFor } from './domain/catalogue.js';
import { escalationAt } from './domain/escalation.js';
import { mayBeIdentifiedAt, UNDO_MS } from './domain/loop.js';
import { SettingsStore, type StoredSettings } from './settings-store.js';

/** Marks findings critical, and lists them until a named person has received them and after. */
@Injectable()
export class CriticalService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: CriticalStore,
    private readonly views: CriticalViews,
    private readonly settings: SettingsStore,
    private readonly recorder: CriticalRecorder,
    private readonly alerts: AlertsService,
    private readonly clock: Clock,
  ) {}

  async page(query: CriticalQuery): Promise<CriticalPage> {
    const now = this.clock.now();
    const rows = await this.store.page(query);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const at = last && (query.show === 'open' ? last.dueAt : (last.closedAt ?? last.withdrawnAt));
    return {
      results: await this.views.of(page),
      next: rows.length > query.limit && last && at ? timeCursorOf({ at, id: last.id }) : null,
      ...(await this.store.counts(now)),
      serverTime: now.toISOString(),
    };
  }

  /** Throws 404 for one there is not. */
  async one(id: string): Promise<CriticalResult> {
    const [view] = await this.several([id]);
    if (!view) throw notFound('Critical result', id);
    return view;
  }

  /** Those there are, in this order. */
  async several(ids: readonly string[]): Promise<CriticalResult[]> {
    const found = new Map((await this.store.several(ids)).map((result) => [result.id, result]));
    return this.views.of(ids.flatMap((id) => found.get(id) ?? []));
  }

  /**
   * Time runs from when the finding was seen. An alert from which it is marked is acknowledged with it, and stays so. A repetition by the same person returns what there is; throws 409 where the
   * finding was marked otherwise, and names that one.
   */
  async mark(studyUid: string, request: MarkCritical, by: Principal): Promise<CriticalResult> {
    const id = await this.dataSource.transaction(async (manager) => {
      const result = await this.newOf(manager, studyUid, request, by);
      if (!(await this.store.insert(manager, result))) return this.repeated(manager, result);
      const detail = `identified, ${result.level} ${result.findingCode ?? 'in words'}`;
      const at = result.identifiedAt;
      await this.recorder.step(manager, result, by, { name: 'CriticalIdentified', detail, at });
      return result.id;
    });
    return this.one(id);
  }

  private async newOf(
    manager: EntityManager,
    studyUid: string,
    { identifiedAt: said, level, findingCode, finding, alertId, note, callee }: MarkCritical,
    by: Principal,
  ): Promise<NewCritical> {
    const studyId = await this.store.studyId(manager, studyUid);
    if (studyId === undefined) throw notFound('Study', studyUid);
    if (alertId !== null) await this.alerts.seenWhileMarking(manager, { alertId, studyId }, by);
    const settings = await this.settings.of(manager);
    const now = this.clock.now();
    const seen = new Date(said);
    if (!mayBeIdentifiedAt(seen, now)) throw identifiedInFuture();
    const identifiedAt = seen > now ? now : seen;
    const dueAt = new Date(identifiedAt.getTime() + minutesFor(settings, { findingCode, level }) * 60_000);
    const undoUntil = new Date(now.getTime() + UNDO_MS);
    const escalating = { told: 'nobody', identifiedAt, dueAt, undoUntil, settled: false } as const;
    return {
      id: randomUUID(),
      studyId,
      studyUid,
      findingCode,
      finding: findingCode === null ? finding : labelOf(settings, findingCode),
      catalogueVersion: settings.version,
      level,
      identifiedAt,
      dueAt,
      markedAt: now,
      markedBy: by.displayName,
      markedById: by.id,
      alertId,
      note,
      callee,
      tellAt: escalationAt(escalating, settings.steps, now).dueAt,
    };
  }

  private async repeated(manager: EntityManager, result: NewCritical): Promise<string> {
    const there = await this.store.openOf(manager, result.studyId, result.finding);
    if (!there) throw notFound('Critical result', result.id);
    if (!isRepetition(there, result)) throw markedAlready(there);
    return there.id;
  }
}

function isRepetition(there: StoredCritical, { markedById, level, identifiedAt }: NewCritical): boolean {
  const sameTime = there.identifiedAt.getTime() === identifiedAt.getTime();
  return there.markedById === markedById && there.level === level && sameTime;
}

/** Throws 400 where the catalogue does not have it. */
function labelOf({ findings }: StoredSettings, findingCode: string): string {
  const known = findings.find(({ code }) => code === findingCode);
  if (!known) throw unknownFinding(findingCode);
  return known.label;
}
