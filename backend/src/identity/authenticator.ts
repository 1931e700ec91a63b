import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '../platform/index.js';
import { cookieValue, SESSION_COOKIE } from './api/session-cookie.js';
import type { Principal } from './domain/principal.js';
import { IdentityService } from './identity.service.js';

/** Finds out who sends a request: a session cookie or a bearer token. */
@Injectable()
export class Authenticator {
  constructor(private readonly identity: IdentityService) {}

  /** Throws 401 when nobody known sends it, 403 when another site's page sends it with our cookie. */
  async principalOf(headers: IncomingHttpHeaders, method: string): Promise<Principal> {
    const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer)
      return known(
        await this.identity.principalOfApiToken(bearer),
        'The bearer token is unknown or revoked.',
      );
    const session = cookieValue(headers.cookie, SESSION_COOKIE);
    if (!session) throw unauthenticated('Sign in, or send an API token as Authorization: Bearer.');
    if (method !== 'GET' && method !== 'HEAD') requireSameOrigin(headers);
    return known(await this.identity.principalOfSession(session), 'The session has ended. Sign in again.');
  }
}

function known(principal: Principal | undefined, detail: string): Principal {
  if (!principal) throw unauthenticated(detail);
  return principal;
}

function unauthenticated(detail: string): DomainError {
  return new DomainError('UNAUTHENTICATED', 401, 'Not signed in', detail);
}

/** Against cross-site request forgery: a browser says in Origin where the page came from. */
function requireSameOrigin(headers: IncomingHttpHeaders): void {
  if (!headers.origin) return;
  const host = headers['x-forwarded-host'] ?? headers.host;
  if (URL.canParse(headers.origin) && new URL(headers.origin).host === host) return;
  throw new DomainError(
    'CROSS_ORIGIN',
    403,
    'Cross-origin request refused',
    'Send it from the pages of this server.',
  );
}
