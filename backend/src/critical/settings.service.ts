import type {
  CriticalCatalogue,
  CriticalSettings,
  CriticalSettingsChange,
  CriticalSteps,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { Doors, secretMissing, SecretStore } from '../messages/index.js';
import { Clock, versionConflict } from '../platform/index.js';
import { CriticalEscalationService } from './escalation.service.js';
import { SettingsStore } from './settings-store.js';

/** What is critical here, how soon a person must know, and who is told if not; every change is a version. */
@Injectable()
export class CriticalSettingsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: SettingsStore,
    private readonly escalation: CriticalEscalationService,
    private readonly secrets: SecretStore,
    private readonly doors: Doors,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async catalogue(): Promise<CriticalCatalogue> {
    const { version, minutes, findings } = await this.store.of();
    return { version, minutes, findings };
  }

  async settings(manager: EntityManager = this.dataSource.manager): Promise<CriticalSettings> {
    return {
      ...(await this.store.of(manager)),
      webhookSecretSet: await this.secrets.isSet(manager),
      mailServer: this.doors.mailServer !== undefined,
    };
  }

  /** What waits goes on by the new steps at once, and keeps its time limit. Throws 409 where somebody was before. */
  async change(
    { expectedVersion, ...settings }: CriticalSettingsChange,
    by: Principal,
  ): Promise<CriticalSettings> {
    return this.dataSource.transaction(async (manager) => {
      if (hasWebhook(settings.steps) && !(await this.secrets.isSet(manager))) throw secretMissing();
      const changed = { by: by.displayName, at: this.clock.now() };
      if (!(await this.store.add(manager, expectedVersion, settings, changed))) {
        const { version } = await this.store.of(manager);
        throw versionConflict('What is critical here', version, expectedVersion);
      }
      await this.escalation.follow(manager, settings.steps);
      await this.audit.record(manager, {
        actor: actorOf(by),
        role: by.role,
        action: 'critical.configure',
        outcome: 'success',
        detail: `version ${expectedVersion + 1}: ${JSON.stringify(settings)}`,
      });
      return this.settings(manager);
    });
  }
}

function hasWebhook({ section, onCall, head }: CriticalSteps): boolean {
  return [section, onCall, head].some(({ targets }) => targets.some(({ kind }) => kind === 'webhook'));
}
