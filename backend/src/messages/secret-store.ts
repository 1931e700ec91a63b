import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { Sealer } from '../platform/index.js';

/** As secrets were sealed before messages had a room of their own: another purpose would not open them. */
const PURPOSE = 'alert_settings.webhook_secret';

/** What webhooks are signed with, sealed. */
@Injectable()
export class SecretStore implements OnApplicationBootstrap {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
  ) {}

  /** Seals a secret that an earlier version has stored as it is. */
  async onApplicationBootstrap(): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ secret: string }[]>('select secret from webhook_secret for update');
      if (row && !this.sealer.isSealed(row.secret)) await this.replace(manager, row.secret);
    });
  }

  async isSet(manager: EntityManager = this.dataSource.manager): Promise<boolean> {
    return (await this.sealed(manager)) !== null;
  }

  async replace(manager: EntityManager, secret: string): Promise<void> {
    await manager.query(
      'insert into webhook_secret (secret) values ($1) on conflict (single) do update set secret = excluded.secret',
      [this.sealer.seal(secret, PURPOSE)],
    );
  }

  /** Null where none is set. Throws where it cannot be opened, in words that say what to do. */
  async secret(): Promise<string | null> {
    const sealed = await this.sealed(this.dataSource.manager);
    if (sealed === null) return null;
    try {
      return this.sealer.open(sealed, PURPOSE);
    } catch (error) {
      throw new Error(
        `The secret of webhooks was sealed with another key than ${this.sealer.keyFile}. Enter it again, or restore the key.`,
        { cause: error },
      );
    }
  }

  private async sealed(manager: EntityManager): Promise<string | null> {
    const [row] = await manager.query<{ secret: string }[]>('select secret from webhook_secret');
    return row?.secret ?? null;
  }
}
