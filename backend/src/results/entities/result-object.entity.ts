import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A DICOM object written for a run. */
@Entity('result_object')
export class ResultObjectEntity {
  @PrimaryColumn('uuid') runId!: string;
  @PrimaryColumn('text') kind!: 'SR' | 'SEG';
  @Column('text') seriesInstanceUid!: string;
  @Column('text') sopInstanceUid!: string;
}
