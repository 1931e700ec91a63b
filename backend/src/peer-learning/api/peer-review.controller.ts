import {
  answerPeerReviewSchema,
  givePeerReviewSchema,
  pageQuerySchema,
  peerFeedbackPageSchema,
  peerFeedbackSchema,
  peerReviewPageSchema,
  peerReviewQuerySchema,
  peerReviewSchema,
  type AnswerPeerReview,
  type GivePeerReview,
  type PageQuery,
  type PeerFeedback,
  type PeerFeedbackPage,
  type PeerReview,
  type PeerReviewPage,
  type PeerReviewQuery,
} from '@firstread/contract';
import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { PeerReviewPages } from '../peer-review-pages.js';
import { PeerReviews } from '../peer-reviews.service.js';

const id = { schema: z.uuid() };

/** What the caller reviews, and what was said of their reports. */
@ApiTags('peer learning')
@Controller('api/v1/peer-learning')
export class PeerReviewController {
  constructor(
    private readonly pages: PeerReviewPages,
    private readonly peerReviews: PeerReviews,
  ) {}

  @Get('reviews')
  @Allow('learning.read')
  @Returns(peerReviewPageSchema, 'Of the caller as reviewer')
  async reviews(
    @Query({ schema: peerReviewQuerySchema }) query: PeerReviewQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PeerReviewPage> {
    return this.pages.reviews(query, principal);
  }

  @Put('reviews/:id/verdict')
  @Allow('learning.give')
  @Returns(peerReviewSchema, 'The review, given')
  async give(
    @Param('id', id) reviewId: string,
    @Body({ schema: givePeerReviewSchema }) given: GivePeerReview,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PeerReview> {
    return this.peerReviews.give(reviewId, given, principal);
  }

  @Get('feedback')
  @Allow('learning.read')
  @Returns(peerFeedbackPageSchema, 'To reports that the caller wrote or signed')
  async feedback(
    @Query({ schema: pageQuerySchema }) query: PageQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PeerFeedbackPage> {
    return this.pages.feedbackTo(query, principal);
  }

  @Put('feedback/:id/answer')
  @Allow('learning.give')
  @Returns(peerFeedbackSchema, 'The feedback, answered')
  async answer(
    @Param('id', id) reviewId: string,
    @Body({ schema: answerPeerReviewSchema }) answer: AnswerPeerReview,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PeerFeedback> {
    return this.peerReviews.answer(reviewId, answer, principal);
  }
}
