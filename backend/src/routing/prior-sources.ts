import type { PriorSource, PriorSourceInput } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { actorOf, type Principal } from '../identity/index.js';
import { PeerDirectory } from '../peers/index.js';
import { notFound } from '../platform/index.js';
import { PriorSourceEntity } from './entities/prior-source.entity.js';

/** Peers that are asked for priors; one entry for each peer. */
@Injectable()
export class PriorSources {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly peers: PeerDirectory,
    private readonly audit: AuditService,
  ) {}

  async list(): Promise<PriorSource[]> {
    return this.dataSource.getRepository(PriorSourceEntity).find({ order: { id: 'ASC' } });
  }

  /** Sets how a peer is asked; replaces what was set for it before. */
  async set(input: PriorSourceInput, by: Principal): Promise<PriorSource> {
    const peer = await this.peers.byId(input.peerId);
    if (!peer) throw notFound('Peer', input.peerId);
    return this.dataSource.transaction(async (manager) => {
      const repository = manager.getRepository(PriorSourceEntity);
      await repository.upsert({ ...input }, ['peerId']);
      await this.record(manager, 'priorSource.set', by, JSON.stringify({ ...input, peer: peer.aeTitle }));
      return repository.findOneByOrFail({ peerId: input.peerId });
    });
  }

  async remove(id: string, by: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.getRepository(PriorSourceEntity).delete({ id });
      if (affected !== 1) throw notFound('Prior source', id);
      await this.record(manager, 'priorSource.delete', by, id);
    });
  }

  private record(
    manager: Parameters<AuditService['record']>[0],
    action: string,
    by: Principal,
    detail: string,
  ): Promise<void> {
    return this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action,
      outcome: 'success',
      detail,
    });
  }
}
