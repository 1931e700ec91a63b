export { AccessService } from './access.service.js';
export { Authenticator } from './authenticator.js';
export { Allow, ALLOW, Public } from './api/allow.decorator.js';
export { CurrentPrincipal, type AuthenticatedRequest } from './api/principal.decorator.js';
export { actorOf, type Principal } from './domain/principal.js';
export { actionsOf, mayDo, policy } from './domain/policy.js';
export { IdentityHttpModule, IdentityModule } from './identity.module.js';
export { ProvisioningService, type DemoCredentials } from './provisioning.service.js';
export { identityEntities } from './entities/index.js';
