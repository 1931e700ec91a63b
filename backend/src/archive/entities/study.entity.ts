import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DicomJsonDataset } from '../../dicom/index.js';
import type { Intake } from '../domain/intake.js';

@Entity('study')
export class StudyEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text') studyInstanceUid!: string;
  @Column('text', { nullable: true }) patientId!: string | null;
  @Column('text', { nullable: true }) patientName!: string | null;
  @Column('text', { nullable: true }) patientBirthDate!: string | null;
  @Column('text', { nullable: true }) patientSex!: string | null;
  @Column('text', { nullable: true }) accessionNumber!: string | null;
  @Column('text', { nullable: true }) studyDate!: string | null;
  @Column('text', { nullable: true }) studyTime!: string | null;
  @Column('text', { nullable: true }) studyDescription!: string | null;
  @Column('text', { nullable: true }) institution!: string | null;
  @Column('text', { nullable: true }) requestedPriority!: string | null;
  @Column('jsonb') attributes!: DicomJsonDataset;
  @Column('text') state!: 'receiving' | 'complete';
  @Column('text') intake!: Intake;
  @Column('int') revision!: number;
  @Column('timestamptz') firstReceivedAt!: Date;
  @Column('timestamptz') lastReceivedAt!: Date;
  @Column('timestamptz', { nullable: true }) completedAt!: Date | null;
}
