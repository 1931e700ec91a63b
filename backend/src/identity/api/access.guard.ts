import type { Action } from '@firstread/contract';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AccessService } from '../access.service.js';
import { Authenticator } from '../authenticator.js';
import { ALLOW } from './allow.decorator.js';
import type { AuthenticatedRequest } from './principal.decorator.js';

/** Guards every route. One that names no action of the policy is refused, whoever asks. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly access: AccessService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const action = this.reflector.getAllAndOverride<Action | 'public' | undefined>(ALLOW, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (action === 'public') return true;
    if (!action) return false;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    request.principal = await this.authenticator.principalOf(request.headers, request.method);
    const { studyUid } = request.params as { studyUid?: string };
    await this.access.enforce(request.principal, { action, studyUid, source: request.ip });
    return true;
  }
}
