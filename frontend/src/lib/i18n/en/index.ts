import { frame } from './frame';
import { session } from './session';
import { assignment } from './assignment';
import { claim } from './claim';
import { clinical } from './clinical';
import { worklist } from './worklist';
import { study } from './study';
import { admin } from './admin';
import { models } from './models';
import { peers } from './peers';
import { routing } from './routing';
import { quarantine } from './quarantine';
import { readers } from './readers';

export const en = {
  ...frame,
  ...session,
  ...clinical,
  ...claim,
  ...assignment,
  ...worklist,
  ...study,
  ...admin,
  ...models,
  ...peers,
  ...routing,
  ...quarantine,
  ...readers,
} as const;
