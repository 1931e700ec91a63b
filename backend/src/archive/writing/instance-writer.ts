import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { readRejectionNote } from '../../dicom/index.js';
import { AuditService, type AuditRecord } from '../../audit/index.js';
import { Batches, EventLog, isUniqueViolation, type EventMap } from '../../platform/index.js';
import { indexAttributes } from '../domain/attributes.js';
import { Rejections } from '../rejections.js';
import { insertInstances, type PlacedWrite } from './instance-rows.js';
import { Places, storedDigest } from './places.js';
import { rounds, type PendingWrite } from './rounds.js';
import { sameUid, type ArchivedObject, type WriteOutcome } from './write-outcome.js';

/** Instances of a study that are committed together at most. */
const LARGEST_BATCH = 32;

/** What a transaction has to say at its end. */
interface Journal {
  stored: EventMap['InstanceStored'][];
  trail: AuditRecord[];
}

/**
 * Indexes instances: study, series, instance, event and audit line in one transaction. Instances of a study that come
 * at the same time share one: its rows are locked by one writer at a time anyway, and they share the commit.
 */
@Injectable()
export class InstanceWriter {
  private readonly batches = new Batches<PendingWrite, WriteOutcome>(
    (writes) => this.writeAll(writes),
    LARGEST_BATCH,
  );

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly audit: AuditService,
    private readonly places: Places,
    private readonly rejections: Rejections,
  ) {}

  /**
   * Writes the rows while the bytes are still on their way to disk; commits only once `bytesAreSafe`.
   * A rejection of it rolls everything back.
   */
  async write(object: ArchivedObject, bytesAreSafe: Promise<void>): Promise<WriteOutcome> {
    const { dataset, pixelData } = object.parsed;
    const attributes = indexAttributes(dataset, pixelData !== undefined);
    const note = readRejectionNote(dataset);
    return this.batches.add(attributes.studyInstanceUid, { object, attributes, note, bytesAreSafe });
  }

  private async writeAll(writes: PendingWrite[]): Promise<PromiseSettledResult<WriteOutcome>[]> {
    const [first, ...others] = writes;
    if (first && others.length === 0) return Promise.allSettled([this.writeOne(first)]);
    try {
      const outcomes = await this.commit(writes);
      return outcomes.map((value) => ({ status: 'fulfilled', value }));
    } catch {
      // One of them failed, and with it all of them: each by itself.
      const settled: PromiseSettledResult<WriteOutcome>[] = [];
      for (const write of writes) settled.push(...(await Promise.allSettled([this.writeOne(write)])));
      return settled;
    }
  }

  private async writeOne(write: PendingWrite): Promise<WriteOutcome> {
    try {
      const [outcome] = await this.commit([write]);
      return outcome as WriteOutcome;
    } catch (error) {
      return this.afterFailure(write, error);
    }
  }

  private async commit(writes: PendingWrite[]): Promise<WriteOutcome[]> {
    return this.dataSource.transaction(async (manager) => {
      const journal: Journal = { stored: [], trail: [] };
      const outcomes: WriteOutcome[] = [];
      for (const round of rounds(writes)) outcomes.push(...(await this.insert(manager, round, journal)));
      await this.close(manager, journal);
      await Promise.all(writes.map(({ bytesAreSafe }) => bytesAreSafe));
      return outcomes;
    });
  }

  /** Another process may have stored the same instance in the meantime. */
  private async afterFailure({ object, attributes }: PendingWrite, error: unknown): Promise<WriteOutcome> {
    if (!isUniqueViolation(error)) throw error;
    const stored = await storedDigest(this.dataSource.manager, attributes.sopInstanceUid);
    if (stored === undefined) throw error;
    return sameUid(stored, object, attributes);
  }

  private async insert(
    manager: EntityManager,
    round: PendingWrite[],
    journal: Journal,
  ): Promise<WriteOutcome[]> {
    const places = await this.places.take(manager, round);
    const placed: PlacedWrite[] = [];
    const outcomes = places.map((place, at): WriteOutcome => {
      if ('kind' in place) return place;
      const write = round[at] as PendingWrite;
      placed.push({ ...write, place });
      return { kind: 'stored', studyId: place.studyId, attributes: write.attributes };
    });
    const rejected = await insertInstances(manager, placed);
    const [first] = placed;
    if (first && (rejected.size > 0 || placed.some(({ place }) => place.hidden)))
      await this.rejections.restate(manager, first.place.studyId);
    for (const write of placed)
      await this.announce(manager, write, rejected.has(write.object.instanceId), journal);
    return outcomes;
  }

  /** Says what was stored, and what follows from it: it may come rejected, or reject others. */
  private async announce(
    manager: EntityManager,
    { object, attributes, note, place }: PlacedWrite,
    rejected: boolean,
    journal: Journal,
  ): Promise<void> {
    const { studyInstanceUid, seriesInstanceUid: seriesUid, sopInstanceUid } = attributes;
    const study = { studyId: place.studyId, studyUid: studyInstanceUid, revision: place.revision };
    const own = object.door === 'own';
    const { producer } = object;
    journal.stored.push({ ...study, seriesUid, sopInstanceUid, own, ...(producer ? { producer } : {}) });
    journal.trail.push({
      actor: object.actor,
      role: object.role,
      action: 'study.store',
      outcome: 'success',
      studyUid: studyInstanceUid,
      detail: sopInstanceUid,
      source: object.source,
    });
    if (rejected || note) await this.close(manager, journal);
    if (rejected) {
      const instances = [{ seriesUid, sopInstanceUid }];
      await this.events.append(manager, 'InstancesRejected', { ...study, instances, onArrival: true });
    }
    if (note) await this.rejections.apply(manager, study, sopInstanceUid, note);
  }

  /** Writes what the journal holds: one statement for all events, one for the trail. */
  private async close(manager: EntityManager, journal: Journal): Promise<void> {
    await this.events.appendAll(manager, 'InstanceStored', journal.stored.splice(0));
    await this.audit.recordAll(manager, journal.trail.splice(0));
  }
}
