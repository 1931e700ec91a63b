import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Between, type DataSource } from 'typeorm';
import { matches, periodOf, type WorklistKeys } from './domain/worklist-match.js';
import { OrderEntity } from './entities/order.entity.js';

export type ScheduledOrder = OrderEntity;

const PAGE = 500;

/** What modalities see: the orders that are scheduled. */
@Injectable()
export class ScheduledSteps {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** In the order of their start; nothing where date or time cannot be read. */
  async *matching(keys: WorklistKeys): AsyncGenerator<ScheduledOrder> {
    const period = periodOf(keys.startDate ? keys : {});
    if (!period) return;
    for (let skip = 0; ; skip += PAGE) {
      const page = await this.dataSource.getRepository(OrderEntity).find({
        where: { status: 'scheduled', scheduledAt: Between(period.from, period.to) },
        order: { scheduledAt: 'ASC', id: 'ASC' },
        skip,
        take: PAGE,
      });
      yield* page.filter((order) => matches(order, keys));
      if (page.length < PAGE) return;
    }
  }
}
