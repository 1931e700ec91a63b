import type { PeerLearningSettings, PeerLearningSettingsChange } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { versionConflict } from '../platform/index.js';

/** Nothing is drawn until a department decides to. */
const DEFAULTS: PeerLearningSettings = { version: 0, percent: 0, capPerReader: 5, blind: true };

/** How much is reviewed, and whether names are shown; every change is in the audit trail. */
@Injectable()
export class LearningSettings {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  async current(manager: EntityManager = this.dataSource.manager): Promise<PeerLearningSettings> {
    const [row] = await manager.query<PeerLearningSettings[]>(
      'select version, percent, cap_per_reader as "capPerReader", blind from peer_learning_settings',
    );
    return row ?? DEFAULTS;
  }

  /** Counts from the next draw on. Throws 409 where somebody else has changed them meanwhile. */
  async change(
    { percent, capPerReader, blind, expectedVersion }: PeerLearningSettingsChange,
    by: Principal,
  ): Promise<PeerLearningSettings> {
    return this.dataSource.transaction(async (manager) => {
      const written = await manager.query<unknown[]>(
        `insert into peer_learning_settings (version, percent, cap_per_reader, blind) values ($1 + 1, $2, $3, $4)
         on conflict (id) do update set version = excluded.version, percent = excluded.percent,
           cap_per_reader = excluded.cap_per_reader, blind = excluded.blind
         where peer_learning_settings.version = $1 returning version`,
        [expectedVersion, percent, capPerReader, blind],
      );
      if (written.length === 0) {
        const { version } = await this.current(manager);
        throw versionConflict('What is reviewed', version, expectedVersion);
      }
      await this.audit.record(manager, {
        actor: actorOf(by),
        role: by.role,
        action: 'learning.configure',
        outcome: 'success',
        detail: JSON.stringify({ percent, capPerReader, blind }),
      });
      return this.current(manager);
    });
  }
}
