import type { OrderClass } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ArchiveService } from '../archive/index.js';
import { getString } from '../dicom/index.js';
import { SiteService } from '../identity/index.js';
import { OrderedStudies, type ReadingOrder } from '../orders/index.js';
import { AiResultsService } from '../results/index.js';
import { moreUrgent, orderClassOf, type StudyHold, type TriageFacts } from '../triage/index.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { HoldStore } from './hold-store.js';
import { modalitiesOf } from './study-text.js';

/** What a decision needs, and whether a model flags anything at all. */
interface GatheredFacts {
  facts: TriageFacts;
  flagged: boolean;
}

/** Gathers what the place of a study is decided from. */
@Injectable()
export class ReadingFacts {
  constructor(
    private readonly archive: ArchiveService,
    private readonly orders: OrderedStudies,
    private readonly aiResults: AiResultsService,
    private readonly holds: HoldStore,
    private readonly sites: SiteService,
  ) {}

  /** As of now, over the connection of the transaction. What a person set stays; else the order speaks, and the images. */
  async of(manager: EntityManager, item: WorklistItemEntity): Promise<GatheredFacts> {
    const study = await this.archive.studyById(item.studyId, manager);
    const series = await this.archive.seriesOf([item.studyId], manager);
    const ai = await this.aiResults.ofStudies(new Map([[item.studyId, study?.revision ?? 1]]), manager);
    const order = await this.orders.orderOf(manager, item.studyId);
    const stated =
      item.orderSource === 'person'
        ? { orderClass: item.orderClass, orderSource: item.orderSource }
        : statedClass(order, orderClassOf(study?.requestedPriority ?? null));
    const { suspicions = [], results = [] } = ai.get(item.studyId) ?? {};
    const facts: TriageFacts = {
      ...stated,
      modalities: modalitiesOf(series),
      location:
        order?.patientLocation ??
        (study ? getString(study.attributes, 'CurrentPatientLocation') : null) ??
        null,
      site: study?.institution ?? null,
      readyAt: item.readyAt,
      suspicions,
      hold: await this.holdOf(manager, item),
    };
    return { facts, flagged: results.some(({ state }) => state === 'flagged') };
  }

  private async holdOf(manager: EntityManager, { studyId }: WorklistItemEntity): Promise<StudyHold | null> {
    const hold = await this.holds.of(manager, studyId);
    if (!hold || hold.endedAt !== null) return null;
    const { timeZone } = await this.sites.current(manager);
    return { kind: hold.kind, note: hold.note, until: hold.until, timeZone };
  }
}

/** The more urgent of what order and images state. */
function statedClass(
  order: ReadingOrder | null,
  images: OrderClass | undefined,
): Pick<TriageFacts, 'orderClass' | 'orderSource'> {
  if (!order) return { orderClass: images ?? 'routine', orderSource: images ? 'images' : 'default' };
  const orderClass = moreUrgent(order.priority, images ?? 'routine');
  return { orderClass, orderSource: orderClass === order.priority ? 'order' : 'images' };
}
