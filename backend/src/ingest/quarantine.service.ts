import type { QuarantinePage } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ObjectStore, quarantineKey, type ObjectContent } from '../archive/index.js';
import { AuditService } from '../audit/index.js';
import { pieces, sourceOf } from '../dicom/index.js';
import { EventLog, parseTimeCursor, timeCursorOf } from '../platform/index.js';
import type { InstanceUids, Provenance, RefusalCode } from './domain/outcome.js';

export interface Refusal extends InstanceUids {
  code: RefusalCode;
  reason: string;
}

/** SHA-256 of the bytes. */
function digestOf(content: ObjectContent): Buffer {
  const hash = createHash('sha256');
  for (const piece of pieces(sourceOf(content), 0, content.length)) hash.update(piece);
  return hash.digest();
}

interface Row {
  id: string;
  received_at: Date;
  code: string;
  reason: string;
  door: string;
  source: string;
  sop_instance_uid: string | null;
  bytes: string;
}

/** Keeps what was refused, with the reason, until a person decides. The same bytes are kept once. */
@Injectable()
export class QuarantineService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly objects: ObjectStore,
    private readonly events: EventLog,
    private readonly audit: AuditService,
  ) {}

  async keep(content: ObjectContent, refusal: Refusal, provenance: Provenance): Promise<void> {
    const digest = digestOf(content);
    const [known] = await this.dataSource.query<unknown[]>(
      'select 1 from quarantine where digest = $1 and code = $2',
      [digest, refusal.code],
    );
    if (known) return;
    const id = randomUUID();
    await this.objects.put(quarantineKey(id), content);
    const kept = await this.dataSource.transaction(async (manager) => {
      const inserted = await manager.query<unknown[]>(
        `insert into quarantine (id, code, reason, door, source, study_instance_uid, sop_class_uid,
           sop_instance_uid, bytes, digest)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) on conflict (digest, code) do nothing returning id`,
        [
          id,
          refusal.code,
          refusal.reason,
          provenance.door,
          provenance.source,
          refusal.studyInstanceUid,
          refusal.sopClassUid,
          refusal.sopInstanceUid,
          content.length,
          digest,
        ],
      );
      if (inserted.length === 0) return false;
      await this.events.append(manager, 'InstanceQuarantined', { quarantineId: id, code: refusal.code });
      await this.audit.record(manager, {
        actor: provenance.actor,
        role: provenance.role,
        action: 'study.store',
        outcome: 'failure',
        studyUid: refusal.studyInstanceUid ?? undefined,
        detail: `quarantined ${id}: ${refusal.code}`,
        source: provenance.source,
      });
      return true;
    });
    if (!kept) await this.objects.delete(quarantineKey(id));
  }

  /** Newest first; `after` is the cursor of the page before. */
  async list(limit: number, after?: string): Promise<QuarantinePage> {
    const { at, id } = after ? parseTimeCursor(after) : {};
    const rows = await this.dataSource.query<Row[]>(
      `select id, received_at, code, reason, door, source, sop_instance_uid, bytes from quarantine
        where $1::timestamptz is null or (received_at, id) < ($1::timestamptz, $2::uuid)
        order by received_at desc, id desc limit $3`,
      [at ?? null, id ?? null, limit + 1],
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      entries: page.map((row) => ({
        id: row.id,
        receivedAt: row.received_at.toISOString(),
        code: row.code,
        reason: row.reason,
        door: row.door,
        source: row.source,
        sopInstanceUid: row.sop_instance_uid,
        bytes: Number(row.bytes),
      })),
      next: rows.length > limit && last ? timeCursorOf({ at: last.received_at, id: last.id }) : null,
    };
  }
}
