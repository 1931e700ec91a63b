import {
  deleteStudySchema,
  openingSchema,
  pageQuerySchema,
  priorsSchema,
  rejectionsSchema,
  seenStudySchema,
  studyAheadSchema,
  studyEventPageSchema,
  studySchema,
  uidSchema,
  type DeleteStudy,
  type Opening,
  type PageQuery,
  type Priors,
  type Rejections,
  type SeenStudy,
  type Study,
  type StudyAhead,
  type StudyEventPage,
} from '@firstread/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { OpeningService } from '../opening.service.js';
import { PriorsService } from '../priors.service.js';
import { StudyHistory } from '../study-history.js';
import { StudyIntakeService } from '../study-intake.service.js';
import { StudyRemovalService } from '../study-removal.service.js';
import { StudyService } from '../study.service.js';

@ApiTags('studies')
@Controller('api/v1/studies')
export class StudyController {
  constructor(
    private readonly studies: StudyService,
    private readonly openings: OpeningService,
    private readonly intake: StudyIntakeService,
    private readonly removal: StudyRemovalService,
    private readonly earlier: PriorsService,
    private readonly history: StudyHistory,
  ) {}

  @Get(':studyUid')
  @Allow('study.read')
  @Returns(studySchema)
  async study(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Study> {
    if (principal.role === 'radiologist') await this.studies.openedByReader(studyUid);
    return this.studies.study(studyUid);
  }

  @Post(':studyUid/opening')
  @HttpCode(200)
  @Allow('study.read')
  @Returns(openingSchema, 'The study, and what became of its row since it was seen')
  async open(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Body({ schema: seenStudySchema }) seen: SeenStudy,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Opening> {
    return this.openings.open(studyUid, seen, principal);
  }

  @Get(':studyUid/ahead')
  @Allow('study.read')
  @Returns(studyAheadSchema, 'What fetching its images ahead needs; the study does not count as opened')
  async ahead(@Param('studyUid', { schema: uidSchema }) studyUid: string): Promise<StudyAhead> {
    return this.studies.ahead(studyUid);
  }

  @Get(':studyUid/priors')
  @Allow('study.read')
  @Returns(priorsSchema, 'Earlier studies of the same patient that are stored here')
  async priors(@Param('studyUid', { schema: uidSchema }) studyUid: string): Promise<Priors> {
    return this.earlier.of(studyUid);
  }

  @Get(':studyUid/events')
  @Allow('study.read')
  @Returns(studyEventPageSchema, 'What happened to the study, oldest first, also after its deletion')
  async events(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<StudyEventPage> {
    return this.history.page(studyUid, query);
  }

  @Get(':studyUid/rejections')
  @Allow('rejection.read')
  @Returns(rejectionsSchema, 'Every instance that a rejection note names, also those it no longer hides')
  async rejections(@Param('studyUid', { schema: uidSchema }) studyUid: string): Promise<Rejections> {
    return this.studies.rejections(studyUid);
  }

  @Post(':studyUid/reading')
  @HttpCode(200)
  @Allow('study.intoReading')
  @Returns(studySchema, 'The study, now to be read')
  async makeReading(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Study> {
    await this.intake.makeReading(studyUid, principal);
    return this.studies.study(studyUid);
  }

  @Delete(':studyUid')
  @HttpCode(204)
  @Allow('study.delete')
  async delete(
    @Param('studyUid', { schema: uidSchema }) studyUid: string,
    @Body({ schema: deleteStudySchema }) request: DeleteStudy,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.removal.delete(studyUid, request, principal);
  }
}
