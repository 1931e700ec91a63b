import type { CodedConcept, OrderClass, OrderStatus } from '@firstread/contract';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('imaging_order')
export class OrderEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text') accessionNumber!: string;
  @Column('text', { nullable: true }) placerOrderNumber!: string | null;
  @Column('text', { nullable: true }) fillerOrderNumber!: string | null;
  @Column('text') patientId!: string;
  @Column('text', { nullable: true }) patientIdIssuer!: string | null;
  @Column('text') patientName!: string;
  /** YYYY-MM-DD. */
  @Column('text', { nullable: true }) patientBirthDate!: string | null;
  @Column('text', { nullable: true }) patientSex!: 'M' | 'F' | 'O' | null;
  @Column('text') requestedProcedureId!: string;
  @Column('text', { nullable: true }) requestedProcedureDescription!: string | null;
  @Column('jsonb', { nullable: true }) procedureCode!: CodedConcept | null;
  @Column('text') modality!: string;
  @Column('text', { nullable: true }) stationAeTitle!: string | null;
  @Column('text', { nullable: true }) stationName!: string | null;
  /** YYYY-MM-DDThh:mm:ss, by the department's clock. */
  @Column('text') scheduledAt!: string;
  @Column('text') stepId!: string;
  @Column('text', { nullable: true }) stepDescription!: string | null;
  @Column('text', { nullable: true }) bodyPart!: string | null;
  @Column('text', { nullable: true }) laterality!: 'R' | 'L' | 'B' | 'U' | null;
  @Column('text') priority!: OrderClass;
  @Column('text', { nullable: true }) patientLocation!: string | null;
  @Column('text', { nullable: true }) referringPhysician!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text') studyInstanceUid!: string;
  @Column('text') status!: OrderStatus;
  @Column('int') version!: number;
  @Column('timestamptz') changedAt!: Date;
}
