import type {
  PageQuery,
  PeerCategory,
  PeerFeedback,
  PeerFeedbackPage,
  PeerReview,
  PeerReviewPage,
  PeerReviewQuery,
  PeerVerdict,
  WorklistItem,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Principal } from '../identity/index.js';
import { notFound, parseTimeCursor, timeCursorOf } from '../platform/index.js';
import { SignedReports } from '../reporting/index.js';
import { WorklistService } from '../worklist/index.js';
import { feedbackSql, givenSql, oneSql, openSql } from './peer-review.query.sql.js';

interface Row {
  id: string;
  week: string;
  reportId: string;
  studyUid: string;
  blind: boolean;
  reviewer: string;
  assignedAt: Date;
  verdict: PeerVerdict | null;
  categories: PeerCategory[];
  comment: string | null;
  givenAt: Date | null;
  answer: string | null;
  answeredAt: Date | null;
}

interface Cut {
  rows: Row[];
  next: string | null;
}

/** Reviews as their reviewers see them, and as those whose report it is; of nobody else. */
@Injectable()
export class PeerReviewPages {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly worklist: WorklistService,
    private readonly reports: SignedReports,
  ) {}

  async reviews({ state, ...query }: PeerReviewQuery, by: Principal): Promise<PeerReviewPage> {
    const { rows, next } = await this.cut(state === 'open' ? openSql : givenSql, query, by);
    const [counted] = await this.dataSource.query<{ open: number }[]>(
      'select count(*)::int as open from peer_review where reviewer_id = $1 and given_at is null',
      [by.id],
    );
    return { reviews: await this.reviewsOf(rows), next, open: counted?.open ?? 0 };
  }

  async feedbackTo(query: PageQuery, by: Principal): Promise<PeerFeedbackPage> {
    const { rows, next } = await this.cut(feedbackSql, query, by);
    return { feedback: await this.feedbackOf(rows), next };
  }

  /** Throws 404 for one there is not. */
  async review(id: string): Promise<PeerReview> {
    const [one] = await this.reviewsOf(await this.dataSource.query<Row[]>(oneSql, [id]));
    if (!one) throw notFound('Review', id);
    return one;
  }

  /** Throws 404 for one there is not. */
  async feedback(id: string): Promise<PeerFeedback> {
    const [one] = await this.feedbackOf(await this.dataSource.query<Row[]>(oneSql, [id]));
    if (!one) throw notFound('Review', id);
    return one;
  }

  private async cut(sql: string, { limit, after }: PageQuery, by: Principal): Promise<Cut> {
    const place = after === undefined ? undefined : parseTimeCursor(after);
    const found = await this.dataSource.query<Row[]>(sql, [
      limit + 1,
      by.id,
      place?.at ?? null,
      place?.id ?? null,
    ]);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    const next = found.length > limit && last ? timeCursorOf({ at: timeOf(last), id: last.id }) : null;
    return { rows, next };
  }

  private async reviewsOf(rows: readonly Row[]): Promise<PeerReview[]> {
    const texts = await this.reports.texts(
      this.dataSource.manager,
      rows.map(({ reportId }) => reportId),
    );
    return this.beside(rows, (row, item) => {
      const text = texts.get(row.reportId);
      return {
        ...studyOf(row, item),
        author: row.blind ? null : (text?.signedBy ?? null),
        sections: text?.sections ?? [],
        given: givenOf(row),
        answer: answerOf(row),
      };
    });
  }

  private async feedbackOf(rows: readonly Row[]): Promise<PeerFeedback[]> {
    const views = await this.beside(rows, (row, item) => {
      const given = givenOf(row);
      const reviewer = row.blind ? null : row.reviewer;
      return given && { ...studyOf(row, item), reviewer, given, answer: answerOf(row) };
    });
    return views.filter((one) => one !== null);
  }

  private async beside<T>(rows: readonly Row[], view: (row: Row, item: WorklistItem) => T): Promise<T[]> {
    const items = await this.worklist.items(rows.map(({ studyUid }) => studyUid));
    return rows.flatMap((row) => {
      const item = items.get(row.studyUid);
      return item ? [view(row, item)] : [];
    });
  }
}

/** By which a list is ordered. */
function timeOf({ givenAt, assignedAt }: Row): Date {
  return givenAt ?? assignedAt;
}

function studyOf({ id, week, studyUid }: Row, { patient, studyDescription, modalities }: WorklistItem) {
  return { id, week, studyInstanceUid: studyUid, patient, studyDescription, modalities };
}

function givenOf({ verdict, categories, comment, givenAt }: Row): PeerFeedback['given'] | null {
  return verdict && givenAt && { verdict, categories, comment, at: givenAt.toISOString() };
}

function answerOf({ answer, answeredAt }: Row): PeerFeedback['answer'] {
  return answer !== null && answeredAt ? { text: answer, at: answeredAt.toISOString() } : null;
}
