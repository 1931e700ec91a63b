import type { OrderClass } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { getString } from '../dicom/index.js';
import { SiteService } from '../identity/index.js';
import { OrderedStudies, type ReadingOrder } from '../orders/index.js';
import { moreUrgent, orderClassOf, type StudyHold, type TriageFacts } from '../triage/index.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { HoldStore } from './hold-store.js';
import { shownOf, type ShownStudy } from './shown-study.js';
import { StudiesToRead } from './studies-to-read.js';
import { modalitiesOf } from './study-text.js';

/** What a decision needs, and what the row keeps of the study beside it. */
export interface GatheredFacts {
  facts: TriageFacts;
  /** Whether a model flags anything at all. */
  flagged: boolean;
  /** Whether there are images to read. */
  readable: boolean;
  shown: ShownStudy;
}

/** Gathers what the place of a study is decided from. */
@Injectable()
export class ReadingFacts {
  constructor(
    private readonly studies: StudiesToRead,
    private readonly orders: OrderedStudies,
    private readonly holds: HoldStore,
    private readonly sites: SiteService,
  ) {}

  /**
   * As of now, over the connection of the transaction; undefined where the study is gone. What a person set stays; else
   * the order speaks, and the images.
   */
  async of(manager: EntityManager, item: WorklistItemEntity): Promise<GatheredFacts | undefined> {
    const found = (await this.studies.of([item.studyId], manager)).get(item.studyId);
    if (!found) return undefined;
    const { study, series, ai } = found;
    const order = await this.orders.orderOf(manager, item.studyId);
    const stated =
      item.orderSource === 'person'
        ? { orderClass: item.orderClass, orderSource: item.orderSource }
        : statedClass(order, orderClassOf(study.requestedPriority));
    const facts: TriageFacts = {
      ...stated,
      modalities: modalitiesOf(series),
      location: order?.patientLocation ?? getString(study.attributes, 'CurrentPatientLocation') ?? null,
      site: study.institution,
      readyAt: item.readyAt,
      suspicions: ai.suspicions,
      hold: await this.holdOf(manager, item),
    };
    return {
      facts,
      flagged: ai.results.some(({ state }) => state === 'flagged'),
      readable: series.some((one) => one.hasImages && !one.own && one.modality !== 'SEG'),
      shown: shownOf(found),
    };
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
