import type { NextStudy, PassedOver, UpcomingStudy } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { DomainError } from '../platform/index.js';
import type { WorklistItemEntity } from './entities/worklist-item.entity.js';
import { Leases } from './leases.js';
import { OrderKeeper } from './order-keeper.js';
import { Prioritiser } from './prioritiser.js';
import { StudyFinder, type Found } from './study-finder.js';
import { StudyService } from './study.service.js';
import { WorklistService } from './worklist.service.js';

/** Gives a reader the next study in the server's order, as it is now. */
@Injectable()
export class NextStudyService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly finder: StudyFinder,
    private readonly leases: Leases,
    private readonly keeper: OrderKeeper,
    private readonly prioritiser: Prioritiser,
    private readonly worklist: WorklistService,
    private readonly studies: StudyService,
  ) {}

  /** The study, which the caller holds from now on. Throws 404 that says why there is none. */
  async next(by: Principal): Promise<NextStudy> {
    await this.keeper.raiseOverdue();
    const taken = await this.dataSource.transaction(async (manager) => {
      const found = await this.finder.find(manager, by);
      if (!found.item) throw nothingToRead(found);
      const token = await this.hold(manager, found.item, by);
      return { studyUid: found.item.studyUid, token, passedOver: counted(found.passed) };
    });
    const { studyUid, token, passedOver } = taken;
    return { item: await this.worklist.requireItem(studyUid), token, passedOver };
  }

  /** What a page may fetch ahead while `open` is read. Nobody holds it for that, and it does not count as opened. */
  async upcoming(by: Principal, open: string): Promise<UpcomingStudy> {
    const studyUid = await this.finder.upcoming(this.dataSource.manager, by, open);
    return { study: studyUid === null ? null : await this.studies.ahead(studyUid) };
  }

  /** What was handed to the caller is theirs already: taking it up is their first sign. */
  private async hold(manager: EntityManager, item: WorklistItemEntity, by: Principal): Promise<string> {
    const handed = await this.leases.standing(manager, item.studyId);
    const token = handed
      ? await this.leases.keep(manager, handed)
      : await this.leases.take(manager, item, by, 'next');
    await this.prioritiser.announce(manager, item);
    return token;
  }
}

function counted(passed: readonly PassedOver['why'][]): PassedOver[] {
  const counts = new Map<PassedOver['why'], number>();
  for (const why of passed) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([why, count]) => ({ why, count }));
}

const words: Readonly<Record<PassedOver['why'], string>> = {
  heldByOther: 'held by others',
  heldByYou: 'held by you',
  onHold: 'on hold',
  skipped: 'put off by you a short while ago',
  noRight: 'not yours to read',
  overCap: 'more work than your limit allows',
  overShiftCap: 'more work than your limit of a shift allows',
  beingTaken: 'being taken by others at this moment',
};

function nothingToRead({ passed, more }: Found): DomainError {
  return new DomainError('NOTHING_TO_READ', 404, 'Nothing to read', whyNothing(passed, more));
}

function whyNothing(passed: readonly PassedOver['why'][], more: boolean): string {
  const counts = counted(passed);
  const [first] = counts;
  if (!first) return 'Every study on the list is read.';
  const which = more
    ? `the first ${passed.length}`
    : passed.length === 1
      ? 'the one'
      : `all ${passed.length}`;
  const left = more ? 'on the list' : 'left';
  const verb = passed.length === 1 ? 'is' : 'are';
  if (counts.length === 1) return sentence(`${which} ${left} ${verb} ${words[first.why]}`);
  const parts = counts.map(({ why, count }) => `${count} ${words[why]}`).join(', ');
  return sentence(`of ${which} ${left}: ${parts}`);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
