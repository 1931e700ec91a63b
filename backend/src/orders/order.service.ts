import type { Order, OrderChange, OrderInput, OrderPage, OrderQuery } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { uidFrom } from '../dicom/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import {
  Clock,
  DomainError,
  EventLog,
  isUniqueViolation,
  notFound,
  versionConflict,
} from '../platform/index.js';
import { cursorOf, parseCursor } from './cursor.js';
import { OrderEntity } from './entities/order.entity.js';

/** Imaging orders: placed, changed and listed. */
@Injectable()
export class OrderService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async page({ limit, after, status }: OrderQuery): Promise<OrderPage> {
    const query = this.dataSource.getRepository(OrderEntity).createQueryBuilder('one');
    if (status) query.andWhere('one.status = :status', { status });
    if (after) {
      const { scheduledAt, id } = parseCursor(after);
      query.andWhere('(one.scheduled_at, one.id) < (:scheduledAt, :id)', { scheduledAt, id });
    }
    const found = await query
      .orderBy('one.scheduled_at', 'DESC')
      .addOrderBy('one.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { orders: page.map(orderView), next: found.length > limit && last ? cursorOf(last) : null };
  }

  async one(id: string): Promise<Order> {
    const order = await this.dataSource.getRepository(OrderEntity).findOneBy({ id });
    if (!order) throw notFound('Order', id);
    return orderView(order);
  }

  async place(input: OrderInput, by: Principal): Promise<Order> {
    return this.write(input.accessionNumber, async (manager) => {
      const order = manager.getRepository(OrderEntity).create({
        ...withDefaults(input),
        id: randomUUID(),
        status: 'scheduled',
        version: 1,
      });
      order.studyInstanceUid = uidFrom('firstread order', order.id);
      const saved = await this.save(manager, order, 'order.place', by);
      await this.events.append(manager, 'OrderPlaced', {
        orderId: saved.id,
        studyUid: saved.studyInstanceUid,
        modality: saved.modality,
        orderClass: saved.priority,
      });
      return orderView(saved);
    });
  }

  async change(id: string, change: OrderChange, by: Principal): Promise<Order> {
    const { expectedVersion, ...fields } = change;
    return this.write(change.accessionNumber, async (manager) => {
      const order = await manager
        .getRepository(OrderEntity)
        .findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!order) throw notFound('Order', id);
      if (order.version !== expectedVersion)
        throw versionConflict(`Order ${order.accessionNumber}`, order.version, expectedVersion);
      Object.assign(order, withDefaults(fields));
      return orderView(await this.changed(manager, order, by));
    });
  }

  /** Saves a changed order of a transaction, with its event and audit line. */
  async changed(manager: EntityManager, order: OrderEntity, by: Principal): Promise<OrderEntity> {
    order.version += 1;
    const saved = await this.save(manager, order, 'order.change', by);
    const { id: orderId, studyInstanceUid: studyUid, status } = saved;
    await this.events.append(manager, 'OrderChanged', { orderId, studyUid, status });
    return saved;
  }

  private async save(
    manager: EntityManager,
    order: OrderEntity,
    action: string,
    by: Principal,
  ): Promise<OrderEntity> {
    order.changedAt = this.clock.now();
    const saved = await manager.getRepository(OrderEntity).save(order);
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action,
      outcome: 'success',
      studyUid: saved.studyInstanceUid,
      detail: `order ${saved.id} ${saved.status}`,
    });
    return saved;
  }

  private async write(
    accessionNumber: string,
    work: (manager: EntityManager) => Promise<Order>,
  ): Promise<Order> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new DomainError(
        'ORDER_EXISTS',
        409,
        'Accession number taken',
        `There is an order ${accessionNumber} already. Change that one, or use another accession number.`,
      );
    }
  }
}

function withDefaults<T extends OrderInput>(input: T) {
  const { accessionNumber, requestedProcedureId = accessionNumber, stepId = accessionNumber } = input;
  return { ...input, requestedProcedureId, stepId };
}

function orderView({ changedAt: _, ...order }: OrderEntity): Order {
  return order;
}
