import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DicomJsonDataset } from '../../dicom/index.js';

@Entity('series')
export class SeriesEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') studyId!: string;
  @Column('text') seriesInstanceUid!: string;
  @Column('text') modality!: string;
  @Column('int', { nullable: true }) seriesNumber!: number | null;
  @Column('text', { nullable: true }) seriesDescription!: string | null;
  @Column('text', { nullable: true }) bodyPart!: string | null;
  /** Made by Firstread, not acquired. */
  @Column('boolean') own!: boolean;
  @Column('jsonb') attributes!: DicomJsonDataset;
}
