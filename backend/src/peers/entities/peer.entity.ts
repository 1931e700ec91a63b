import type { PeerService } from '@firstread/contract';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('peer')
export class PeerEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text') aeTitle!: string;
  @Column('text') name!: string;
  @Column('text') host!: string;
  @Column('int') port!: number;
  @Column('boolean') tls!: boolean;
  @Column('text', { array: true }) addresses!: string[];
  @Column('text', { array: true }) services!: PeerService[];
  @Column('boolean') destination!: boolean;
  @Column('int') maxAssociations!: number;
  @Column('int', { nullable: true }) backfillAgeDays!: number | null;
  @Column('text', { nullable: true }) dicomwebUrl!: string | null;
  /** Bearer token; leaves this process only in requests to the peer itself. */
  @Column('text', { nullable: true }) dicomwebToken!: string | null;
  @Column('boolean') enabled!: boolean;
  @Column('int') version!: number;
  @Column('timestamptz') changedAt!: Date;
}
