import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import type { DicomJsonDataset } from '../dicom/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { Clock, DomainError, EventLog, notFound, jsonText } from '../platform/index.js';
import { endOfStep, instancesOfStep, scheduledBy, statusOfStep } from './domain/performed-step.js';
import { OrderEntity } from './entities/order.entity.js';
import { PerformedStepEntity } from './entities/performed-step.entity.js';
import { OrderService } from './order.service.js';

const ORDER_STATUS = {
  'IN PROGRESS': 'inProgress',
  COMPLETED: 'completed',
  DISCONTINUED: 'discontinued',
} as const;

/** What modalities report of their work, and what it means for the orders (PS3.4 annex F). */
@Injectable()
export class PerformedStepService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly orders: OrderService,
    private readonly events: EventLog,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * A step begins. Throws a DomainError: STEP_ATTRIBUTE_MISSING or STEP_ATTRIBUTE_INVALID (400), STEP_EXISTS (409).
   */
  async begin(sopInstanceUid: string, attributes: DicomJsonDataset, by: Principal): Promise<void> {
    const { studyInstanceUid, accessionNumber } = scheduledBy(attributes);
    if (!studyInstanceUid) throw missing('ScheduledStepAttributesSequence needs a StudyInstanceUID');
    if (statusOfStep(attributes) !== 'IN PROGRESS')
      throw invalid('A step begins with the status IN PROGRESS');
    await this.dataSource.transaction(async (manager) => {
      const order = await this.orderOf(manager, studyInstanceUid, accessionNumber);
      const written = await manager.query<unknown[]>(
        `insert into performed_step
           (sop_instance_uid, order_id, study_instance_uid, performed_by, status, attributes)
         values ($1, $2, $3, $4, 'IN PROGRESS', $5) on conflict (sop_instance_uid) do nothing returning id`,
        [sopInstanceUid, order?.id ?? null, studyInstanceUid, actorOf(by), jsonText(attributes)],
      );
      if (written.length === 0)
        throw new DomainError(
          'STEP_EXISTS',
          409,
          'Step exists',
          `Performed step ${sopInstanceUid} exists already`,
        );
      await this.record(manager, 'order.perform', studyInstanceUid, `${sopInstanceUid} IN PROGRESS`, by);
      if (order?.status === 'scheduled') await this.advance(manager, order, 'inProgress', by);
    });
  }

  /**
   * A step goes on or ends. Throws a DomainError: NOT_FOUND (404), STEP_OVER (409), STEP_ATTRIBUTE_INVALID (400).
   */
  async update(sopInstanceUid: string, changes: DicomJsonDataset, by: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const repository = manager.getRepository(PerformedStepEntity);
      const step = await repository.findOne({
        where: { sopInstanceUid },
        lock: { mode: 'pessimistic_write' },
      });
      if (!step) throw notFound('Performed step', sopInstanceUid);
      if (step.status !== 'IN PROGRESS')
        throw new DomainError('STEP_OVER', 409, 'Step is over', `Performed step is ${step.status} already`);
      const attributes = { ...step.attributes, ...changes };
      const status = statusOfStep(attributes);
      if (!status) throw invalid('PerformedProcedureStepStatus has a value that the standard does not know');
      Object.assign(step, { status, attributes: JSON.parse(jsonText(attributes)) as DicomJsonDataset });
      if (status !== 'IN PROGRESS') {
        step.endedAt = this.clock.now();
        step.instances = instancesOfStep(attributes);
      }
      await repository.save(step);
      await this.record(manager, 'order.perform', step.studyInstanceUid, `${sopInstanceUid} ${status}`, by);
      if (status !== 'IN PROGRESS') await this.end(manager, step, by);
    });
  }

  private async end(manager: EntityManager, step: PerformedStepEntity, by: Principal): Promise<void> {
    const order = step.orderId && (await lockedOrder(manager, { id: step.orderId }));
    if (order) await this.advance(manager, order, ORDER_STATUS[step.status], by);
    const { id: performedStepId, orderId, studyInstanceUid: studyUid } = step;
    const ended = { performedStepId, orderId, studyUid };
    if (step.status !== 'COMPLETED') return this.events.append(manager, 'ExamDiscontinued', ended);
    const endedAt = endOfStep(step.attributes);
    await this.events.append(manager, 'ExamCompleted', { ...ended, ...(endedAt ? { endedAt } : {}) });
  }

  private async advance(
    manager: EntityManager,
    order: OrderEntity,
    status: OrderEntity['status'],
    by: Principal,
  ): Promise<void> {
    order.status = status;
    await this.orders.changed(manager, order, by);
  }

  private async orderOf(
    manager: EntityManager,
    studyInstanceUid: string,
    accessionNumber: string | undefined,
  ): Promise<OrderEntity | null> {
    const byStudy = await lockedOrder(manager, { studyInstanceUid });
    if (byStudy || !accessionNumber) return byStudy;
    return lockedOrder(manager, { accessionNumber });
  }

  private record(
    manager: EntityManager,
    action: string,
    studyUid: string,
    detail: string,
    by: Principal,
  ): Promise<void> {
    return this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action,
      outcome: 'success',
      studyUid,
      detail,
    });
  }
}

function lockedOrder(
  manager: EntityManager,
  where: Partial<Pick<OrderEntity, 'id' | 'studyInstanceUid' | 'accessionNumber'>>,
): Promise<OrderEntity | null> {
  return manager.getRepository(OrderEntity).findOne({ where, lock: { mode: 'pessimistic_write' } });
}

function missing(detail: string): DomainError {
  return new DomainError('STEP_ATTRIBUTE_MISSING', 400, 'Attribute missing', detail);
}

function invalid(detail: string): DomainError {
  return new DomainError('STEP_ATTRIBUTE_INVALID', 400, 'Attribute not valid', detail);
}
