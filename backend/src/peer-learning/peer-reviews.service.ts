import type { AnswerPeerReview, GivePeerReview, PeerFeedback, PeerReview } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { Clock, DomainError, EventLog, notFound } from '../platform/index.js';
import { PeerReviewPages } from './peer-review-pages.js';
import { PeerReviewStore, type LockedReview } from './peer-review-store.js';

/** What colleagues say of each other's reports, and what is said to it; each once. */
@Injectable()
export class PeerReviews {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: PeerReviewStore,
    private readonly pages: PeerReviewPages,
    private readonly events: EventLog,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Throws 404 for one that is not the caller's to review, 409 where they have said something else already. */
  async give(id: string, given: GivePeerReview, by: Principal): Promise<PeerReview> {
    await this.change(
      id,
      ({ reviewerId }) => reviewerId === by.id,
      async (manager, one) => {
        if (sameReview(one, given)) return;
        if (one.verdict !== null) throw givenAlready(id);
        await this.store.review(manager, id, given, this.clock.now());
        await this.record(manager, one, by, 'PeerReviewGiven');
      },
    );
    return this.pages.review(id);
  }

  /** Throws 404 for feedback that is not the caller's, 409 where it was answered already. */
  async answer(id: string, { text }: AnswerPeerReview, by: Principal): Promise<PeerFeedback> {
    await this.change(
      id,
      ({ involved, verdict }) => verdict !== null && involved.includes(by.id),
      async (manager, one) => {
        if (one.answer === text) return;
        if (one.answer !== null) throw answeredAlready(id);
        await this.store.answer(manager, id, text, this.clock.now());
        await this.record(manager, one, by, 'PeerReviewAnswered');
      },
    );
    return this.pages.feedback(id);
  }

  /** One that is not theirs is as one that there is not. */
  private async change(
    id: string,
    isTheirs: (one: LockedReview) => boolean,
    work: (manager: EntityManager, one: LockedReview) => Promise<void>,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const one = await this.store.lock(manager, id);
      if (!one || !isTheirs(one)) throw notFound('Review', id);
      await work(manager, one);
    });
  }

  private async record(
    manager: EntityManager,
    { id: reviewId, studyId, studyUid }: LockedReview,
    by: Principal,
    name: 'PeerReviewGiven' | 'PeerReviewAnswered',
  ): Promise<void> {
    await this.events.append(manager, name, { reviewId, studyId, studyUid });
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'learning.give',
      outcome: 'success',
      studyUid,
      detail: `${reviewId} ${name === 'PeerReviewGiven' ? 'given' : 'answered'}`,
    });
  }
}

function sameReview({ verdict, categories, comment }: LockedReview, given: GivePeerReview): boolean {
  return (
    verdict === given.verdict && comment === given.comment && categories.join() === given.categories.join()
  );
}

function givenAlready(id: string): DomainError {
  return new DomainError(
    'PEER_REVIEW_GIVEN',
    409,
    'Reviewed already',
    `You have reviewed ${id}. What was said stays; the author may answer.`,
  );
}

function answeredAlready(id: string): DomainError {
  return new DomainError(
    'PEER_REVIEW_ANSWERED',
    409,
    'Answered already',
    `The feedback ${id} has an answer. It stays as it is.`,
  );
}
