import { z } from 'zod';
import { instantSchema } from './codes.js';

export const quarantineEntrySchema = z
  .object({
    id: z.uuid(),
    receivedAt: instantSchema,
    code: z.string(),
    reason: z.string(),
    door: z.string(),
    source: z.string(),
    sopInstanceUid: z.string().nullable(),
    bytes: z.number().int(),
  })
  .meta({ id: 'QuarantineEntry', description: 'An object that was refused and kept, with the reason' });
export type QuarantineEntry = z.infer<typeof quarantineEntrySchema>;

export const quarantinePageSchema = z
  .object({ entries: z.array(quarantineEntrySchema), next: z.string().nullable() })
  .meta({ id: 'QuarantinePage' });
export type QuarantinePage = z.infer<typeof quarantinePageSchema>;

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: instantSchema,
    actor: z.string(),
    role: z.string(),
    action: z.string(),
    outcome: z.enum(['success', 'denied', 'failure']),
    studyInstanceUid: z.string().nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry', description: 'One line of the append-only audit trail' });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditPageSchema = z
  .object({ entries: z.array(auditEntrySchema), next: z.string().nullable() })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPageSchema>;

export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.string().max(200).optional(),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** What the top bar shows; no patient data. */
export const systemStatusSchema = z
  .object({
    serverTime: instantSchema,
    ai: z.object({
      pending: z.number().int(),
      running: z.number().int(),
      failed: z.number().int().describe('Of studies that are still to be read'),
      worker: z.enum(['up', 'down']),
    }),
    receiving: z.number().int().describe('Studies still arriving'),
    storage: z.object({
      full: z.boolean().describe('The watermark is passed: new objects are refused'),
      usedPercent: z.number(),
      freeBytes: z.number(),
    }),
  })
  .meta({ id: 'SystemStatus', description: 'State of the AI, of reception and of the disk' });
export type SystemStatus = z.infer<typeof systemStatusSchema>;
