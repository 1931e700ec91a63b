import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DicomJsonDataset } from '../../dicom/index.js';
import type { StepStatus } from '../domain/performed-step.js';

@Entity('performed_step')
export class PerformedStepEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text') sopInstanceUid!: string;
  @Column('uuid', { nullable: true }) orderId!: string | null;
  @Column('text') studyInstanceUid!: string;
  /** Who reports it, as the audit trail names him. */
  @Column('text') performedBy!: string;
  @Column('text') status!: StepStatus;
  @Column('jsonb') attributes!: DicomJsonDataset;
  /** SOP Instance UIDs that the finished step says it made. */
  @Column('text', { array: true }) instances!: string[];
  @Column('timestamptz') startedAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
}
