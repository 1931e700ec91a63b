import { alerts } from './alerts';
import { frame } from './frame';
import { session } from './session';
import { claim } from './claim';
import { clinical } from './clinical';
import { worklist } from './worklist';
import { study } from './study';
import { admin } from './admin';
import { models } from './models';
import { peers } from './peers';
import { routing } from './routing';
import { quarantine } from './quarantine';

export const en = {
  ...frame,
  ...session,
  ...clinical,
  ...claim,
  ...worklist,
  ...study,
  ...admin,
  ...models,
  ...peers,
  ...routing,
  ...quarantine,
  ...alerts,
} as const;
