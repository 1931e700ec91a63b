import type { Role } from '@firstread/contract';

/** Who is acting, as every room sees it. */
export interface Principal {
  kind: 'person' | 'service' | 'peer';
  /** Our uuid for people and services, the AE title for DIMSE peers. */
  id: string;
  displayName: string;
  email: string | null;
  role: Role;
}

/** How the audit trail names the actor. */
export function actorOf(principal: Principal): string {
  return `${principal.kind}:${principal.id}`;
}
