import type { ResultObjectKind } from '@firstread/contract';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A DICOM object that holds what a run came to. */
@Entity('result_object')
export class ResultObjectEntity {
  @PrimaryColumn('uuid') runId!: string;
  @Column('text') kind!: ResultObjectKind;
  @Column('text') seriesInstanceUid!: string;
  @PrimaryColumn('text') sopInstanceUid!: string;
  /** It has a place in an image or a score. */
  @Column('boolean') marks!: boolean;
}
