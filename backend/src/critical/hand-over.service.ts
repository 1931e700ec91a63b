import type { CriticalResult, HandOverCritical } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { Clock, notFound } from '../platform/index.js';
import { CriticalPeople } from './critical-people.js';
import { idTaken } from './critical-problems.js';
import { CriticalRecorder } from './critical-recorder.js';
import { CriticalService } from './critical.service.js';
import { CriticalStore, type StoredCritical } from './critical-store.js';
import { HandOverStore, type StoredHandOver } from './hand-over-store.js';
import { taken } from './taking.js';

/** At the end of a shift, what waits goes to the next person with a note each: all of it or nothing. */
@Injectable()
export class CriticalHandOverService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly critical: CriticalService,
    private readonly store: CriticalStore,
    private readonly handOvers: HandOverStore,
    private readonly people: CriticalPeople,
    private readonly recorder: CriticalRecorder,
    private readonly clock: Clock,
  ) {}

  /** A repetition is the same hand-over. Throws 409 where one of them is over, and names it. */
  async handOver({ id, to, items }: HandOverCritical, by: Principal): Promise<CriticalResult[]> {
    await this.dataSource.transaction(async (manager) => {
      const results = await this.locked(manager, items);
      const at = this.clock.now();
      const handOver = { id, by: by.displayName, byId: by.id, toId: to, at, items };
      const there = await this.handOvers.find(manager, id);
      if (there && isRepetition(there, handOver)) return;
      if (there) throw idTaken('Hand-over', id);
      const name = await this.people.nameOf(manager, to);
      for (const result of results) taken(result, { kind: 'assign' }, at);
      await this.handOvers.add(manager, { ...handOver, to: name });
      for (const result of results) {
        const given = { ...result, version: result.version + 1, assigneeId: to, assignee: name };
        await this.store.save(manager, given);
        await this.recorder.assigned(manager, result, by, to);
      }
    });
    return this.critical.several(items.map((item) => item.id));
  }

  private async locked(manager: EntityManager, items: HandOverCritical['items']): Promise<StoredCritical[]> {
    const results = await this.store.lock(
      manager,
      items.map(({ id }) => id),
    );
    const found = new Set(results.map(({ id }) => id));
    const missing = items.find(({ id }) => !found.has(id));
    if (missing) throw notFound('Critical result', missing.id);
    return results;
  }
}

function isRepetition(there: StoredHandOver, asked: Omit<StoredHandOver, 'to'>): boolean {
  const ids = ({ items }: Pick<StoredHandOver, 'items'>): string =>
    items
      .map(({ id }) => id)
      .sort()
      .join();
  return there.byId === asked.byId && there.toId === asked.toId && ids(there) === ids(asked);
}
