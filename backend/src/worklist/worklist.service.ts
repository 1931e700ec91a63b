import type { MarkedReading, MarkReading, Prioritise, WorklistItem } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { DomainError, notFound } from '../platform/index.js';
import { ChangeRecorder } from './change-recorder.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { Prioritiser } from './prioritiser.js';
import { ReadingMarks } from './reading-marks.js';
import { WorklistRepository } from './worklist.repository.js';
import { WorklistView } from './worklist.view.js';

/** What readers do with the worklist. */
@Injectable()
export class WorklistService {
  constructor(
    private readonly repository: WorklistRepository,
    private readonly view: WorklistView,
    private readonly prioritiser: Prioritiser,
    private readonly recorder: ChangeRecorder,
    private readonly readings: ReadingMarks,
  ) {}

  /** The row of a study, or null where it has none (nothing to read in it). */
  async item(studyUid: string): Promise<WorklistItem | null> {
    const row = await this.repository.byStudyUid(studyUid);
    return row ? ((await this.view.items([row]))[0] ?? null) : null;
  }

  /** Throws 404 where the study has no row. */
  async requireItem(studyUid: string): Promise<WorklistItem> {
    const item = await this.item(studyUid);
    if (!item) throw notFound('Study', studyUid);
    return item;
  }

  /** Rows of several studies, by study UID. */
  async items(studyUids: string[]): Promise<Map<string, WorklistItem>> {
    const rows = await this.repository.byStudyUids(studyUids);
    const items = await this.view.items(rows);
    return new Map(items.map((item) => [item.studyInstanceUid, item]));
  }

  async prioritise(studyUid: string, change: Prioritise, principal: Principal): Promise<WorklistItem> {
    return this.change(studyUid, change.expectedVersion, async (manager, item) => {
      item.orderClass = change.orderClass;
      item.orderSource = 'person';
      await this.prioritiser.decideAgain(manager, item);
      await this.recorder.orderClassSet(manager, item, principal, change.reason);
    });
  }

  async markReading(studyUid: string, change: MarkReading, principal: Principal): Promise<MarkedReading> {
    let token: string | null = null;
    const item = await this.change(studyUid, change.expectedVersion, async (manager, row) => {
      token = await this.readings.mark(manager, row, change, principal);
      await this.prioritiser.decideAgain(manager, row);
      await this.recorder.readingMarked(manager, row, principal);
    });
    return { item, token };
  }

  /** Changes the row the caller has seen; refuses when it has changed since. */
  private async change(
    studyUid: string,
    expectedVersion: number,
    apply: (manager: EntityManager, item: WorklistItemEntity) => Promise<void>,
  ): Promise<WorklistItem> {
    await this.repository.change(studyUid, async (manager, item) => {
      if (item.version !== expectedVersion) {
        throw new DomainError(
          'WORKLIST_ITEM_CHANGED',
          409,
          'The study has changed',
          `Study ${studyUid} is at version ${item.version}, not ${expectedVersion}. Look at it again, then repeat.`,
        );
      }
      await apply(manager, item);
    });
    return this.requireItem(studyUid);
  }
}
