import type { ClaimWay } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { ChangeRecorder } from './change-recorder.js';
import { ClaimStore, type StoredClaim } from './claim-store.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';

/** How long a claim stands without a sign of its holder. Pages give one four times as often. */
export const LEASE_MS = 120_000;
/** How long one that was handed over waits for the first sign of its new holder. */
export const HAND_OVER_LEASE_MS = 15 * 60_000;

/** Ten seconds to undo, and some for the way of the request. */
const UNDO_MS = 15_000;

/** Writes claims; the worklist row is locked, and the caller announces it afterwards. */
@Injectable()
export class Leases {
  constructor(
    private readonly store: ClaimStore,
    private readonly recorder: ChangeRecorder,
    private readonly clock: Clock,
  ) {}

  /** The claim of a study, also one that ran out and that nobody took since: it is still its holder's. */
  async of(manager: EntityManager, studyId: string): Promise<StoredClaim | undefined> {
    return this.store.of(manager, studyId);
  }

  /** The claim of a study, where one stands. */
  async standing(manager: EntityManager, studyId: string): Promise<StoredClaim | undefined> {
    const claim = await this.store.of(manager, studyId);
    return claim && this.stands(claim) ? claim : undefined;
  }

  stands(claim: StoredClaim): boolean {
    return claim.expiresAt > this.clock.now();
  }

  /** Whether what was done then can still be undone. */
  mayUndo(at: Date): boolean {
    return this.clock.now().getTime() - at.getTime() <= UNDO_MS;
  }

  /** A new claim, in the place of whatever there is; returns its token. */
  async take(
    manager: EntityManager,
    item: WorklistItemEntity,
    by: Principal,
    how: ClaimWay,
  ): Promise<string> {
    const free = { handedOverById: null, handedOverBy: null };
    const token = await this.put(manager, item, { id: by.id, name: by.displayName }, LEASE_MS, free);
    await this.recorder.studyClaimed(manager, item, by, { token, how });
    return token;
  }

  /** A claim for somebody who does not know of it yet. */
  async giveTo(
    manager: EntityManager,
    item: WorklistItemEntity,
    to: { id: string; name: string },
    by: Principal,
  ): Promise<string> {
    const given = { handedOverById: by.id, handedOverBy: by.displayName };
    return this.put(manager, item, to, HAND_OVER_LEASE_MS, given);
  }

  async keep(manager: EntityManager, claim: StoredClaim): Promise<string> {
    await this.store.extend(manager, claim.studyId, this.in(LEASE_MS));
    return claim.token;
  }

  async giveBack(manager: EntityManager, item: WorklistItemEntity, by: Principal): Promise<void> {
    await this.store.remove(manager, item.studyId);
    await this.recorder.claimEnded(manager, item, { by, how: 'released' });
  }

  private put(
    manager: EntityManager,
    { studyId }: WorklistItemEntity,
    holder: { id: string; name: string },
    leaseMs: number,
    given: Pick<StoredClaim, 'handedOverById' | 'handedOverBy'>,
  ): Promise<string> {
    const lease = { since: this.clock.now(), expiresAt: this.in(leaseMs) };
    return this.store.put(manager, {
      studyId,
      holderId: holder.id,
      holder: holder.name,
      ...lease,
      ...given,
    });
  }

  private in(milliseconds: number): Date {
    return new Date(this.clock.now().getTime() + milliseconds);
  }
}
