import type { DiscrepancyGrade, GradeDiscrepancy } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SiteService, type Principal } from '../identity/index.js';
import { Clock, notFound, versionConflict, type EventMap } from '../platform/index.js';
import { alreadyClosed, notGradable } from './discrepancy-problems.js';
import { DiscrepancyRecorder } from './discrepancy-recorder.js';
import { DiscrepancyStore } from './discrepancy-store.js';
import { dueAt } from './domain/due.js';

/** How far apart two are that were said of one study. Who may grade is decided by the caller. */
@Injectable()
export class Gradings {
  constructor(
    private readonly store: DiscrepancyStore,
    private readonly recorder: DiscrepancyRecorder,
    private readonly sites: SiteService,
    private readonly clock: Clock,
  ) {}

  /** Throws 404 for one there is not, 409 for one that is closed or was graded meanwhile. */
  async change(
    manager: EntityManager,
    id: string,
    { grade, note, expectedVersion }: GradeDiscrepancy,
    by: Principal,
  ): Promise<void> {
    const one = await this.store.lock(manager, id);
    if (!one) throw notFound('Discrepancy', id);
    if (one.kind === 'lateAi') throw notGradable(id);
    const isRepeated = one.version === expectedVersion + 1 && one.grade === grade && one.gradeNote === note;
    if (isRepeated) return;
    if (one.closedBy !== null) throw alreadyClosed(id, one.closedBy);
    if (one.version !== expectedVersion)
      throw versionConflict(`Discrepancy ${id}`, one.version, expectedVersion);
    const { kind, studyId, studyUid } = one;
    await this.give(manager, { discrepancyId: id, kind, studyId, studyUid }, { grade, note }, by);
  }

  /** Nothing has to follow where both mean the same: that closes it. */
  async give(
    manager: EntityManager,
    one: EventMap['DiscrepancyFound'],
    { grade, note }: { grade: DiscrepancyGrade; note: string | null },
    by: Principal,
  ): Promise<void> {
    const [at, name] = [this.clock.now(), by.displayName];
    const { timeZone } = await this.sites.current(manager);
    const due = dueAt(grade, at, timeZone);
    await this.store.grade(manager, one.discrepancyId, { grade, note, by: name, at, dueAt: due });
    await this.recorder.graded(manager, one, grade, by);
    if (grade !== 'none') return;
    const closing = { outcome: 'noChange', note: null, toldTo: null } as const;
    await this.store.close(manager, one.discrepancyId, { ...closing, by: name, at });
    await this.recorder.closed(manager, one, closing.outcome, by);
  }
}
