import {
  startSimulationSchema,
  whatIfFormulaSchema,
  whatIfScenarioSchema,
  whatIfSimulationSchema,
  whatIfTodaySchema,
  type StartSimulation,
  type WhatIfFormula,
  type WhatIfScenario,
  type WhatIfSimulation,
  type WhatIfToday,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { byFormula } from '../../queueing/index.js';
import { Simulations } from '../simulations.js';
import { Today } from '../today.service.js';

const id = { schema: z.uuid() };

@ApiTags('what-if')
@Controller('api/v1/what-if')
@Allow('whatIf.ask')
export class WhatIfController {
  constructor(
    private readonly simulations: Simulations,
    private readonly now: Today,
  ) {}

  @Post()
  @HttpCode(200)
  @Returns(whatIfFormulaSchema, 'Mean waits by formula, or why no formula fits')
  formula(@Body({ schema: whatIfScenarioSchema }) scenario: WhatIfScenario): WhatIfFormula {
    return { closedForm: byFormula(scenario) };
  }

  @Get('today')
  @Returns(whatIfTodaySchema, 'The department of late as a scenario, with where each value comes from')
  async today(): Promise<WhatIfToday> {
    return this.now.propose();
  }

  @Post('simulations')
  @HttpCode(202)
  @Returns(whatIfSimulationSchema, 'Begun; one that the caller had before is gone')
  start(
    @Body({ schema: startSimulationSchema }) request: StartSimulation,
    @CurrentPrincipal() principal: Principal,
  ): WhatIfSimulation {
    return this.simulations.start(request, principal.id);
  }

  @Get('simulations/:id')
  @Returns(whatIfSimulationSchema, 'A simulation of the caller; 404 where it is gone')
  read(@Param('id', id) simulation: string, @CurrentPrincipal() principal: Principal): WhatIfSimulation {
    return this.simulations.of(simulation, principal.id);
  }

  @Delete('simulations/:id')
  @HttpCode(204)
  cancel(@Param('id', id) simulation: string, @CurrentPrincipal() principal: Principal): void {
    this.simulations.cancel(simulation, principal.id);
  }
}
