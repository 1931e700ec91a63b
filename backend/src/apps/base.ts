import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ArchiveModule } from '../archive/index.js';
import { AuditModule } from '../audit/index.js';
import { IdentityModule } from '../identity/index.js';
import { Clock, Config, ConfigModule, DatabaseModule, EventsModule } from '../platform/index.js';
import { entities } from './entities.js';

@Global()
@Module({ providers: [Clock], exports: [Clock] })
class ClockModule {}

/** What every process has: settings, PostgreSQL, the event log, identity and the archive. */
export function baseModules(config: Config, role: string): (DynamicModule | typeof ClockModule)[] {
  return [
    ConfigModule.with(config),
    DatabaseModule.with(config, `firstread-${role}`, entities),
    ClockModule,
    EventsModule,
    AuditModule,
    IdentityModule,
    ArchiveModule,
  ];
}
