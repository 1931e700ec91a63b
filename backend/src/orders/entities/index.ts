import { OrderEntity } from './order.entity.js';
import { PerformedStepEntity } from './performed-step.entity.js';

export const ordersEntities = [OrderEntity, PerformedStepEntity];
