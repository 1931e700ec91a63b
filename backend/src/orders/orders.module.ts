import { Module } from '@nestjs/common';
import { OrderController } from './api/order.controller.js';
import { OrderedStudies } from './ordered-studies.js';
import { OrderService } from './order.service.js';
import { PerformedStepService } from './performed-step.service.js';
import { ScheduledSteps } from './scheduled-steps.js';

const services = [OrderService, OrderedStudies, PerformedStepService, ScheduledSteps];

/** Orders, the worklist of modalities and what they perform. */
@Module({ providers: services, exports: services })
export class OrdersModule {}

/** The API of orders. */
@Module({ imports: [OrdersModule], controllers: [OrderController] })
export class OrdersHttpModule {}
