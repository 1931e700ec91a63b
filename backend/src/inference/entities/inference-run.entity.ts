import type { AiState } from '@firstread/contract';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One model on one revision of one study, in exactly one state. */
@Entity('inference_run')
export class InferenceRunEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') studyId!: string;
  @Column('text') studyUid!: string;
  @Column('int') studyRevision!: number;
  @Column('text') modelId!: string;
  @Column('text') modelVersion!: string;
  @Column('text') modelSha256!: string;
  @Column('text') state!: AiState;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { nullable: true }) inputSeriesUid!: string | null;
  /** `shadow`: kept, but shown to no reader and without effect on the order. */
  @Column('text') effect!: 'shown' | 'shadow';
  @Column('int') attempt!: number;
  @Column('jsonb', { nullable: true }) timings!: Record<string, number> | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) encodedAt!: Date | null;
  /** Why no object could be written; the result itself stands. */
  @Column('text', { nullable: true }) encodingFailure!: string | null;
}
