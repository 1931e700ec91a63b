import type { AlertSteps } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { DEFAULT_STEPS } from './domain/escalation.js';

export interface StoredSettings {
  version: number;
  steps: AlertSteps;
}

/** How alerts escalate; the defaults until somebody saves something. */
@Injectable()
export class SettingsStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async of(manager: EntityManager = this.dataSource.manager): Promise<StoredSettings> {
    const [row] = await manager.query<StoredSettings[]>('select version, steps from alert_settings');
    return row ?? { version: 0, steps: DEFAULT_STEPS };
  }

  /** Writes the version after `expected`. Returns false where that is not the one there is. */
  async replace(manager: EntityManager, expected: number, steps: AlertSteps): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `insert into alert_settings (version, steps) values ($1 + 1, $2)
       on conflict (single) do update set version = excluded.version, steps = excluded.steps
       where alert_settings.version = $1 returning version`,
      [expected, JSON.stringify(steps)],
    );
    return rows.length > 0;
  }
}
