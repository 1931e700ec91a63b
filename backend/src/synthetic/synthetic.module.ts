import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/index.js';
import { TurnaroundModule } from '../turnaround/index.js';
import { SyntheticDepartments } from './synthetic-departments.js';
import { SyntheticLog } from './synthetic-log.js';
import { SyntheticRows } from './synthetic-rows.js';

/** A department whose truth is known, for demonstrations, tests and benchmarks. */
@Module({
  imports: [RulesModule, TurnaroundModule],
  providers: [SyntheticDepartments, SyntheticLog, SyntheticRows],
  exports: [SyntheticDepartments],
})
export class SyntheticModule {}
