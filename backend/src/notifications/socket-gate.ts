import type { Action } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { AccessService, Authenticator, type Principal } from '../identity/index.js';
import { Clock, DomainError } from '../platform/index.js';

/** Lets sockets in and their events through, by the same policy as HTTP. */
@Injectable()
export class SocketGate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly access: AccessService,
    private readonly clock: Clock,
  ) {}

  now(): string {
    return this.clock.now().toISOString();
  }

  /** Who connects. A page of another origin may not use our cookie, so a connection counts as a change. */
  async admit(headers: IncomingHttpHeaders): Promise<Principal | undefined> {
    try {
      return await this.authenticator.principalOf(headers, 'CONNECT');
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }

  /** The code of the refusal, or undefined where the policy lets the event through. */
  async refusal(
    principal: Principal | undefined,
    action: Action,
    source: string,
  ): Promise<string | undefined> {
    if (!principal) return 'UNAUTHENTICATED';
    try {
      await this.access.enforce(principal, { action, source });
      return undefined;
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }
}
