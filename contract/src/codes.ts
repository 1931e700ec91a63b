import { z } from 'zod';

/** Who acts. `device` is a peer (modality, PACS, importer), never a person. */
export const roleSchema = z.enum(['radiologist', 'departmentHead', 'aiVendor', 'administrator', 'device']);
export type Role = z.infer<typeof roleSchema>;

/** Everything that can be done, named `room.verb`. The policy says which role may; what it does not name is denied. */
export const actionSchema = z.enum([
  'session.own',
  'worklist.read',
  'worklist.prioritise',
  'worklist.markRead',
  'worklist.claim',
  'discrepancy.read',
  'discrepancy.close',
  'discrepancy.grade',
  'emergency.interpret',
  'rules.read',
  'rules.write',
  'view.read',
  'view.write',
  'view.share',
  'reader.read',
  'reader.manage',
  'study.read',
  'study.query',
  'study.retrieve',
  'study.store',
  'study.commit',
  'peer.read',
  'peer.write',
  'routing.read',
  'routing.write',
  'study.send',
  'study.fetch',
  'order.read',
  'order.write',
  'order.perform',
  'study.delete',
  'study.intoReading',
  'rejection.read',
  'change.read',
  'model.read',
  'model.submit',
  'model.govern',
  'model.monitor',
  'model.evidence',
  'cohort.write',
  'assessment.write',
  'report.read',
  'report.write',
  'report.sign',
  'report.kit',
  'report.macro',
  'report.manage',
  'learning.read',
  'learning.give',
  'learning.totals',
  'learning.configure',
  'whatIf.ask',
  'quarantine.read',
  'audit.read',
  'system.read',
  'board.read',
  'alert.read',
  'alert.acknowledge',
  'alert.configure',
  'message.read',
  'contact.read',
  'contact.write',
  'critical.read',
  'critical.write',
  'critical.configure',
  'critical.report',
  'turnaround.read',
  'turnaround.export',
  'dashboard.write',
  'fairness.read',
  'fairness.names',
  'listHistory.read',
]);
export type Action = z.infer<typeof actionSchema>;

/** How urgent the ordering clinician said the study is. */
export const orderClassSchema = z.enum(['stat', 'urgent', 'routine']);
export type OrderClass = z.infer<typeof orderClassSchema>;

/** How a reader came to a study: given by "next", chosen from the list, taken from another reader, or back by an undo. */
export const claimWaySchema = z.enum(['next', 'chosen', 'takenOver', 'returned']);
export type ClaimWay = z.infer<typeof claimWaySchema>;

/** 0 a human's STAT (and suspicions where a rule says so), 1 an AI suspicion of a critical finding or anything overdue, 2 urgent, 3 routine. */
export const bandSchema = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
export type Band = z.infer<typeof bandSchema>;

/**
 * The one state of an AI result for one study and model. `notFlagged` means processed without a flag;
 * it is never a negative finding. `withdrawn` was made from images that have been rejected since, or by a model that
 * is paused. `unreadable` came from a product in a form that cannot be read into findings. The states that need one
 * carry a reason beside them.
 */
export const aiStateSchema = z.enum([
  'notEligible',
  'pending',
  'running',
  'flagged',
  'notFlagged',
  'notEvaluable',
  'failed',
  'withdrawn',
  'unreadable',
]);
export type AiState = z.infer<typeof aiStateSchema>;

/**
 * What of a result may be shown to a reader. `notifyOnly` names a suspicion; `notifyWithUnmarkedPreview` also says
 * which image to look at first; neither marks an image or shows a score. `overlayAfterFirstRead` shows marks and scores
 * once a radiologist has read the study, `overlayConcurrent` at once. `reportPrefill` also offers its measurements to
 * the report. `hidden` shows nothing.
 */
export const presentationClassSchema = z.enum([
  'notifyOnly',
  'notifyWithUnmarkedPreview',
  'overlayAfterFirstRead',
  'overlayConcurrent',
  'reportPrefill',
  'hidden',
]);
export type PresentationClass = z.infer<typeof presentationClassSchema>;

/** Whether the marks and scores of a model of this class may ever reach a reader; of a triage class they never do. */
export function marksImages(presentation: PresentationClass): boolean {
  return ['overlayAfterFirstRead', 'overlayConcurrent', 'reportPrefill'].includes(presentation);
}

/** A coded concept as DICOM writes it: coding scheme designator, code value, code meaning (PS3.3 section 8). */
export const codedConceptSchema = z
  .object({ scheme: z.string().min(1).max(16), value: z.string().min(1), meaning: z.string().min(1).max(64) })
  .meta({ id: 'CodedConcept', description: 'Coded concept: scheme designator, value, meaning' });
export type CodedConcept = z.infer<typeof codedConceptSchema>;

/**
 * A unique identifier as it came: PS3.5 section 9 allows digits and points, but some senders write letters,
 * and one such study must not keep the others from being listed. Nothing that could change a path or query.
 */
export const uidSchema = z.string().regex(/^[0-9A-Za-z._-]{1,64}$/, 'is not a unique identifier');

/** An instant as it crosses every boundary: ISO 8601 in UTC. */
export const instantSchema = z.iso.datetime();
