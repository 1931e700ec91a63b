import type {
  AlertSettings,
  AlertSettingsChange,
  AlertSteps,
  AlertTested,
  MessageTarget,
} from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { Doors, SecretStore, secretMissing, testMessage } from '../messages/index.js';
import { Config, versionConflict } from '../platform/index.js';
import { EscalationService } from './escalation.service.js';
import { SettingsStore, type StoredSettings } from './settings-store.js';

/** How alerts escalate, as the department keeps it; every change is in the audit trail, without the secret. */
@Injectable()
export class AlertSettingsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: SettingsStore,
    private readonly escalation: EscalationService,
    private readonly secrets: SecretStore,
    private readonly doors: Doors,
    private readonly audit: AuditService,
    private readonly config: Config,
  ) {}

  async settings(): Promise<AlertSettings> {
    return this.viewOf(await this.store.of(), await this.secrets.isSet());
  }

  /** Alerts that are open go on by the new steps at once. */
  async change(
    { steps, webhookSecret: given, expectedVersion }: AlertSettingsChange,
    by: Principal,
  ): Promise<AlertSettings> {
    return this.dataSource.transaction(async (manager) => {
      const former = await this.store.of(manager);
      const signed = given !== undefined || (await this.secrets.isSet(manager));
      if (!signed && targetsOf(steps).some(({ kind }) => kind === 'webhook')) throw secretMissing();
      if (!(await this.store.replace(manager, expectedVersion, steps)))
        throw versionConflict('How alerts escalate', former.version, expectedVersion);
      if (given !== undefined) await this.secrets.replace(manager, given);
      await this.escalation.follow(manager, steps);
      const detail = JSON.stringify({ steps, ...(given === undefined ? {} : { webhookSecret: 'replaced' }) });
      await this.record(manager, by, 'success', detail);
      return this.viewOf({ version: expectedVersion + 1, steps }, signed);
    });
  }

  /** Sends a message that says it is a test, and tells what happened. */
  async test(target: MessageTarget, by: Principal): Promise<AlertTested> {
    const problem = await this.doors.send(target, testMessage(randomUUID(), this.config.env.PUBLIC_URL)).then(
      () => null,
      (error: Error) => error.message,
    );
    const detail = `test of ${JSON.stringify(target)}${problem === null ? '' : `: ${problem}`}`;
    await this.record(this.dataSource.manager, by, problem === null ? 'success' : 'failure', detail);
    return { delivered: problem === null, detail: problem ?? 'The other side has taken it.' };
  }

  private viewOf({ version, steps }: StoredSettings, webhookSecretSet: boolean): AlertSettings {
    return {
      version,
      steps,
      webhookSecretSet,
      mailServer: this.doors.mailServer !== undefined,
    };
  }

  private async record(
    manager: EntityManager,
    by: Principal,
    outcome: 'success' | 'failure',
    detail: string,
  ): Promise<void> {
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'alert.configure',
      outcome,
      detail,
    });
  }
}

function targetsOf({ section, onCall, head }: AlertSteps): MessageTarget[] {
  return [section, onCall, head].flatMap((step) => step.targets);
}
