export { RoutingHttpModule, RoutingWorkerModule } from './routing.module.js';
export { routingEntities } from './entities/index.js';
