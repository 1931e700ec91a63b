export { OrdersHttpModule, OrdersModule } from './orders.module.js';
export { OrderService } from './order.service.js';
export { ORDER_OF_STUDY, OrderedStudies, type ReadingOrder } from './ordered-studies.js';
export { PerformedStepService } from './performed-step.service.js';
export { ScheduledSteps, type ScheduledOrder } from './scheduled-steps.js';
export type { WorklistKeys } from './domain/worklist-match.js';
export { ordersEntities } from './entities/index.js';
