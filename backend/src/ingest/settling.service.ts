import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { Config, EventLog, Loop } from '../platform/index.js';
import { RECEPTION_LAPSES_AFTER_SECONDS } from './receptions.js';

const CHECK_MS = 200;
const BATCH = 50;

/**
 * The modality has said that it is done (MPPS), and everything it lists is here: no need to wait. For the first
 * revision only, so that stragglers which come one by one make one more revision and not one each.
 */
const REPORTED_COMPLETE = `(
  study.revision = 1
  and exists (select from performed_step step
               where step.study_instance_uid = study.study_instance_uid and step.instances <> '{}')
  and not exists (select from performed_step step left join unnest(step.instances) listed(uid) on true
                   where step.study_instance_uid = study.study_instance_uid
                     and (step.status = 'IN PROGRESS'
                          or listed.uid is not null
                             and not exists (select from instance where sop_instance_uid = listed.uid))))`;

interface SettledStudy {
  id: string;
  study_instance_uid: string;
  revision: number;
}

/**
 * Declares studies complete: quiet for the configured period, or reported complete by the modality, and on no open
 * association. Completeness is
 * a question asked of PostgreSQL, not a timer, so no crash can lose it.
 */
@Injectable()
export class SettlingService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SettlingService.name);
  private readonly loop: Loop;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly config: Config,
  ) {
    this.loop = new Loop(
      async () => (await this.settle()) === BATCH,
      CHECK_MS,
      (error) => this.logger.error(`Completion check failed, will try again: ${error.message}`),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Completes what is due; returns how many. */
  async settle(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const studies = await this.due(manager);
      for (const study of studies) await this.complete(manager, study);
      return studies.length;
    });
  }

  private async due(manager: EntityManager): Promise<SettledStudy[]> {
    return manager.query<SettledStudy[]>(
      `select id, study_instance_uid, revision from study
        where state = 'receiving'
          and (last_received_at <= now() - make_interval(secs => $1) or ${REPORTED_COMPLETE})
          and not exists (
            select from reception_study join reception on reception.id = reception_id
             where study_id = study.id and heartbeat_at > now() - make_interval(secs => $2))
        order by last_received_at limit $3 for update skip locked`,
      [this.config.env.STUDY_QUIET_MS / 1000, RECEPTION_LAPSES_AFTER_SECONDS, BATCH],
    );
  }

  private async complete(manager: EntityManager, study: SettledStudy): Promise<void> {
    await manager.query(`update study set state = 'complete', completed_at = now() where id = $1`, [
      study.id,
    ]);
    await this.events.append(manager, 'StudyCompleted', {
      studyId: study.id,
      studyUid: study.study_instance_uid,
      revision: study.revision,
    });
  }
}
