import { studySchema, uidSchema, type Study } from '@firstread/contract';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { StudyService } from '../study.service.js';

@ApiTags('studies')
@Controller('api/v1/studies')
export class StudyController {
  constructor(private readonly studies: StudyService) {}

  @Get(':studyUid')
  @Allow('study.read')
  @Returns(studySchema)
  async study(@Param('studyUid', { schema: uidSchema }) studyUid: string): Promise<Study> {
    return this.studies.study(studyUid);
  }
}
