import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessService } from './access.service.js';
import { AccessGuard } from './api/access.guard.js';
import { SessionController } from './api/session.controller.js';
import { Authenticator } from './authenticator.js';
import { IdentityService } from './identity.service.js';
import { LoginLimiter } from './login-limiter.js';
import { ProvisioningService } from './provisioning.service.js';
import { Reauthentication } from './reauthentication.js';
import { SiteService } from './site.service.js';

const services = [
  AccessService,
  Authenticator,
  IdentityService,
  LoginLimiter,
  ProvisioningService,
  Reauthentication,
  SiteService,
];

/** Who acts and what they may do, for every process. */
@Global()
@Module({ providers: services, exports: services })
export class IdentityModule {}

/** The HTTP side: the guard of every route, and login. */
@Module({ controllers: [SessionController], providers: [{ provide: APP_GUARD, useClass: AccessGuard }] })
export class IdentityHttpModule {}
