import type { PeerService } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import dimse from 'dcmjs-dimse';
import type { DataSource } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { actorOf, mayDo, type Principal } from '../../identity/index.js';
import { PeerDirectory, type PeerRecord } from '../../peers/index.js';
import { Config } from '../../platform/index.js';
import { ASSOCIATION, SCP_SERVICES } from '../tables.js';
import type { Conversation } from './conversation.js';

const { RejectReason, RejectResult, RejectSource } = dimse.constants;

/** Why an association is refused, as A-ASSOCIATE-RJ says it (PS3.8 section 9.3.4). */
export class Rejection extends Error {
  private constructor(
    readonly result: number,
    readonly source: number,
    readonly reason: number,
    message: string,
  ) {
    super(message);
  }

  static calledAe(aeTitle: string): Rejection {
    const message = `Called ${aeTitle}, which is not this archive`;
    const { Permanent } = RejectResult;
    return new Rejection(Permanent, RejectSource.ServiceUser, RejectReason.CalledAeNotRecognized, message);
  }

  static callingAe(message: string): Rejection {
    const { Permanent } = RejectResult;
    return new Rejection(Permanent, RejectSource.ServiceUser, RejectReason.CallingAeNotRecognized, message);
  }

  static limit(message: string): Rejection {
    const { ServiceProviderPresentation } = RejectSource;
    const { LocalLimitExceeded } = RejectReason;
    return new Rejection(RejectResult.Transient, ServiceProviderPresentation, LocalLimitExceeded, message);
  }

  static congestion(): Rejection {
    const { ServiceProviderPresentation } = RejectSource;
    const { TemporaryCongestion } = RejectReason;
    return new Rejection(
      RejectResult.Transient,
      ServiceProviderPresentation,
      TemporaryCongestion,
      'Not ready',
    );
  }
}

/** Who may come in, with what, and how many at the same time. */
@Injectable()
export class Admission {
  private readonly open = new Map<string, number>();
  private total = 0;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly config: Config,
    private readonly peers: PeerDirectory,
    private readonly audit: AuditService,
  ) {}

  /** Throws a Rejection, which is then in the audit trail. Every conversation admitted must `leave` in the end. */
  async admit(callingAeTitle: string, calledAeTitle: string, address: string): Promise<Conversation> {
    const source = `${callingAeTitle}@${address}`;
    const principal: Principal = {
      kind: 'peer',
      id: callingAeTitle,
      displayName: callingAeTitle,
      email: null,
      role: 'device',
    };
    try {
      if (calledAeTitle !== this.config.env.DIMSE_AE_TITLE) throw Rejection.calledAe(calledAeTitle);
      const peer = await this.known(callingAeTitle, address);
      this.take(callingAeTitle, peer?.maxAssociations ?? ASSOCIATION.ofUnknownPeer);
      return { callingAeTitle, source, principal, peer, services: servicesOf(peer, principal) };
    } catch (error) {
      if (error instanceof Rejection) await this.record(principal, source, error.message);
      throw error;
    }
  }

  leave({ callingAeTitle }: Conversation): void {
    const open = (this.open.get(callingAeTitle) ?? 0) - 1;
    if (open > 0) this.open.set(callingAeTitle, open);
    else this.open.delete(callingAeTitle);
    this.total -= 1;
  }

  private async known(aeTitle: string, address: string): Promise<PeerRecord | null> {
    const peer = await this.peers.byAeTitle(aeTitle);
    if (!peer) {
      if (this.unknownPeers === 'store') return null;
      throw Rejection.callingAe('Not a peer of this archive');
    }
    if (!peer.enabled) throw Rejection.callingAe('The peer is switched off');
    if (!(await this.peers.mayCallFrom(peer, address)))
      throw Rejection.callingAe('The peer may not call from this address');
    return peer;
  }

  private get unknownPeers(): 'store' | 'refuse' {
    const { DIMSE_UNKNOWN_PEERS: set, FIRSTREAD_MODE: mode } = this.config.env;
    return set ?? (mode === 'production' ? 'refuse' : 'store');
  }

  private take(aeTitle: string, maximum: number): void {
    const { DIMSE_MAX_ASSOCIATIONS: maximumOfAll } = this.config.env;
    const open = this.open.get(aeTitle) ?? 0;
    if (open >= maximum) throw Rejection.limit(`The peer has ${open} associations, its limit`);
    if (this.total >= maximumOfAll) throw Rejection.limit(`There are ${this.total} associations, the limit`);
    this.open.set(aeTitle, open + 1);
    this.total += 1;
  }

  private record(principal: Principal, source: string, detail: string): Promise<void> {
    return this.audit.record(this.dataSource.manager, {
      actor: actorOf(principal),
      role: principal.role,
      action: 'association.open',
      outcome: 'denied',
      detail,
      source,
    });
  }
}

/** What the peer is set up for and the policy lets devices do. */
function servicesOf(peer: PeerRecord | null, principal: Principal): ReadonlySet<PeerService> {
  const wanted: readonly PeerService[] = peer ? peer.services : ['store'];
  const allowed = SCP_SERVICES.filter(({ action }) => action !== null && mayDo(principal.role, action));
  return new Set(wanted.filter((service) => allowed.some((row) => row.service === service)));
}
