import type { CriticalSettingsChange } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { SHIPPED } from './domain/catalogue.js';

export type Settings = Omit<CriticalSettingsChange, 'expectedVersion'>;

export interface StoredSettings extends Settings {
  version: number;
  changed: { by: string; at: string } | null;
}

interface Row {
  version: number;
  settings: Settings;
  by: string;
  at: Date;
}

/** Catalogue, time limits and escalation: as shipped until somebody saves something; every version is kept. */
@Injectable()
export class SettingsStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async of(manager: EntityManager = this.dataSource.manager): Promise<StoredSettings> {
    const [row] = await manager.query<Row[]>(
      `select version, settings, changed_by as by, changed_at as at
         from critical_settings order by version desc limit 1`,
    );
    if (!row) return { version: 0, ...SHIPPED, changed: null };
    return {
      version: row.version,
      ...row.settings,
      changed: { by: row.by, at: row.at.toISOString() },
    };
  }

  /** Adds the version after `expected`. Returns false where that is not the newest. */
  async add(
    manager: EntityManager,
    expected: number,
    settings: Settings,
    { by, at }: { by: string; at: Date },
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `insert into critical_settings (version, settings, changed_by, changed_at)
       select $1::int + 1, $2, $3, $4
        where $1::int = (select coalesce(max(version), 0) from critical_settings)
       on conflict do nothing returning version`,
      [expected, JSON.stringify(settings), by, at],
    );
    return rows.length > 0;
  }
}
