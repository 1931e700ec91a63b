import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DicomJsonDataset } from '../../dicom/index.js';

@Entity('instance')
export class InstanceEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') seriesId!: string;
  @Column('uuid') studyId!: string;
  @Column('text') sopInstanceUid!: string;
  @Column('text') sopClassUid!: string;
  @Column('text') transferSyntaxUid!: string;
  @Column('int', { nullable: true }) instanceNumber!: number | null;
  @Column('boolean') hasPixels!: boolean;
  @Column('int') numberOfFrames!: number;
  @Column('bigint') bytes!: string;
  @Column('text') digest!: string;
  @Column('int') studyRevision!: number;
  /** Hidden: a rejection note names it. */
  @Column('boolean') rejected!: boolean;
  @Column('text') door!: string;
  @Column('text') source!: string;
  @Column('jsonb') attributes!: DicomJsonDataset;
  @Column('timestamptz') receivedAt!: Date;
}
