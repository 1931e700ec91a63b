import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/index.js';
import { CriticalModule } from '../critical/index.js';
import { RulesModule } from '../rules/index.js';
import { LiveBoardController } from './api/live-board.controller.js';
import { DueFigure } from './figures/due.js';
import { LiveBoardService } from './live-board.service.js';

/** The live board of the department; in the API process. */
@Module({
  imports: [AlertsModule, CriticalModule, RulesModule],
  providers: [DueFigure, LiveBoardService],
  controllers: [LiveBoardController],
})
export class LiveBoardHttpModule {}
