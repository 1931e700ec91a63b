import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../config/config.js';
import { WAKE_CHANNEL } from './event-log.js';
import type { EventName } from './event-map.js';

const RECONNECT_MS = 1000;

/** One LISTEN connection per process; calls the subscribers of the names of events that were committed. */
@Injectable()
export class WakeUp implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(WakeUp.name);
  private readonly subscribers = new Map<() => void, ReadonlySet<string> | null>();
  private client: pg.Client | undefined;
  private stopped = false;

  constructor(private readonly config: Config) {}

  /** Without names the subscriber is called for every event that wakes anybody. */
  subscribe(subscriber: () => void, names: readonly EventName[] | null = null): () => void {
    this.subscribers.set(subscriber, names && new Set<string>(names));
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
    client.on('notification', ({ payload }) => this.wake(payload));
    try {
      await client.connect();
      await client.query(`listen ${WAKE_CHANNEL}`);
      this.client = client;
      this.wake();
    } catch (error) {
      reconnect(error as Error);
    }
  }

  /** What happened is unknown after an interruption: everybody looks. */
  private wake(name?: string): void {
    for (const [subscriber, names] of this.subscribers)
      if (name === undefined || !names || names.has(name)) subscriber();
  }
}
