import { Module } from '@nestjs/common';
import { GovernanceModule } from '../governance/index.js';
import { ModelsModule } from '../models/index.js';
import { RulesModule } from '../rules/index.js';
import { WorklistModule } from '../worklist/index.js';
import { WhatIfController } from './api/what-if.controller.js';
import { ModelsOfLate } from './models-of-late.js';
import { Simulations } from './simulations.js';
import { Today } from './today.service.js';

/** What another staffing, order or model would mean for waits. Keeps nothing. */
@Module({
  imports: [WorklistModule, ModelsModule, GovernanceModule, RulesModule],
  providers: [Simulations, ModelsOfLate, Today],
  controllers: [WhatIfController],
})
export class WhatIfHttpModule {}
