import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('site')
export class SiteEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') timeZone!: string;
  @Column('timestamptz') createdAt!: Date;
}
