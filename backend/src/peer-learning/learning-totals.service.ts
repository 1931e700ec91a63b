import type { PeerTotals, PeerTotalsQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock } from '../platform/index.js';
import { categoryTotals, modalityTotals, type CountedReview } from './domain/totals.js';

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** What the department learns as a whole; nobody is told apart. */
@Injectable()
export class LearningTotals {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async of({ weeks }: PeerTotalsQuery): Promise<PeerTotals> {
    const since = new Date(this.clock.now().getTime() - weeks * WEEK_MS);
    const [first] = await this.dataSource.query<[{ from: string }]>(
      `select to_char(date_trunc('week', $1::timestamptz), 'YYYY-MM-DD') as "from"`,
      [since],
    );
    const { from } = first;
    const reviews = await this.dataSource.query<CountedReview[]>(
      `select modality, reader_id as "readerId", verdict, categories from peer_review
        where week >= $1::date and given_at is not null`,
      [from],
    );
    const rounds = await this.dataSource.query<PeerTotals['rounds']>(
      `select to_char(week, 'YYYY-MM-DD') as week, reports, assigned, percent, cap_per_reader as "capPerReader", seed
         from peer_round where week >= $1::date order by week desc`,
      [from],
    );
    return { from, modalities: modalityTotals(reviews), categories: categoryTotals(reviews), rounds };
  }
}
