import type { Finding } from '@firstread/contract';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('finding')
export class FindingEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') runId!: string;
  @Column('int') ordinal!: number;
  @Column('jsonb') detail!: Finding;
  @Column('boolean') flagged!: boolean;
  @Column('boolean') critical!: boolean;
}
