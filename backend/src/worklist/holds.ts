import type { PlaceHold } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { holdStands } from '../triage/index.js';
import { ChangeRecorder } from './change-recorder.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { HoldStore, type HoldEnd, type StoredHold } from './hold-store.js';
import { Leases } from './leases.js';

/** Writes holds; the worklist row is locked, and the caller decides its reasons again afterwards. */
@Injectable()
export class Holds {
  constructor(
    private readonly store: HoldStore,
    private readonly leases: Leases,
    private readonly recorder: ChangeRecorder,
    private readonly clock: Clock,
  ) {}

  /** The hold of a study, where one stands. */
  async standing(manager: EntityManager, studyId: string): Promise<StoredHold | undefined> {
    const hold = await this.store.of(manager, studyId);
    return hold && this.stands(hold) ? hold : undefined;
  }

  /** Also gives the study back where the caller has it. */
  async place(
    manager: EntityManager,
    item: WorklistItemEntity,
    { kind, note, until }: PlaceHold,
    { by, gaveBack }: { by: Principal; gaveBack: boolean },
  ): Promise<void> {
    const { studyId } = item;
    const who = { byId: by.id, by: by.displayName, at: this.clock.now() };
    const hold = { studyId, kind, note: note ?? null, until: new Date(until), ...who, gaveBack };
    await this.store.put(manager, hold);
    await this.recorder.holdPlaced(manager, item, by, { kind, until, again: false });
    if (gaveBack) await this.leases.giveBack(manager, item, by);
  }

  /** Ends the hold that stands, if any. */
  async end(manager: EntityManager, item: WorklistItemEntity, by: Principal, how: HoldEnd): Promise<boolean> {
    if (!(await this.standing(manager, item.studyId))) return false;
    await this.store.end(manager, item.studyId, { at: this.clock.now(), byId: by.id, how });
    await this.recorder.holdEnded(manager, item, by, how);
    return true;
  }

  /** The hold that the caller ended in this way a moment ago stands again, if there is one. */
  async resume(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
    how: HoldEnd,
  ): Promise<boolean> {
    const hold = await this.store.of(manager, item.studyId);
    if (!hold?.endedAt || hold.endedHow !== how || hold.endedById !== by.id) return false;
    if (!this.leases.mayUndo(hold.endedAt) || !holdStands(hold, this.clock.now())) return false;
    await this.store.reopen(manager, item.studyId);
    const { kind, until } = hold;
    await this.recorder.holdPlaced(manager, item, by, { kind, until: until.toISOString(), again: true });
    return true;
  }

  /** As if the hold that the caller placed a moment ago had not been; returns it, if there is one. */
  async takeBack(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
  ): Promise<StoredHold | undefined> {
    const hold = await this.standing(manager, item.studyId);
    if (hold?.byId !== by.id || !this.leases.mayUndo(hold.at)) return undefined;
    await this.store.remove(manager, item.studyId);
    await this.recorder.holdEnded(manager, item, by, 'undone');
    return hold;
  }

  private stands(hold: StoredHold): boolean {
    return hold.endedAt === null && holdStands(hold, this.clock.now());
  }
}
