import type { AlertSteps } from '@firstread/contract';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { Sealer } from '../platform/index.js';
import { DEFAULT_STEPS } from './domain/escalation.js';

export interface StoredSettings {
  version: number;
  steps: AlertSteps;
  /** Sealed; `secretOf` opens it. */
  webhookSecret: string | null;
}

const PURPOSE = 'alert_settings.webhook_secret';

/** How alerts escalate; the defaults until somebody saves something. */
@Injectable()
export class SettingsStore implements OnApplicationBootstrap {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
  ) {}

  /** Seals a secret that an earlier version has stored as it is. */
  async onApplicationBootstrap(): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ secret: string }[]>(
        'select webhook_secret as secret from alert_settings where webhook_secret is not null for update',
      );
      if (row && !this.sealer.isSealed(row.secret))
        await manager.query('update alert_settings set webhook_secret = $1', [this.sealed(row.secret)]);
    });
  }

  sealed(secret: string): string {
    return this.sealer.seal(secret, PURPOSE);
  }

  /** What webhooks are signed with. Throws where it cannot be opened, in words that say what to do. */
  secretOf({ webhookSecret }: StoredSettings): string | null {
    if (webhookSecret === null) return null;
    try {
      return this.sealer.open(webhookSecret, PURPOSE);
    } catch (error) {
      throw new Error(
        `The secret of webhooks was sealed with another key than ${this.sealer.keyFile}. Enter it again, or restore the key.`,
        { cause: error },
      );
    }
  }

  async of(manager: EntityManager = this.dataSource.manager): Promise<StoredSettings> {
    const [row] = await manager.query<StoredSettings[]>(
      'select version, steps, webhook_secret as "webhookSecret" from alert_settings',
    );
    return row ?? { version: 0, steps: DEFAULT_STEPS, webhookSecret: null };
  }

  /** Writes the version after `expected`. Returns false where that is not the one there is. */
  async replace(
    manager: EntityManager,
    expected: number,
    { steps, webhookSecret }: Omit<StoredSettings, 'version'>,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `insert into alert_settings (version, steps, webhook_secret) values ($1 + 1, $2, $3)
       on conflict (single) do update set version = excluded.version, steps = excluded.steps,
         webhook_secret = excluded.webhook_secret
       where alert_settings.version = $1 returning version`,
      [expected, JSON.stringify(steps), webhookSecret],
    );
    return rows.length > 0;
  }
}
