import type { Band, OrderClass, Reason } from '@firstread/contract';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ShownStudy } from '../shown-study.js';

@Entity('worklist_item')
export class WorklistItemEntity {
  @PrimaryColumn('uuid') studyId!: string;
  @Column('text') studyUid!: string;
  @Column('text') orderClass!: OrderClass;
  @Column('text') orderSource!: 'default' | 'images' | 'order' | 'person';
  @Column('smallint') band!: Band;
  /** Place within the band: the earlier, the higher. */
  @Column('timestamptz') rankAt!: Date;
  @Column('timestamptz') dueAt!: Date;
  @Column('timestamptz') readyAt!: Date;
  @Column('boolean') overdue!: boolean;
  @Column('jsonb') reasons!: Reason[];
  @Column('text', { nullable: true }) location!: string | null;
  @Column('text') policyVersion!: string;
  /** `nothingToRead` while all images are rejected: no reader sees the row, which keeps what people set. */
  @Column('text') reading!: 'unread' | 'read' | 'nothingToRead';
  /** A final report was signed since the images that came last: the reading stands. */
  @Column('boolean') signed!: boolean;
  /** Who signed a preliminary report, by name, while it waits for an attending. */
  @Column('text', { nullable: true }) preliminaryBy!: string | null;
  /** Critical results of the study that are not closed. */
  @Column('int') openCritical!: number;
  @Column('int') version!: number;
  @Column('timestamptz') changedAt!: Date;
  /** What lists are filtered by, beside the above. */
  @Column('text', { array: true }) modalities!: string[];
  @Column('text') site!: string;
  @Column('boolean') suspected!: boolean;
  /** Null in rows that were last decided before rows kept it. */
  @Column('jsonb', { nullable: true }) shown!: ShownStudy | null;
}
