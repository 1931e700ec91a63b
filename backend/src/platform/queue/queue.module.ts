import { BullModule } from '@nestjs/bullmq';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import type { Config } from '../config/config.js';
import { JobQueue } from './job-queue.js';
import { queueNames } from './job-map.js';

@Global()
@Module({})
export class QueueModule {
  /** Redis where REDIS_URL is given, else BullMQ's PostgreSQL back-end: the same queue either way. */
  static with(config: Config): DynamicModule {
    const connection = config.env.REDIS_URL ? redis(config.env.REDIS_URL) : postgres(config.env.DATABASE_URL);
    return {
      module: QueueModule,
      imports: [
        BullModule.forRoot({ connection }),
        BullModule.registerQueue(...queueNames.map((name) => ({ name }))),
      ],
      providers: [JobQueue],
      exports: [JobQueue, BullModule],
    };
  }
}

function redis(url: string) {
  setDefaultBackendFactory();
  return { url, maxRetriesPerRequest: null };
}

function postgres(url: string) {
  setDefaultBackendFactory(createPostgresBackend as never);
  return { connectionString: url, schema: 'bullmq', migrate: true, max: 8 };
}
