import {
  holdWindow,
  type EndHold,
  type PlaceHold,
  type UndoneHold,
  type WorklistItem,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Clock, DomainError } from '../platform/index.js';
import { claimed, conflict, requireToken } from './claim-problems.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import type { StoredHold } from './hold-store.js';
import { Holds } from './holds.js';
import { Leases } from './leases.js';
import { Prioritiser } from './prioritiser.js';
import { WorklistRepository } from './worklist.repository.js';
import { WorklistService } from './worklist.service.js';

/** Studies that nobody can read yet. They keep their place; "next" passes them over until they are overdue. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly repository: WorklistRepository,
    private readonly holds: Holds,
    private readonly leases: Leases,
    private readonly worklist: WorklistService,
    private readonly prioritiser: Prioritiser,
    private readonly clock: Clock,
  ) {}

  /** Gives the study back where the caller has it. The same again changes nothing. */
  async place(studyUid: string, request: PlaceHold, by: Principal): Promise<WorklistItem> {
    await this.repository.change(studyUid, async (manager, item) => {
      const standing = await this.holds.standing(manager, item.studyId);
      if (standing && isSame(standing, request, by)) return;
      if (standing) throw onHold(standing, studyUid);
      if (item.reading !== 'unread')
        throw conflict(
          'STUDY_IS_READ',
          'The study is read',
          `Study ${studyUid} is read: it waits for nobody.`,
        );
      requireWindow(item, new Date(request.until), this.clock.now());
      const gaveBack = await this.mayGiveBack(manager, item, request.token, by);
      await this.holds.place(manager, item, request, { by, gaveBack });
      await this.prioritiser.decideAgain(manager, item);
    });
    return this.worklist.requireItem(studyUid);
  }

  /** Whoever placed it. Where none stands nothing changes. Throws 409 where another one stands by now. */
  async end(studyUid: string, { placedAt }: EndHold, by: Principal): Promise<WorklistItem> {
    await this.repository.change(studyUid, async (manager, item) => {
      const standing = await this.holds.standing(manager, item.studyId);
      if (!standing) return;
      if (standing.at.getTime() !== Date.parse(placedAt)) throw onHold(standing, studyUid);
      await this.holds.end(manager, item, by, 'ended');
      await this.prioritiser.decideAgain(manager, item);
    });
    return this.worklist.requireItem(studyUid);
  }

  /**
   * What the caller did last with the hold had not been: it stands again, or it is gone, and they hold the study again
   * where they did and it is free.
   */
  async undo(studyUid: string, by: Principal): Promise<UndoneHold> {
    const token = await this.repository.change(studyUid, async (manager, item) => {
      const claim = await this.leases.standing(manager, item.studyId);
      const unread = item.reading === 'unread';
      if (
        unread &&
        (!claim || claim.holderId === by.id) &&
        (await this.holds.resume(manager, item, by, 'ended'))
      ) {
        await this.prioritiser.decideAgain(manager, item);
        return null;
      }
      const hold = await this.holds.takeBack(manager, item, by);
      if (!hold)
        throw conflict(
          'UNDO_TOO_LATE',
          'Too late to undo',
          `The hold of study ${studyUid} was neither placed nor ended by you just now.`,
        );
      const taken =
        hold.gaveBack && unread && !claim ? await this.leases.take(manager, item, by, 'returned') : null;
      await this.prioritiser.decideAgain(manager, item);
      return taken;
    });
    return { item: await this.worklist.requireItem(studyUid), token };
  }

  /** Whether the caller has the study. Throws 409 where another reader has it, or the claim that they name is over. */
  private async mayGiveBack(
    manager: EntityManager,
    item: WorklistItemEntity,
    token: string | undefined,
    by: Principal,
  ): Promise<boolean> {
    const claim = await this.leases.of(manager, item.studyId);
    if (token !== undefined) requireToken(claim, item.studyUid, token, by);
    const own = claim?.holderId === by.id;
    if (claim && !own && this.leases.stands(claim)) throw claimed(claim, item.studyUid);
    return own;
  }
}

function isSame(hold: StoredHold, { kind, note, until }: PlaceHold, by: Principal): boolean {
  return (
    hold.byId === by.id &&
    hold.kind === kind &&
    hold.note === (note ?? null) &&
    hold.until.getTime() === Date.parse(until)
  );
}

/** 409: one hold at a time. */
function onHold({ by, until }: StoredHold, studyUid: string): DomainError {
  return conflict(
    'STUDY_ON_HOLD',
    'The study is on hold',
    `${by} has put study ${studyUid} on hold until ${until.toISOString()}. Look at that hold, and end it first.`,
  );
}

function requireWindow({ studyUid, dueAt }: WorklistItemEntity, until: Date, now: Date): void {
  const window = holdWindow(dueAt, now);
  if (!window)
    throw new DomainError(
      'HOLD_TOO_LATE',
      422,
      'Due too soon for a hold',
      `Study ${studyUid} is due at ${dueAt.toISOString()}. Read it, or skip it with a reason.`,
    );
  const { earliest, latest } = window;
  if (until >= earliest && until <= latest) return;
  throw new DomainError(
    'HOLD_OUT_OF_RANGE',
    422,
    'A hold cannot end then',
    `A hold of study ${studyUid} ends between ${earliest.toISOString()} and ${latest.toISOString()}. Choose a time between.`,
  );
}
