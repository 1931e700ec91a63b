import type { CanaryScope, ModelManifest, ModelStage, VerificationReport } from '@firstread/contract';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One version of one model, and where it stands in its life cycle. */
@Entity('model_version')
export class ModelVersionEntity {
  @PrimaryColumn('text') modelId!: string;
  @PrimaryColumn('text') version!: string;
  @Column('text') door!: ModelManifest['door'];
  @Column('jsonb') manifest!: ModelManifest;
  @Column('text') sha256!: string;
  @Column('text', { nullable: true }) card!: string | null;
  /** `shipped`: a folder under FIRSTREAD_MODELS; `package`: an archive in the object store. */
  @Column('text') source!: 'shipped' | 'package';
  @Column('text') location!: string;
  @Column('text') stage!: ModelStage;
  @Column('timestamptz') stageSince!: Date;
  @Column('text') stageReason!: string;
  @Column('jsonb', { nullable: true }) scope!: CanaryScope | null;
  @Column('jsonb', { nullable: true }) verification!: VerificationReport | null;
  @Column('boolean') verificationWanted!: boolean;
  @Column('text') submittedBy!: string;
  @Column('timestamptz') submittedAt!: Date;
}
