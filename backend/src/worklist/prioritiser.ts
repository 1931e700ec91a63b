import { isDeepStrictEqual } from 'node:util';
import { modalityFacets, siteFacet } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ArchiveService, type Study } from '../archive/index.js';
import { Clock, EventLog, type PlaceDecided } from '../platform/index.js';
import { RunStore } from '../inference/index.js';
import { RuleStore } from '../rules/index.js';
import { decide } from '../triage/index.js';
import { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { ReadingFacts, type GatheredFacts } from './reading-facts.js';
import { WorklistRepository } from './worklist.repository.js';

/** Gives every study its place, and moves it when what the place depends on has changed. */
@Injectable()
export class Prioritiser {
  constructor(
    private readonly repository: WorklistRepository,
    private readonly archive: ArchiveService,
    private readonly facts: ReadingFacts,
    private readonly rules: RuleStore,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly runs: RunStore,
  ) {}

  /**
   * Puts a completed study on the list, before any AI. One that was read and has new images becomes unread
   * again; a prior and one with nothing to look at get no row. `readyAt` is when a new row could first be read,
   * where that is not its completion.
   */
  async admit(manager: EntityManager, studyId: string, readyAt?: Date): Promise<void> {
    const study = await this.archive.studyById(studyId, manager);
    if (!study?.completedAt || study.intake === 'prior') return;
    const existing = await this.repository.lock(manager, studyId);
    const former = existing && placed(existing);
    const item = existing ?? (await this.newItem(manager, study, readyAt ?? study.completedAt));
    const found = await this.gather(manager, item);
    if (!existing && !found.readable) return;
    item.reading = 'unread';
    item.signed = false;
    await this.place(manager, item, found, former);
  }

  /** Decides the place of a study again, where it has a row. */
  async refresh(manager: EntityManager, studyId: string): Promise<void> {
    const item = await this.repository.lock(manager, studyId);
    if (item) await this.decideAgain(manager, item);
  }

  /** Decides, saves and announces; the row must be locked. */
  async decideAgain(manager: EntityManager, item: WorklistItemEntity): Promise<void> {
    const former = placed(item);
    await this.place(manager, item, await this.gather(manager, item), former);
  }

  /** The row of a study that has no images left is hidden. */
  private async place(
    manager: EntityManager,
    item: WorklistItemEntity,
    found: GatheredFacts,
    former: Placed | null,
  ): Promise<void> {
    const { facts, flagged, readable, shown } = found;
    const { orderClass, orderSource, location } = facts;
    const decision = decide(facts, await this.rules.active(manager), this.clock.now());
    Object.assign(item, { orderClass, orderSource, location, shown }, decision);
    if (!readable) item.reading = 'nothingToRead';
    item.modalities = modalityFacets(facts.modalities);
    item.site = siteFacet(facts.site);
    item.suspected = flagged || facts.suspicions.length > 0;
    await this.announce(manager, item, changeOfPlace(former, item));
    if (item.band !== former?.band) await this.runs.noteUrgency(manager, item.studyId, item.band);
  }

  private async gather(manager: EntityManager, item: WorklistItemEntity): Promise<GatheredFacts> {
    const found = await this.facts.of(manager, item);
    if (!found) throw new Error(`Study ${item.studyUid} is gone while its row is held`);
    return found;
  }

  /** Saves the row as its next version, which every page takes; the row must be locked or new. */
  async announce(manager: EntityManager, item: WorklistItemEntity, place?: PlaceDecided): Promise<void> {
    item.version += 1;
    item.changedAt = this.clock.now();
    await this.repository.save(manager, item);
    const { studyId, studyUid, version } = item;
    await this.events.append(manager, 'WorklistItemChanged', {
      studyId,
      studyUid,
      version,
      ...(place ? { place } : {}),
    });
  }

  /** Its version goes on from that of a row the study had before it was deleted, so that open pages take it. */
  private async newItem(manager: EntityManager, study: Study, readyAt: Date): Promise<WorklistItemEntity> {
    const uid = study.studyInstanceUid;
    const version = await this.repository.lastVersion(manager, uid);
    const openCritical = await this.repository.openCritical(manager, uid);
    return newItem(study, readyAt, { version, openCritical });
  }
}

/** What the list shows of a place, and why it is that one. */
type Placed = Pick<
  PlaceDecided,
  'band' | 'orderClass' | 'reasons' | 'policyVersion' | 'rankAt' | 'dueAt' | 'why' | 'reading'
>;

function placed({ reasons, rankAt, dueAt, ...item }: WorklistItemEntity): Placed {
  const { band, orderClass, policyVersion, reading } = item;
  return {
    band,
    orderClass,
    reasons: reasons.map(({ kind }) => kind),
    policyVersion,
    rankAt: rankAt.toISOString(),
    dueAt: dueAt.toISOString(),
    why: reasons.filter(({ kind }) => kind !== 'hold').map(({ text }) => text),
    reading,
  };
}

function changeOfPlace(former: Placed | null, item: WorklistItemEntity): PlaceDecided | undefined {
  const now = placed(item);
  if (isDeepStrictEqual(former, now)) return undefined;
  const { readyAt, modalities, site } = item;
  return { formerBand: former?.band ?? null, ...now, readyAt: readyAt.toISOString(), modalities, site };
}

function newItem(
  study: Study,
  readyAt: Date,
  known: Pick<WorklistItemEntity, 'version' | 'openCritical'>,
): WorklistItemEntity {
  return Object.assign(new WorklistItemEntity(), {
    studyId: study.id,
    studyUid: study.studyInstanceUid,
    orderClass: 'routine',
    orderSource: 'default',
    readyAt,
    reading: 'unread',
    signed: false,
    preliminaryBy: null,
    ...known,
  } satisfies Partial<WorklistItemEntity>);
}
