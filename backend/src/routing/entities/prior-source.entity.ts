import type { Transport } from '@firstread/contract';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('prior_source')
export class PriorSourceEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') peerId!: string;
  @Column('text') transport!: Transport;
  @Column('boolean') enabled!: boolean;
  @Column('int') maximum!: number;
  @Column('int') withinDays!: number;
  @Column('boolean') sameModality!: boolean;
}
