import { liveBoardSchema, type LiveBoard } from '@firstread/contract';
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { LiveBoardService } from '../live-board.service.js';

@ApiTags('live board')
@Controller('api/v1/live-board')
export class LiveBoardController {
  constructor(private readonly board: LiveBoardService) {}

  @Get()
  @Allow('board.read')
  @Returns(liveBoardSchema, 'What waits, what is late and who reads, from one snapshot')
  async now(@CurrentPrincipal() principal: Principal): Promise<LiveBoard> {
    return this.board.now(principal);
  }
}
