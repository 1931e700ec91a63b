export { Config } from './config/config.js';
export { ConfigModule } from './config/config.module.js';
export { Sealer } from './secrets/sealer.js';
export { Clock } from './clock/clock.js';
export { JsonLogger } from './logging/logger.js';
export { DatabaseModule } from './database/database.module.js';
export { dataSourceOptions } from './database/data-source.js';
export { EventsModule } from './events/events.module.js';
export { EventLog } from './events/event-log.js';
export { EventConsumer, type EventBatchHandler, type EventHandler } from './events/event-consumer.js';
export { WakeUp } from './events/wake-up.js';
export { Loop } from './events/loop.js';
export { WokenLoops } from './events/woken-loops.js';
export {
  formatPosition,
  isEvent,
  type EventMap,
  type PlaceDecided,
  type Position,
  type StoredEvent,
} from './events/event-map.js';
export * from './queue/index.js';
export * from './http/index.js';
export { isUniqueViolation } from './database/unique-violation.js';
export { SavedDefinitions } from './database/saved-definitions.js';
export { jsonText } from './database/json-text.js';
export { runPrepared, type PreparedStatement } from './database/prepared.js';
export { pagesOf } from './database/pages-of.js';
export { ahead } from './collections/ahead.js';
export { Batches } from './collections/batches.js';
export { inBatches } from './collections/in-batches.js';
export { CSV, csvOf } from './text/csv.js';
export { groupBy } from './collections/group-by.js';
export { interner } from './collections/interner.js';
export { startThread, type ThreadEnd } from './threads/thread.js';
