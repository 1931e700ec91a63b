import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { EntitySchema, MixedList } from 'typeorm';
import type { Config } from '../config/config.js';
import { dataSourceOptions } from './data-source.js';

type Entities = MixedList<(abstract new () => object) | EntitySchema>;

@Module({})
export class DatabaseModule {
  /** `name` shows as application_name in PostgreSQL, so that an operator sees who holds a connection. */
  static with(config: Config, name: string, entities: Entities): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config.env.DATABASE_URL, name),
          entities: entities as never,
          retryAttempts: 20,
          retryDelay: 500,
        }),
      ],
    };
  }
}
