import type { Role } from '@firstread/contract';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('api_token')
export class ApiTokenEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') role!: Role;
  @Column('bytea') tokenHash!: Buffer;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
}
