export { DimseClientModule, DimseHttpModule, DimseModule } from './dimse.module.js';
export { DimseClient } from './scu/client.js';
export { AssociationError, type Remote } from './scu/connection.js';
export type { FindOptions, QueryLevel } from './scu/find.js';
export type { MoveResult } from './scu/move.js';
export type { StoreResult } from './protocol/tally.js';
export { DimseError } from './protocol/status.js';
export * from './tables.js';
