import type { Forwarded, RouteFilter, Transport } from '@firstread/contract';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('forward_rule')
export class ForwardRuleEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('boolean') enabled!: boolean;
  @Column('uuid') peerId!: string;
  @Column('text') transport!: Transport;
  @Column('text', { array: true }) what!: Forwarded[];
  @Column('jsonb') filter!: RouteFilter;
  @Column('int') version!: number;
}
