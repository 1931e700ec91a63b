import type { PassedOver } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { holdsBack } from '../triage/index.js';
import { AssignmentStore, TOP, type PlacedCandidate } from './assignment-store.js';
import { isExempt, nextFor, type AskingReader } from './domain/assignment.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { Holds } from './holds.js';
import { Leases } from './leases.js';
import { ReaderStore } from './reader-store.js';
import { WorkloadStore } from './workload-store.js';
import { WorklistRepository } from './worklist.repository.js';

/** Studies looked at in one statement, and how many of those at most: one call costs the same however long the list is. */
const BATCH = 100;
const BATCHES = 10;

export interface Found {
  /** Locked, unread and free for the reader; null where there is none. */
  item: WorklistItemEntity | null;
  passed: PassedOver['why'][];
  /** The list goes on after the last that was looked at. */
  more: boolean;
}

/** Looks for the next study of a reader along the reading order. */
@Injectable()
export class StudyFinder {
  constructor(
    private readonly repository: WorklistRepository,
    private readonly assignment: AssignmentStore,
    private readonly readers: ReaderStore,
    private readonly workload: WorkloadStore,
    private readonly leases: Leases,
    private readonly holds: Holds,
    private readonly clock: Clock,
  ) {}

  async find(manager: EntityManager, by: Principal): Promise<Found> {
    // Two windows of one reader, one after the other: their workload is counted before each.
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`next ${by.id}`]);
    const rvu = await this.workload.table(manager);
    const reader = await this.readers.asking(manager, by.id, rvu);
    const passed: PassedOver['why'][] = [];
    let after = TOP;
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const candidates = await this.assignment.candidates(manager, by.id, { after, size: BATCH, rvu });
      const item = await this.take(manager, reader, candidates, passed);
      const last = candidates.at(-1);
      if (item || !last || candidates.length < BATCH) return { item, passed, more: false };
      after = last;
    }
    return { item: null, passed, more: true };
  }

  /** The one that would be found besides the study that the reader has open; it is left as it is, and may be gone when asked for. */
  async upcoming(manager: EntityManager, by: Principal, open: string): Promise<string | null> {
    const rvu = await this.workload.table(manager);
    const reader = await this.readers.asking(manager, by.id, rvu);
    const candidates = await this.assignment.candidates(manager, by.id, { after: TOP, size: BATCH, rvu });
    const others = candidates.filter(({ studyUid }) => studyUid !== open);
    return nextFor(reader, others, this.clock.now()).offer?.studyUid ?? null;
  }

  /** The first that is still free once it is locked. Notes what is passed over. */
  private async take(
    manager: EntityManager,
    reader: AskingReader,
    candidates: readonly PlacedCandidate[],
    passed: PassedOver['why'][],
  ): Promise<WorklistItemEntity | null> {
    let rest = candidates;
    for (;;) {
      const choice = nextFor(reader, rest, this.clock.now());
      passed.push(...choice.passed.map(({ why }) => why));
      if (!choice.offer) return null;
      const item = await this.lockFree(manager, reader, choice.offer);
      if (item) return item;
      passed.push('beingTaken');
      rest = rest.slice(rest.indexOf(choice.offer) + 1);
    }
  }

  /**
   * A row that somebody else is changing is left to them; for one that waits for nobody the lock is waited for. It may
   * have been claimed, put on hold or read since it was looked at.
   */
  private async lockFree(
    manager: EntityManager,
    { id }: AskingReader,
    study: PlacedCandidate,
  ): Promise<WorklistItemEntity | null> {
    const item = isExempt(study)
      ? await this.repository.lock(manager, study.studyId)
      : await this.repository.lockIfFree(manager, study.studyId);
    if (item?.reading !== 'unread') return null;
    const claim = await this.leases.standing(manager, study.studyId);
    if (claim && claim.holderId !== id) return null;
    const hold = await this.holds.standing(manager, study.studyId);
    return hold && holdsBack(hold, item.dueAt, this.clock.now()) ? null : item;
  }
}
