import type { Peer, PeerChange, PeerInput } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { Clock, DomainError, isUniqueViolation, notFound, versionConflict } from '../platform/index.js';
import { PeerEntity } from './entities/peer.entity.js';

/** Keeps the list of peers; every change is in the audit trail. */
@Injectable()
export class PeerService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<Peer[]> {
    const peers = await this.dataSource.getRepository(PeerEntity).find({ order: { aeTitle: 'ASC' } });
    return peers.map(peerView);
  }

  async one(id: string): Promise<Peer> {
    const peer = await this.dataSource.getRepository(PeerEntity).findOneBy({ id });
    if (!peer) throw notFound('Peer', id);
    return peerView(peer);
  }

  async create(input: PeerInput, by: Principal): Promise<Peer> {
    return this.write(input.aeTitle, async (manager) => {
      const repository = manager.getRepository(PeerEntity);
      const peer = repository.create({ ...input, dicomwebToken: input.dicomwebToken ?? null, version: 1 });
      return this.save(manager, peer, 'peer.create', by);
    });
  }

  async change(id: string, change: PeerChange, by: Principal): Promise<Peer> {
    const { expectedVersion, dicomwebToken, ...fields } = change;
    return this.write(change.aeTitle, async (manager) => {
      const peer = await this.lock(manager, id, expectedVersion);
      Object.assign(peer, fields, { version: peer.version + 1 });
      if (dicomwebToken !== undefined) peer.dicomwebToken = dicomwebToken;
      return this.save(manager, peer, 'peer.change', by);
    });
  }

  async remove(id: string, expectedVersion: number, by: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const peer = await this.lock(manager, id, expectedVersion);
      await manager.getRepository(PeerEntity).delete({ id });
      await this.record(manager, peer, 'peer.delete', by);
    });
  }

  private async save(manager: EntityManager, peer: PeerEntity, action: string, by: Principal): Promise<Peer> {
    peer.changedAt = this.clock.now();
    const saved = await manager.getRepository(PeerEntity).save(peer);
    await this.record(manager, saved, action, by);
    return peerView(saved);
  }

  private async lock(manager: EntityManager, id: string, expectedVersion: number): Promise<PeerEntity> {
    const peer = await manager
      .getRepository(PeerEntity)
      .findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!peer) throw notFound('Peer', id);
    if (peer.version === expectedVersion) return peer;
    throw versionConflict(`Peer ${peer.aeTitle}`, peer.version, expectedVersion);
  }

  private async write(aeTitle: string, work: (manager: EntityManager) => Promise<Peer>): Promise<Peer> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new DomainError(
        'PEER_EXISTS',
        409,
        'AE title taken',
        `There is a peer ${aeTitle} already. Change that one, or choose another AE title.`,
      );
    }
  }

  private record(manager: EntityManager, peer: PeerEntity, action: string, by: Principal): Promise<void> {
    const detail = `${peer.aeTitle} ${peer.host}:${peer.port}${peer.tls ? ' TLS' : ''}, may ${peer.services.join(' ')}`;
    return this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action,
      outcome: 'success',
      detail,
    });
  }
}

function peerView(peer: PeerEntity): Peer {
  const { dicomwebToken, changedAt: _, ...view } = peer;
  return { ...view, hasDicomwebToken: dicomwebToken !== null };
}
