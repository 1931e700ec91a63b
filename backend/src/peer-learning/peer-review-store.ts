import type { GivePeerReview, PeerLearningSettings } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Assigned } from './domain/assignment.js';
import type { ReviewableReport } from './reviewable-reports.js';

export interface Week {
  /** Its Monday, YYYY-MM-DD. */
  week: string;
  from: Date;
  to: Date;
}

export interface Round {
  week: string;
  seed: string;
  at: Date;
  settings: PeerLearningSettings;
}

export interface GivenOut {
  week: string;
  at: Date;
  reports: readonly ReviewableReport[];
  reviewers: readonly { id: string; name: string }[];
  assigned: readonly Assigned[];
}

/** A review that nobody else changes meanwhile. */
export interface LockedReview {
  id: string;
  studyId: string;
  studyUid: string;
  reviewerId: string;
  involved: string[];
  verdict: string | null;
  categories: string[];
  comment: string | null;
  answer: string | null;
}

/** Draws and reviews in PostgreSQL. */
@Injectable()
export class PeerReviewStore {
  /** The week that is over; one that ended just now is left for its last signatures to arrive. */
  async lastWeek(manager: EntityManager, now: Date, timeZone: string): Promise<Week> {
    const [week] = await manager.query<[Week]>(
      `select to_char(monday, 'YYYY-MM-DD') as week, monday at time zone $2 as "from",
              (monday + interval '7 days') at time zone $2 as "to"
         from (select date_trunc('week', ($1::timestamptz - interval '5 minutes') at time zone $2) - interval '7 days')
              as over (monday)`,
      [now, timeZone],
    );
    return week;
  }

  /** Whether the week had no draw yet; then this is it. */
  async begin(manager: EntityManager, { week, seed, at, settings }: Round): Promise<boolean> {
    const begun = await manager.query<unknown[]>(
      `insert into peer_round (week, seed, percent, cap_per_reader, blind, reports, made_at)
       values ($1, $2, $3, $4, $5, 0, $6) on conflict (week) do nothing returning week`,
      [week, seed, settings.percent, settings.capPerReader, settings.blind, at],
    );
    return begun.length > 0;
  }

  /** Ids of the new reviews. A report that has one is left out. */
  async give(
    manager: EntityManager,
    { week, at, reports, reviewers, assigned }: GivenOut,
  ): Promise<string[]> {
    const byId = new Map(reports.map((one) => [one.reportId, one]));
    const names = new Map(reviewers.map(({ id, name }) => [id, name]));
    const ids: string[] = [];
    for (const { reportId, reviewerId } of assigned) {
      const report = byId.get(reportId);
      const [row] = await manager.query<{ id: string }[]>(
        `insert into peer_review (week, report_id, study_id, modality, reader_id, involved, reviewer_id, reviewer, assigned_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (report_id) do nothing returning id`,
        [
          week,
          reportId,
          report?.studyId,
          report?.modality,
          report?.readerId,
          report?.involved,
          reviewerId,
          names.get(reviewerId),
          at,
        ],
      );
      if (row) ids.push(row.id);
    }
    await manager.query('update peer_round set reports = $2, assigned = $3 where week = $1', [
      week,
      reports.length,
      ids.length,
    ]);
    return ids;
  }

  async lock(manager: EntityManager, id: string): Promise<LockedReview | undefined> {
    const [row] = await manager.query<LockedReview[]>(
      `select one.id, one.study_id as "studyId", study_instance_uid as "studyUid", one.reviewer_id as "reviewerId",
              one.involved, one.verdict, one.categories, one.comment, one.answer
         from peer_review one join study on study.id = one.study_id where one.id = $1 for update of one`,
      [id],
    );
    return row;
  }

  async review(manager: EntityManager, id: string, given: GivePeerReview, at: Date): Promise<void> {
    await manager.query(
      'update peer_review set verdict = $2, categories = $3, comment = $4, given_at = $5 where id = $1',
      [id, given.verdict, given.categories, given.comment, at],
    );
  }

  async answer(manager: EntityManager, id: string, text: string, at: Date): Promise<void> {
    await manager.query('update peer_review set answer = $2, answered_at = $3 where id = $1', [id, text, at]);
  }
}
