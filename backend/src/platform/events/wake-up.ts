import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../config/config.js';
import { WAKE_CHANNEL } from './event-log.js';

const RECONNECT_MS = 1000;

/** One LISTEN connection per process; calls every subscriber when events were committed. */
@Injectable()
export class WakeUp implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(WakeUp.name);
  private readonly subscribers = new Set<() => void>();
  private client: pg.Client | undefined;
  private stopped = false;

  constructor(private readonly config: Config) {}

  subscribe(subscriber: () => void): () => void {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({ connectionString: this.config.env.DATABASE_URL, keepAlive: true });
    let lost = false;
    const reconnect = (error?: Error): void => {
      if (lost || this.stopped) return;
      lost = true;
      this.logger.warn(
        `Event notifications lost (${error?.message ?? 'connection closed'}); polling until back`,
      );
      setTimeout(() => void this.connect(), RECONNECT_MS).unref();
    };
    client.on('error', reconnect);
    client.on('end', () => reconnect());
    client.on('notification', () => this.wakeAll());
    try {
      await client.connect();
      await client.query(`listen ${WAKE_CHANNEL}`);
      this.client = client;
      this.wakeAll();
    } catch (error) {
      reconnect(error as Error);
    }
  }

  private wakeAll(): void {
    for (const subscriber of this.subscribers) subscriber();
  }
}
