import { z } from 'zod';
import type { AlertsChanged } from './alert.js';
import { instantSchema, uidSchema } from './codes.js';
import type { CriticalChanged } from './critical.js';
import type { ModelsChanged } from './model.js';
import { worklistItemSchema } from './worklist.js';

/** Sent once after connecting: where the change stream stands, and the server's clock. */
export const helloSchema = z.object({ sequence: z.string(), serverTime: instantSchema });
export type Hello = z.infer<typeof helloSchema>;

/**
 * Rows that changed, in commit order. `item` is null when the study left the unread list.
 * A page that missed changes (reconnected) fetches the list again.
 */
export const worklistChangedSchema = z.object({
  sequence: z.string(),
  serverTime: instantSchema,
  changes: z.array(
    z.object({
      studyInstanceUid: uidSchema,
      version: z.number().int(),
      item: worklistItemSchema.nullable(),
    }),
  ),
});
export type WorklistChanged = z.infer<typeof worklistChangedSchema>;

/** Server to client. `models.changed`, `alerts.changed` and `critical.changed` go to followers of the worklist too. Room `worklist` is joined by `worklist.follow`, which the policy guards. */
export interface ServerEvents {
  hello: (message: Hello) => void;
  'worklist.changed': (message: WorklistChanged) => void;
  'models.changed': (message: ModelsChanged) => void;
  'alerts.changed': (message: AlertsChanged) => void;
  'critical.changed': (message: CriticalChanged) => void;
}

/** Client to server; the acknowledgement says whether the policy let it through. */
export interface ClientEvents {
  'worklist.follow': (acknowledge: (answer: { ok: true } | { ok: false; code: string }) => void) => void;
}
