import type {
  AcknowledgeCritical,
  AssignCritical,
  CloseCritical,
  CriticalAttemptInput,
  CriticalResult,
  WithdrawCritical,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { isDeepStrictEqual } from 'node:util';
import type { DataSource, EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { DeliveryStore } from '../messages/index.js';
import { Clock, notFound } from '../platform/index.js';
import { CriticalPeople } from './critical-people.js';
import { changed, idTaken } from './critical-problems.js';
import { CriticalRecorder } from './critical-recorder.js';
import { CriticalService } from './critical.service.js';
import { CriticalStore, type StoredCritical } from './critical-store.js';
import { timeOf, type Receipt } from './domain/loop.js';
import { receiptColumns, receiptOf, taken } from './taking.js';

/** What people do with a critical result until it is closed. Each step names the version that it was decided on. */
@Injectable()
export class CriticalStepsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly critical: CriticalService,
    private readonly store: CriticalStore,
    private readonly people: CriticalPeople,
    private readonly deliveries: DeliveryStore,
    private readonly recorder: CriticalRecorder,
    private readonly clock: Clock,
  ) {}

  /** Adds to what was tried, which no other step contradicts; a repetition is the same attempt. */
  async attempt(id: string, input: CriticalAttemptInput, by: Principal): Promise<CriticalResult> {
    await this.dataSource.transaction(async (manager) => {
      const result = await this.locked(manager, id);
      const recorded = await this.store.attempted(manager, input.id);
      if (recorded === id) return;
      if (recorded !== undefined) throw idTaken('Attempt', input.id);
      const at = timeOf(result, new Date(input.at));
      taken(result, { kind: 'attempt', at }, this.clock.now());
      await this.store.addAttempt(manager, { ...input, criticalId: id, by: by.displayName, at });
      await this.recorder.attempted(manager, result, by, input.reached);
    });
    return this.critical.one(id);
  }

  /** A named person has received it: nobody else is told. Closed where they repeated it back. */
  async acknowledge(
    id: string,
    { expectedVersion, communicatedAt, ...said }: AcknowledgeCritical,
    by: Principal,
  ): Promise<CriticalResult> {
    const receiptFor = (result: StoredCritical): Receipt => ({
      ...said,
      communicatedAt: timeOf(result, new Date(communicatedAt)),
    });
    const done = (result: StoredCritical): boolean =>
      isDeepStrictEqual(receiptOf(result), receiptFor(result));
    return this.change(id, { expectedVersion, done }, async (manager, result) => {
      const receipt = receiptFor(result);
      const now = this.clock.now();
      const { state } = taken(result, { kind: 'acknowledge', receipt }, now);
      await this.settle(manager, {
        ...result,
        ...receiptColumns(receipt),
        state,
        ...closing(state, by, now),
      });
      const detail = `acknowledged, ${receipt.readBack ? 'read back' : 'not read back'}`;
      const at = receipt.communicatedAt;
      await this.recorder.step(manager, result, by, { name: 'CriticalAcknowledged', detail, at });
      if (state === 'closed')
        await this.recorder.step(manager, result, by, { name: 'CriticalClosed', detail: 'closed' });
    });
  }

  async close(
    id: string,
    { expectedVersion, readBack, note }: CloseCritical,
    by: Principal,
  ): Promise<CriticalResult> {
    const done = ({ state, closedBy, closingNote }: StoredCritical): boolean =>
      state === 'closed' && closedBy === by.displayName && closingNote === note;
    return this.change(id, { expectedVersion, done }, async (manager, result) => {
      const now = this.clock.now();
      const { state, receipt } = taken(result, { kind: 'close', readBack, note }, now);
      const closed = { ...closing(state, by, now), closingNote: note };
      await this.settle(manager, { ...result, state, readBack: receipt?.readBack ?? null, ...closed });
      const detail = readBack ? 'closed, read back' : 'closed without read-back';
      await this.recorder.step(manager, result, by, { name: 'CriticalClosed', detail });
    });
  }

  /** It was marked by mistake; within ten seconds whoever did so needs no reason. */
  async withdraw(
    id: string,
    { expectedVersion, reason }: WithdrawCritical,
    by: Principal,
  ): Promise<CriticalResult> {
    const done = ({ state, withdrawnBy, withdrawnReason }: StoredCritical): boolean =>
      state === 'withdrawn' && withdrawnBy === by.displayName && withdrawnReason === reason;
    return this.change(id, { expectedVersion, done }, async (manager, result) => {
      const now = this.clock.now();
      const { state } = taken(result, { kind: 'withdraw', by: by.id, reason }, now);
      const withdrawn = { withdrawnBy: by.displayName, withdrawnAt: now, withdrawnReason: reason };
      await this.settle(manager, { ...result, state, ...withdrawn });
      const detail = reason === null ? 'withdrawn at once' : `withdrawn: ${reason}`;
      await this.recorder.step(manager, result, by, { name: 'CriticalWithdrawn', detail });
    });
  }

  /** Says who sees to it. Throws 404 for whom may not. */
  async assign(id: string, { expectedVersion, to }: AssignCritical, by: Principal): Promise<CriticalResult> {
    const done = ({ assigneeId }: StoredCritical): boolean => assigneeId === to;
    return this.change(id, { expectedVersion, done }, async (manager, result) => {
      taken(result, { kind: 'assign' }, this.clock.now());
      const assignee = to === null ? null : await this.people.nameOf(manager, to);
      const version = result.version + 1;
      await this.store.save(manager, { ...result, version, assigneeId: to, assignee });
      await this.recorder.assigned(manager, result, by, to);
    });
  }

  /** Where the last step was this very one, its answer was lost: nothing is done again. */
  private async change(
    id: string,
    { expectedVersion, done }: { expectedVersion: number; done: (result: StoredCritical) => boolean },
    take: (manager: EntityManager, result: StoredCritical) => Promise<void>,
  ): Promise<CriticalResult> {
    await this.dataSource.transaction(async (manager) => {
      const result = await this.locked(manager, id);
      if (result.version === expectedVersion + 1 && done(result)) return;
      if (result.version !== expectedVersion) throw changed(result, expectedVersion);
      await take(manager, result);
    });
    return this.critical.one(id);
  }

  private async locked(manager: EntityManager, id: string): Promise<StoredCritical> {
    const [result] = await this.store.lock(manager, [id]);
    if (!result) throw notFound('Critical result', id);
    return result;
  }

  /** Nobody has to be told any more. */
  private async settle(manager: EntityManager, result: StoredCritical): Promise<void> {
    await this.store.save(manager, { ...result, version: result.version + 1, tellAt: null });
    await this.deliveries.stop(manager, result.id, this.clock.now());
  }
}

function closing(
  state: StoredCritical['state'],
  by: Principal,
  now: Date,
): Pick<StoredCritical, 'closedBy' | 'closedAt'> {
  return state === 'closed'
    ? { closedBy: by.displayName, closedAt: now }
    : { closedBy: null, closedAt: null };
}
