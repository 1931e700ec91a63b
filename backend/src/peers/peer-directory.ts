import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { addressesOf, isWithin } from './addresses.js';
import { PeerEntity } from './entities/peer.entity.js';

export type PeerRecord = PeerEntity;

/** Whom an AE title stands for; read anew each time, so that a changed peer counts from its next association on. */
@Injectable()
export class PeerDirectory {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async byAeTitle(aeTitle: string): Promise<PeerRecord | null> {
    return this.dataSource.getRepository(PeerEntity).findOneBy({ aeTitle });
  }

  /** `manager`: of the transaction that asks, where there is one; it must not wait for a second connection. */
  async byId(id: string, manager = this.dataSource.manager): Promise<PeerRecord | null> {
    return manager.getRepository(PeerEntity).findOneBy({ id });
  }

  /** Every peer that is in use, by AE title. */
  async enabled(): Promise<PeerRecord[]> {
    return this.dataSource
      .getRepository(PeerEntity)
      .find({ where: { enabled: true }, order: { aeTitle: 'ASC' } });
  }

  /** Whether the peer may call from there: its listed addresses, or else what its host resolves to. */
  async mayCallFrom(peer: PeerRecord, address: string): Promise<boolean> {
    const ranges = peer.addresses.length > 0 ? peer.addresses : await addressesOf(peer.host);
    return isWithin(address, ranges);
  }
}
