import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SiteService } from '../identity/index.js';
import { AnnouncedStudies } from './announced-studies.js';
import { Clock, Config } from '../platform/index.js';
import { intakeOf, type Intake } from './domain/intake.js';

/** What the door knows of how a new study is to be taken in. */
export interface IntakeHint {
  /** Said outright by who sends it. */
  intake?: Intake | undefined;
  /** Of the source: age in days above which its studies are priors; null for never. The setting where it is absent. */
  backfillAgeDays?: number | null | undefined;
}

/** Decides whether a new study is to be read, when its first instance arrives. */
@Injectable()
export class IntakePolicy {
  constructor(
    private readonly announced: AnnouncedStudies,
    private readonly sites: SiteService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async decide(
    manager: EntityManager,
    hint: IntakeHint,
    { studyInstanceUid, studyDate }: { studyInstanceUid: string; studyDate: string | null },
  ): Promise<Intake> {
    const stated = hint.intake ?? (await this.announced.intakeOf(manager, studyInstanceUid));
    const backfillAgeDays =
      hint.backfillAgeDays === undefined ? this.config.backfillAgeDays : hint.backfillAgeDays;
    const { timeZone } = await this.sites.current(manager);
    return intakeOf({ stated, studyDate, backfillAgeDays }, this.clock.now(), timeZone);
  }
}
